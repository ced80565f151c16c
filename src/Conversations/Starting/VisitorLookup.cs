using Pillion.Contracts;
using Pillion.Kernel;

namespace Pillion.Conversations.Starting;

/// <summary>The visitor of a conversation that is to start.</summary>
/// <param name="Known">Null for one whom nobody has seen yet.</param>
/// <param name="Expected">How to name one whom nobody has seen yet.</param>
/// <param name="JoinCode">The code that named them, to be used up.</param>
internal sealed record VisitorTarget(SiteView Site, VisitorView? Known, VisitorName Expected, string Name, string? JoinCode);

/// <summary>Finds the visitor whom a request names, and the site that they belong to.</summary>
internal sealed class VisitorLookup(IVisitors visitors, IJoinCodes codes, IAgents agents)
{
    /// <summary>The visitor; null after adding a fault.</summary>
    /// <param name="sites">Where to look: the site of the request, or all of them when it names none.</param>
    /// <param name="siteGiven">True when the request named the site.</param>
    public async ValueTask<VisitorTarget?> CheckAsync(
        PartyName name, IReadOnlyList<SiteView> sites, bool siteGiven, List<Fault> faults, CancellationToken cancellation)
    {
        switch (name.Kind)
        {
            case NameKind.JoinCode:
                return await ByCodeAsync(name, sites, siteGiven, faults, cancellation);
            case NameKind.Email when !IsEmail(name.Value):
                faults.Add(BadEmail(name));
                return null;
            case NameKind.Email:
                return await ByNameAsync(name, VisitorName.Email, sites, faults, cancellation);
            case NameKind.ExternalId:
                return await ByNameAsync(name, VisitorName.ExternalId, sites, faults, cancellation);
            default:
                return await ByAnyAsync(name, sites, siteGiven, faults, cancellation);
        }
    }

    private async ValueTask<VisitorTarget?> ByAnyAsync(
        PartyName name, IReadOnlyList<SiteView> sites, bool siteGiven, List<Fault> faults, CancellationToken cancellation)
    {
        var known = await FindAsync(VisitorName.Any, name.Value, sites, cancellation);
        if (Ids.IsJoinCode(name.Value))
        {
            return await ByDigitsAsync(name, known, sites, siteGiven, faults, cancellation);
        }

        if (known.Count > 0)
        {
            return One(name, VisitorName.Any, known, faults);
        }

        if (await agents.FindAsync(name.Value, cancellation) is { } agent)
        {
            faults.Add(new Fault(
                "agent.as.visitor",
                $"This names {agent.Name}, who is an agent. Name them as the agent, and here the visitor: by their email, the site's own id, Pillion's id or a join code. A visitor who happens to have an agent's email is named by `email`.",
                name.Pointer,
                name.Value));
            return null;
        }

        if (Ids.IsId(name.Value))
        {
            faults.Add(new Fault(
                "unknown.visitor",
                "No visitor has this id. Someone who has not been on the site yet is named by `externalId` or `email`; the invitation then waits for them.",
                name.Pointer,
                name.Value));
            return null;
        }

        if (Broken(name) is { } fault)
        {
            faults.Add(fault);
            return null;
        }

        var kind = name.Value.Contains('@', StringComparison.Ordinal) ? VisitorName.Email : VisitorName.ExternalId;
        return Expect(name, kind, sites, faults);
    }

    // Six digits may be a code that is read out or a site's own number; only one of them can be meant.
    private async ValueTask<VisitorTarget?> ByDigitsAsync(
        PartyName name, List<(SiteView Site, VisitorView Visitor)> known, IReadOnlyList<SiteView> sites, bool siteGiven, List<Fault> faults, CancellationToken cancellation)
    {
        var shown = await codes.FindVisitorAsync(name.Value, cancellation);
        if (known.Count > 0 && !shown.Refused)
        {
            faults.Add(new Fault(
                "ambiguous.visitor",
                "This is both a join code that a visitor shows now and a site's own id of another visitor. Name the visitor by `joinCode` or by `externalId`.",
                name.Pointer,
                name.Value,
                ["joinCode", "externalId"]));
            return null;
        }

        return known.Count > 0
            ? One(name, VisitorName.Any, known, faults)
            : await ByCodeAsync(name, sites, siteGiven, faults, cancellation);
    }

