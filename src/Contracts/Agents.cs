namespace Pillion.Contracts;

/// <summary>A user who can be asked to look at a visitor's page.</summary>
/// <param name="Presence">One of the vendor's system presences: Available, Away, Busy, Offline, ...</param>
public sealed record AgentView(string Id, string Name, string Email, string Presence)
{
    /// <summary>True unless the agent's presence is Offline.</summary>
    public bool Reachable => Presence != "Offline";
}

/// <summary>Reads agents. Implemented by Identity.</summary>
public interface IAgents
{
    /// <summary>The agent with this id or email, or null.</summary>
    ValueTask<AgentView?> FindAsync(string idOrEmail, CancellationToken cancellation);

    /// <summary>Agents who are not offline, by name, at most <paramref name="most"/>.</summary>
    ValueTask<IReadOnlyList<AgentView>> ListReachableAsync(int most, CancellationToken cancellation);
}

/// <summary>Published when a user's presence or routing status changes.</summary>
public sealed record PresenceChanged(string UserId, string Presence, DateTimeOffset At);
