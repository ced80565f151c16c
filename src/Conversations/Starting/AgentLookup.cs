using System.Text.RegularExpressions;
using Pillion.Contracts;
using Pillion.Kernel;

namespace Pillion.Conversations.Starting;

/// <summary>Finds the agent whom a request names.</summary>
internal sealed partial class AgentLookup(IAgents agents)
{
    /// <summary>Reachable agents that are looked at and named in a refusal.</summary>
    public const int MostNamed = 20;

    public ValueTask<AgentView?> FindAsync(string idOrEmail, CancellationToken cancellation) => agents.FindAsync(idOrEmail, cancellation);

    public ValueTask<IReadOnlyList<AgentView>> ReachableAsync(CancellationToken cancellation) => agents.ListReachableAsync(MostNamed, cancellation);

    /// <summary>The agent, when there is one of this name who is not offline; otherwise a fault is added.</summary>
    public async ValueTask<AgentView?> CheckAsync(PartyName name, List<Fault> faults, CancellationToken cancellation)
    {
        var found = await agents.FindAsync(name.Value, cancellation);
        if (found is { Reachable: true })
        {
            return found;
        }

        var reachable = await ReachableAsync(cancellation);
        faults.Add(found is null ? Unknown(name, reachable) : Offline(name, found, reachable));
        return null;
    }

    /// <summary>The reachable agent whose email, name or id looks most like a text; null when none does.</summary>
    public static AgentView? NearestTo(string text, IReadOnlyList<AgentView> reachable)
    {
        var nearest = Nearest.To(text, reachable.SelectMany(agent => new[] { agent.Email, agent.Name, agent.Id }));
        return nearest is null ? null : reachable.First(agent => agent.Email == nearest || agent.Name == nearest || agent.Id == nearest);
    }

    /// <summary>True for a text that was meant to be a UUID and is none.</summary>
    public static bool IsBrokenId(string text) => !Ids.IsId(text) && (Guid.TryParse(text, out _) || LooksLikeId().IsMatch(text));

    private static Fault Unknown(PartyName name, IReadOnlyList<AgentView> reachable)
    {
        var nearest = NearestTo(name.Value, reachable)?.Email;
        var hint = nearest is null ? "" : $" Did you mean {nearest}?";
        return IsBrokenId(name.Value)
            ? new Fault("malformed.id", $"This is not an id: ids are lower-case UUIDs of 36 characters. An agent is named by id or email.{hint} {Named(reachable)}", name.Pointer, name.Value, Emails(reachable), nearest)
            : new Fault("unknown.agent", $"Nobody here has this id or email.{hint} {Named(reachable)}", name.Pointer, name.Value, Emails(reachable), nearest);
    }

    private static Fault Offline(PartyName name, AgentView agent, IReadOnlyList<AgentView> reachable) => new(
        "agent.offline",
        $"{agent.Name} is offline and can't be invited. {Named(reachable)}",
        name.Pointer,
        name.Value,
        Emails(reachable));

    private static List<string> Emails(IReadOnlyList<AgentView> reachable) => reachable.Select(agent => agent.Email).ToList();

    private static string Named(IReadOnlyList<AgentView> reachable) => reachable.Count == 0
        ? "No agent is reachable now; an agent becomes so by any presence but Offline."
        : $"Reachable now: {string.Join("; ", reachable.Select(agent => $"{agent.Name}, {agent.Email}, {agent.Id}"))}.";

    [GeneratedRegex("^[0-9a-fA-F]{6,8}-[0-9a-fA-F-]{12,40}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LooksLikeId();
}
