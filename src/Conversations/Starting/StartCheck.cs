using Pillion.Contracts;
using Pillion.Conversations.WrapUpCodes;
using Pillion.Kernel;

namespace Pillion.Conversations.Starting;

/// <summary>A draft in which everything was found: nothing more can be wrong with the request itself.</summary>
/// <param name="Present">True when the visitor has a tab open now.</param>
internal sealed record StartPlan(StartDraft Draft, AgentView Agent, VisitorTarget Visitor, WrapUpCode? WrapUp, bool Present);

/// <summary>Looks up what a draft names and finds everything that is wrong with it; changes nothing.</summary>
internal sealed class StartCheck(
    ISites sites, AgentLookup agents, VisitorLookup visitors, IVisitorPresence presence, WrapUpCatalog wrapUps)
{
    /// <summary>The plan, or null when there are faults, old or new.</summary>
    public async Task<StartPlan?> CheckAsync(StartDraft draft, List<Fault> faults, CancellationToken cancellation)
    {
        var searched = await SitesAsync(draft, faults, cancellation);
        var agent = draft.Agent is { } agentName ? await agents.CheckAsync(agentName, faults, cancellation) : null;
        var visitor = draft.Visitor is { } visitorName
            ? await visitors.CheckAsync(visitorName, searched, draft.SiteId is not null, faults, cancellation)
            : null;
        var present = visitor?.Known is { } known && presence.IsPresent(known.Id);
        if (visitor is not null && !present && draft.WaitSeconds == 0)
        {
            faults.Add(new Fault(
                "visitor.not.there",
                "The visitor is not on the site now, and with `waitSeconds` 0 the invitation does not wait for them. Let it wait, or ask again later.",
                "/waitSeconds",
                0,
                ["1..604800"]));
        }

        var wrapUp = await WrapUpAsync(draft.WrapUpCode, faults, cancellation);
        return faults.Count == 0 && agent is not null && visitor is not null
            ? new StartPlan(draft, agent, visitor, wrapUp, present)
            : null;
    }

    private async ValueTask<WrapUpCode?> WrapUpAsync(string? given, List<Fault> faults, CancellationToken cancellation)
    {
        var found = given is null ? null : await wrapUps.FindAsync(given, cancellation);
        if (given is not null && found is null)
        {
            faults.Add(await wrapUps.UnknownAsync(given, "/wrapUpCode", cancellation));
        }

        return found;
    }

    // The sites in which the visitor is looked for; none when that was the fault.
    private async ValueTask<IReadOnlyList<SiteView>> SitesAsync(StartDraft draft, List<Fault> faults, CancellationToken cancellation)
    {
        if (draft.SiteId is { } given && await sites.FindAsync(given, cancellation) is { } named)
        {
            return [named];
        }

        var all = await sites.ListAsync(cancellation);
        if (all.Count == 0)
        {
            faults.Add(new Fault("no.site", "There is no site yet. Create one with POST /api/v2/sites and put its snippet on the pages.", "/siteId"));
        }
        else if (draft.SiteId is not null)
        {
            var keys = all.Select(site => site.Key).ToList();
            var nearest = Nearest.To(draft.SiteId, keys.Concat(all.Select(site => site.Id)));
            var hint = nearest is null ? "" : $" Did you mean \"{nearest}\"?";
            faults.Add(new Fault("unknown.site", $"No site has this key or id.{hint} There are: {string.Join(", ", keys.Take(20))}.", "/siteId", draft.SiteId, keys.Take(20).ToList(), nearest));
        }

        return draft.SiteId is null || all.Count == 1 ? all : [];
    }
}
