using System.Text.Json;
using Pillion.Contracts;
using Pillion.Conversations.WrapUpCodes;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>
/// Turns a faulty request into the one that was meant. What comes out has been read and checked like a request of its
/// own, so a suggestion works when it is sent; where that can't be reached there is none.
/// </summary>
internal sealed class Mending(StartCheck check, ActiveCommunication policy, AgentLookup agents, ISites sites, WrapUpCatalog wrapUps)
{
    public async Task<Suggestion?> MendAsync(JsonElement body, StartForm form, Caller caller, CancellationToken cancellation)
    {
        var intent = Intent.Read(body);
        var (agent, visitor) = await PartiesAsync(intent.Parties, caller, cancellation);
        if (agent is null || visitor is null)
        {
            return null;
        }

        var options = await OptionsAsync(intent.Options, form, cancellation);
        foreach (var name in Spellings(visitor))
        {
            foreach (var wait in new[] { options.WaitSeconds, null }.Distinct())
            {
                var draft = options with { Agent = agent, Visitor = name, WaitSeconds = wait };
                if (await TryAsync(draft, form, caller, cancellation) is { } suggestion)
                {
                    return suggestion;
                }
            }
        }

        return null;
    }

    /// <summary>The draft as a request that would succeed now, or what the site's policy has in its place; null when neither does.</summary>
    public async Task<Suggestion?> TryAsync(StartDraft draft, StartForm form, Caller caller, CancellationToken cancellation)
    {
        var body = form.Write(draft);
        var faults = new List<Fault>();
        var again = form.Read(BodyReader.Root(JsonSerializer.SerializeToElement(body), faults), caller);
        if (faults.Count > 0 || await check.CheckAsync(again, faults, cancellation) is not { } plan)
        {
            return null;
        }

        return await policy.CheckAsync(plan, cancellation) is { } refusal ? refusal.Suggestion : Suggestion.Json("POST", form.Path, body);
    }

    private async Task<(PartyName? Agent, PartyName? Visitor)> PartiesAsync(
        IReadOnlyList<GuessedParty> parties, Caller caller, CancellationToken cancellation)
    {
        var seen = new List<(GuessedParty Party, AgentView? Agent)>();
        foreach (var party in parties)
        {
            seen.Add((party, party.Kind is NameKind.Any or NameKind.Email ? await agents.FindAsync(party.Value, cancellation) : null));
        }

        var (asAgents, asUsers) = Sort(seen);
        if (asUsers is not [var user])
        {
            return (null, null);
        }

        var reachable = await agents.ReachableAsync(cancellation);
        var agent = asAgents.FirstOrDefault(found => found.Agent is { Reachable: true }) is { Party: { } given }
            ? new PartyName(given.Kind, given.Value, "")
            : await InsteadAsync(asAgents, user.Party, reachable, caller, cancellation);
        return (agent, new PartyName(user.Party.Kind, user.Party.Value, ""));
    }

    // Roles as given, but for those that can't be: a user who is an agent beside an agent who is none was swapped,
    // and where nothing says the role, being an agent does.
    private static (List<(GuessedParty Party, AgentView? Agent)> Agents, List<(GuessedParty Party, AgentView? Agent)> Users) Sort(
        List<(GuessedParty Party, AgentView? Agent)> seen)
    {
        var ofAgents = seen.Where(found => found.Party.Role == "agent" || (found.Party.Role is null && found.Agent is not null)).ToList();
        var ofUsers = seen.Except(ofAgents).ToList();
        if (ofUsers.Count == 1 && ofAgents.Count == 1 && ofUsers[0].Agent is not null && ofAgents[0].Agent is null)
        {
            return (ofUsers, ofAgents);
        }

        if (ofAgents.Count == 0 && ofUsers.Count > 1)
        {
            ofAgents = ofUsers.Where(found => found.Agent is not null).ToList();
        }
        else if (ofUsers.Count == 0 && ofAgents.Count > 1)
        {
            ofAgents = ofAgents.Where(found => found.Agent is not null).ToList();
        }

        return (ofAgents, seen.Except(ofAgents).ToList());
    }

    // Nobody was named, or nobody who can come: the one whose name is nearest, else the caller, else anyone who can.
    private async ValueTask<PartyName?> InsteadAsync(
        List<(GuessedParty Party, AgentView? Agent)> named, GuessedParty user, IReadOnlyList<AgentView> reachable, Caller caller, CancellationToken cancellation)
    {
        var nearest = named.Where(found => found.Agent is null).Select(found => AgentLookup.NearestTo(found.Party.Value, reachable)).FirstOrDefault(agent => agent is not null);
        var self = nearest is null && caller.UserId is { } id ? await agents.FindAsync(id, cancellation) : null;
        var meant = nearest
            ?? (self is { Reachable: true } ? self : null)
            ?? reachable.FirstOrDefault(agent => agent.Email != user.Value && agent.Id != user.Value);
        if (meant is null)
        {
            return null;
        }

        // In the caller's own way: who names people by email is answered with an email.
        return named.Any(found => found.Party.Kind == NameKind.Email)
            ? new PartyName(NameKind.Email, meant.Email, "")
            : new PartyName(NameKind.Any, named.Any(found => found.Party.Value.Contains('@', StringComparison.Ordinal)) ? meant.Email : meant.Id, "");
    }

    private async Task<StartDraft> OptionsAsync(StartDraft given, StartForm form, CancellationToken cancellation)
    {
        var code = given.WrapUpCode;
        if (code is not null && await wrapUps.FindAsync(code, cancellation) is null)
        {
            code = (await wrapUps.FindNamesakeAsync(code, cancellation))?.Name
                ?? Nearest.To(code, (await wrapUps.ListAsync(cancellation)).Select(known => known.Name));
        }

        var site = given.SiteId;
        if (site is not null && await sites.FindAsync(site, cancellation) is null)
        {
            site = Nearest.To(site, (await sites.ListAsync(cancellation)).Select(known => known.Key));
        }

        var type = given.Type is { } meant && form.Types.Contains(meant, StringComparer.Ordinal) ? meant : StartTypes.Cobrowse;
        return given.As(type) with { WrapUpCode = code, SiteId = site };
    }

    // As written first: what looks like a mistake may be the site's own id.
    private static IEnumerable<PartyName> Spellings(PartyName visitor)
    {
        yield return visitor;
        if (visitor.Kind is NameKind.Any && !Ids.IsId(visitor.Value) && Guid.TryParse(visitor.Value, out var id))
        {
            yield return visitor with { Value = id.ToString("D") };
        }

        if (visitor.Kind is NameKind.Any or NameKind.JoinCode && VisitorLookup.Digits(visitor.Value) is { } digits && digits != visitor.Value)
        {
            yield return visitor with { Value = digits };
        }
    }
}
