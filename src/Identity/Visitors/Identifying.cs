using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Identity.Visitors;

/// <summary>Finds or makes the one visitor whom a site's backend vouches for, and joins what was known apart.</summary>
internal sealed class Identifying(IStore store)
{
    private const int MostTries = 5;

    /// <summary>
    /// In this order: the visitor with the site's id; one who was expected under the email address; the browser's own
    /// anonymous visitor, who then keeps their id; a new one.
    /// </summary>
    /// <param name="known">The visitor whom the browser's visitor token names, or null.</param>
    public async ValueTask<Result<Visitor>> IdentifyAsync(
        string siteId, Claimed claimed, string? known, DateTimeOffset now, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var plan = await PlanAsync(siteId, claimed, known, now, cancellation);
            if (plan.Commit.Steps.Count == 0 || await store.CommitAsync(plan.Commit, cancellation) == CommitOutcome.Committed)
            {
                return plan.Visitor;
            }
        }

        return Refusal.Conflict("request.conflict", "This visitor is being identified from several places at once. Connect again.");
    }

    private async ValueTask<(Visitor Visitor, Commit Commit)> PlanAsync(
        string siteId, Claimed claimed, string? known, DateTimeOffset now, CancellationToken cancellation)
    {
        var browser = known is null ? null : await store.GetAsync<Visitor>(Visitor.Kind, known, cancellation);
        var byExternal = await store.FindAsync<Visitor>(Visitor.Kind, Visitor.ExternalKey(siteId, claimed.ExternalId), cancellation);
        var byEmail = claimed.Email is null
            ? null
            : await store.FindAsync<Visitor>(Visitor.Kind, Visitor.EmailKey(siteId, claimed.Email), cancellation);
        var current = byExternal ?? (byEmail?.Value.ExternalId is null ? byEmail : null) ?? (IsNobody(browser) ? browser : null);

        // A browser that was somebody else's before must not lend that person's id to the next one.
        var id = current?.Id ?? (known is not null && browser is null ? known : Ids.New());
        var before = current?.Value ?? Visitor.New(id, siteId, now);
        var after = before with
        {
            ExternalId = claimed.ExternalId,
            Email = claimed.Email ?? before.Email,
            Name = claimed.Name ?? before.Name,
            Identified = true,
        };
        var holder = claimed.Email is not null || after.Email is null
            ? byEmail
            : await store.FindAsync<Visitor>(Visitor.Kind, Visitor.EmailKey(siteId, after.Email), cancellation);
        var commit = new Commit();
        var emailIsFree = holder is null || holder.Id == id;
        if (!emailIsFree && claimed.Email is not null)
        {
            // The address names the one who was vouched for last. Whom nobody vouched for was this very person.
            GiveWay(commit, holder!, id, now);
            emailIsFree = true;
        }

        if (browser is not null && browser.Id != id && IsNobody(browser))
        {
            Merge(commit, browser, id, now);
        }

        if (after != before || (after.Email is not null && holder is null) || commit.Steps.Count > 0)
        {
            commit.Put(Visitor.Kind, id, after, current?.Version ?? 0, after.Keys(emailIsFree));
        }

        return (after, commit);
    }

    private static void GiveWay(Commit commit, Document<Visitor> holder, string id, DateTimeOffset now)
    {
        if (holder.Value.ExternalId is null)
        {
            Merge(commit, holder, id, now);
        }
        else
        {
            commit.Put(Visitor.Kind, holder.Id, holder.Value, holder.Version, holder.Value.Keys(withEmail: false));
        }
    }

    private static void Merge(Commit commit, Document<Visitor> from, string into, DateTimeOffset now)
    {
        var merged = from.Value with { MergedInto = into };
        commit.Put(Visitor.Kind, from.Id, merged, from.Version, merged.Keys(withEmail: false), expires: now + VisitorTokens.Lifetime);
        commit.Publish(new VisitorMerged(from.Value.SiteId, from.Id, into, now));
    }

    private static bool IsNobody(Document<Visitor>? browser) => browser is { Value: { Anonymous: true, MergedInto: null } };
}
