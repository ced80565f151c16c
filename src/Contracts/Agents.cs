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

/// <summary>Whether a user is there and takes routed work, in the words of the API.</summary>
/// <param name="Active">False for one who can no longer log in.</param>
/// <param name="PresenceId">Id of the presence definition.</param>
/// <param name="Presence">The system presence: Available, Away, OnQueue, ...</param>
/// <param name="Message">What the user wrote beside it.</param>
/// <param name="RoutingStatus"><c>OFF_QUEUE</c>, <c>IDLE</c>, ...</param>
public sealed record UserStatus(
    string UserId,
    bool Active,
    string PresenceId,
    string Presence,
    string? Message,
    DateTimeOffset PresenceModified,
    string RoutingStatus,
    DateTimeOffset RoutingStarted);

/// <summary>Reads how users can be reached. Implemented by Identity.</summary>
public interface IUserStatuses
{
    /// <summary>The status of the user with this id, or null.</summary>
    ValueTask<UserStatus?> FindAsync(string userId, CancellationToken cancellation);
}

/// <summary>Published when a user's presence, its message or the routing status changes.</summary>
/// <param name="Version">Rises with every change of this user.</param>
/// <param name="Status">As it was right after the change.</param>
/// <param name="PresenceMoved">Presence or message are other ones than before.</param>
/// <param name="RoutingMoved">The routing status is another one than before.</param>
public sealed record UserStatusChanged(UserStatus Status, long Version, bool PresenceMoved, bool RoutingMoved, DateTimeOffset At);
