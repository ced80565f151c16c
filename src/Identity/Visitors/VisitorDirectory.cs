using Pillion.Contracts;
using Pillion.Identity.Sites;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Identity.Visitors;

/// <summary>Finds visitors, and recognizes those who connect.</summary>
/// <remarks>
/// Three kinds of visitors: <em>anonymous</em> ones live in their browser's token alone, until a conversation names them
/// (<see cref="KeepingInvitedVisitors"/>); <em>expected</em> ones have a document because a conversation waits for them;
/// <em>identified</em> ones have one because their site vouched for them.
/// </remarks>
internal sealed class VisitorDirectory(
    IStore store, SiteDirectory sites, VisitorTokens tokens, RecentVisitors recent, Identifying identifying, TimeProvider time) : IVisitors
{
    private const int MostTries = 5;
    private const int MostMerges = 8;

    public async ValueTask<VisitorView?> FindAsync(string siteId, VisitorName kind, string name, CancellationToken cancellation)
    {
        var wanted = name.Trim();
        VisitorView? found = null;
        if (kind is VisitorName.Any or VisitorName.Id)
        {
            found = await ByIdAsync(siteId, wanted, cancellation);
        }

        if (found is null && kind is VisitorName.Any or VisitorName.ExternalId)
        {
            found = await ByKeyAsync(Visitor.ExternalKey(siteId, wanted), cancellation);
        }

        if (found is null && kind is VisitorName.Any or VisitorName.Email)
        {
            found = await ByKeyAsync(Visitor.EmailKey(siteId, wanted), cancellation);
        }

        return found;
    }

    public async ValueTask<Result<RecognizedVisitor>> RecognizeAsync(
        SiteView site, string? visitorToken, string? identityToken, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        string? known = null;
        if (visitorToken is not null)
        {
            var read = tokens.Read(visitorToken, site.Id, now);
            if (read.Refused)
            {
                return read.Refusal;
            }

            known = read.Value;
        }

        var visitor = identityToken is null
            ? await CameBackAsync(site.Id, known ?? Ids.New(), cancellation)
            : await IdentifyAsync(site.Id, identityToken, known, now, cancellation);
        return visitor.Refused
            ? visitor.Refusal
            : new RecognizedVisitor(visitor.Value, tokens.Issue(visitor.Value.Id, site.Id, now));
    }

    public async ValueTask<VisitorView> ExpectAsync(string siteId, VisitorName kind, string name, CancellationToken cancellation)
    {
        var wanted = name.Trim();
        for (var tries = 0; tries < MostTries; tries++)
        {
            var id = kind == VisitorName.Id ? wanted : Ids.New();
            var existing = kind == VisitorName.Id
                ? (await store.GetAsync<Visitor>(Visitor.Kind, wanted, cancellation))?.Value.View
                : await FindAsync(siteId, kind, wanted, cancellation);
            if (existing is not null)
            {
                return existing;
            }

            var now = time.GetUtcNow();
            var byEmail = kind == VisitorName.Email || (kind == VisitorName.Any && wanted.Contains('@', StringComparison.Ordinal));
            var visitor = Visitor.New(id, siteId, now) with
            {
                Email = byEmail ? wanted : null,
                ExternalId = byEmail || kind == VisitorName.Id ? null : wanted,
            };
            var commit = new Commit().Put(Visitor.Kind, id, visitor, 0, visitor.Keys(withEmail: true), expires: visitor.ExpiresFrom(now));
            if (await store.CommitAsync(commit, cancellation) == CommitOutcome.Committed)
            {
                return visitor.View;
            }
        }

        throw new InvalidOperationException("A visitor could neither be found nor made, several times in a row.");
    }

    private async ValueTask<Result<VisitorView>> IdentifyAsync(
        string siteId, string identityToken, string? known, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await sites.ReadAsync(siteId, cancellation) is not { } site)
        {
            return SiteRefusals.NotFound(siteId);
        }

        var claimed = IdentityTokens.Read(identityToken, site, now);
        if (claimed.Refused)
        {
            return claimed.Refusal;
        }

        var identified = await identifying.IdentifyAsync(siteId, claimed.Value, known, now, cancellation);
        return identified.Refused ? identified.Refusal : identified.Value.View;
    }

    private async ValueTask<Result<VisitorView>> CameBackAsync(string siteId, string id, CancellationToken cancellation)
    {
        var document = await ReadAsync(siteId, id, cancellation);
        if (document is null)
        {
            recent.Saw(id, siteId);
        }

        return (document ?? Visitor.New(id, siteId, time.GetUtcNow())).View;
    }

    private async ValueTask<VisitorView?> ByIdAsync(string siteId, string id, CancellationToken cancellation)
    {
        if (!Ids.IsId(id))
        {
            return null;
        }

        var document = await ReadAsync(siteId, id, cancellation);
        return document?.View ?? (recent.Knows(id, siteId) ? Visitor.New(id, siteId, time.GetUtcNow()).View : null);
    }

    // The document, or that of the visitor who this one turned out to be.
    private async ValueTask<Visitor?> ReadAsync(string siteId, string id, CancellationToken cancellation)
    {
        var next = id;
        for (var merges = 0; merges < MostMerges; merges++)
        {
            var document = await store.GetAsync<Visitor>(Visitor.Kind, next, cancellation);
            if (document is null || document.Value.SiteId != siteId)
            {
                return null;
            }

            if (document.Value.MergedInto is null)
            {
                return document.Value;
            }

            next = document.Value.MergedInto;
        }

        return null;
    }

    private async ValueTask<VisitorView?> ByKeyAsync(string key, CancellationToken cancellation) =>
        (await store.FindAsync<Visitor>(Visitor.Kind, key, cancellation))?.Value.View;
}