    private async ValueTask<VisitorTarget?> ByCodeAsync(
        PartyName name, IReadOnlyList<SiteView> sites, bool siteGiven, List<Fault> faults, CancellationToken cancellation)
    {
        if (!Ids.IsJoinCode(name.Value))
        {
            faults.Add(BadCode(name, Digits(name.Value)));
            return null;
        }

        var shown = await codes.FindVisitorAsync(name.Value, cancellation);
        if (shown.Refused)
        {
            faults.AddRange(AtName(shown.Refusal, name));
            return null;
        }

        if (sites.FirstOrDefault(site => site.Id == shown.Value.SiteId) is { } its)
        {
            return new VisitorTarget(its, shown.Value, VisitorName.Id, shown.Value.Id, name.Value);
        }

        // Without any site to look in, that is the fault, and it has been found already.
        if (sites.Count > 0)
        {
            faults.Add(siteGiven
                ? new Fault("wrong.site", "The visitor who shows this code is on another site than `siteId` says. Leave `siteId` out: the code says it.", "/siteId")
                : new Fault("unknown.visitor", "The site of the visitor who shows this code is no longer there.", name.Pointer, name.Value));
        }

        return null;
    }

    private async ValueTask<VisitorTarget?> ByNameAsync(
        PartyName name, VisitorName kind, IReadOnlyList<SiteView> sites, List<Fault> faults, CancellationToken cancellation)
    {
        var known = await FindAsync(kind, name.Value, sites, cancellation);
        return known.Count > 0 ? One(name, kind, known, faults) : Expect(name, kind, sites, faults);
    }

    private async ValueTask<List<(SiteView Site, VisitorView Visitor)>> FindAsync(
        VisitorName kind, string value, IReadOnlyList<SiteView> sites, CancellationToken cancellation)
    {
        var found = new List<(SiteView, VisitorView)>();
        foreach (var site in sites)
        {
            if (await visitors.FindAsync(site.Id, kind, value, cancellation) is { } visitor)
            {
                found.Add((site, visitor));
            }
        }

        return found;
    }

    private static VisitorTarget? One(PartyName name, VisitorName kind, List<(SiteView Site, VisitorView Visitor)> known, List<Fault> faults)
    {
        if (known is [var only])
        {
            return new VisitorTarget(only.Site, only.Visitor, kind, name.Value, null);
        }

        faults.Add(SiteNeeded("Visitors of several sites have this name", known.Select(found => found.Site)));
        return null;
    }

    private static VisitorTarget? Expect(PartyName name, VisitorName kind, IReadOnlyList<SiteView> sites, List<Fault> faults)
    {
        if (kind == VisitorName.Email && !IsEmail(name.Value))
        {
            faults.Add(BadEmail(name));
            return null;
        }

        if (sites is [var only])
        {
            return new VisitorTarget(only, null, kind, name.Value, null);
        }

        if (sites.Count > 1)
        {
            faults.Add(SiteNeeded("Nobody has seen this visitor yet and there are several sites", sites));
        }

        return null;
    }

    private static Fault SiteNeeded(string why, IEnumerable<SiteView> sites)
    {
        var keys = sites.Select(site => site.Key).ToList();
        return new Fault("missing.field", $"{why}, so `siteId` is needed: one of {string.Join(", ", keys)}.", "/siteId", null, keys);
    }

    private static Fault? Broken(PartyName name)
    {
        if (AgentLookup.IsBrokenId(name.Value))
        {
            var nearest = Guid.TryParse(name.Value, out var read) ? read.ToString("D") : null;
            return new Fault("malformed.id", "This is not an id: ids are lower-case UUIDs of 36 characters. If it is the site's own id, name the visitor by `externalId`.", name.Pointer, name.Value, ["a lower-case UUID"], nearest);
        }

        return Digits(name.Value) is { Length: Ids.JoinCodeLength } digits ? BadCode(name, digits) : null;
    }

    /// <summary>The digits of a join code that was written with spaces or dashes; null for other texts.</summary>
    public static string? Digits(string text)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return Ids.IsJoinCode(digits) ? digits : null;
    }

    private static Fault BadCode(PartyName name, string? nearest) => new(
        "malformed.join.code",
        $"A join code is {Ids.JoinCodeLength} digits without anything in between.{(nearest is null ? "" : $" Did you mean {nearest}?")}",
        name.Pointer,
        name.Value,
        [$"{Ids.JoinCodeLength} digits"],
        nearest);

    private static Fault BadEmail(PartyName name) => new("malformed.email", "This is not an email address.", name.Pointer, name.Value, ["name@host"]);

    // Mail systems decide what an address is; this only keeps out what can't be one.
    private static bool IsEmail(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
        && at == text.LastIndexOf('@')
        && at < text.Length - 1
        && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    private static IEnumerable<Fault> AtName(Refusal refusal, PartyName name) => refusal.Faults is { Count: > 0 } faults
        ? faults.Select(fault => fault with { Pointer = name.Pointer, Found = name.Value })
        : [new Fault(refusal.Code, refusal.Message, name.Pointer, name.Value)];
}
