namespace Pillion.Contracts;

/// <summary>One cobrowse session of a conversation, as other areas see it.</summary>
/// <param name="AgentState">State of the agent's part in this session: <c>alerting</c>, <c>connected</c>, <c>disconnected</c>.</param>
/// <param name="Live">True while this session waits or runs; the conversation may go on without it.</param>
/// <param name="CommunicationType">What the session was started beside: <c>Call</c>, <c>Message</c>, or <c>Unknown</c> for neither.</param>
public sealed record ConversationSummary(
    string Id,
    string SessionId,
    string InvitationId,
    string SiteId,
    string VisitorId,
    string AgentId,
    string AgentName,
    string AgentState,
    string? Subject,
    DateTimeOffset StartTime,
    bool Live,
    string CommunicationType = "Unknown");

/// <summary>Reads conversations. Implemented by Conversations.</summary>
public interface IConversations
{
    /// <summary>The session with this id, live or over; null when there is none.</summary>
    ValueTask<ConversationSummary?> FindBySessionAsync(string sessionId, CancellationToken cancellation);

    /// <summary>Sessions that wait or run, those of the newest conversations first.</summary>
    ValueTask<IReadOnlyList<ConversationSummary>> ListLiveAsync(int most, CancellationToken cancellation);
}

/// <summary>Published when a conversation asks a visitor to share. Cobrowse makes an invitation of it.</summary>
public sealed record CobrowseRequested(
    string ConversationId,
    string SessionId,
    string InvitationId,
    string JoinCode,
    string SiteId,
    string VisitorId,
    string AgentId,
    string AgentName,
    string? Subject,
    IReadOnlyList<string> Capabilities,
    DateTimeOffset At,
    DateTimeOffset Expires) : IAboutConversation;

/// <summary>Published when a session, or its invitation, is ended by way of the API; the conversation may go on.</summary>
/// <param name="Reason">An end reason of the live protocol: <c>disconnected</c> or <c>canceled</c>.</param>
public sealed record CobrowseDisconnected(string ConversationId, string SessionId, string InvitationId, string Reason, DateTimeOffset At) : IAboutConversation;

/// <summary>Published when the agent's state in a cobrowse session changes.</summary>
public sealed record AgentStateChanged(string ConversationId, string SessionId, string AgentId, string State, DateTimeOffset At) : IAboutConversation;

/// <summary>Published when another agent takes over a conversation whose session waits or runs. The session goes on.</summary>
public sealed record AgentReplaced(
    string ConversationId, string SessionId, string InvitationId, string FormerAgentId, string AgentId, string AgentName, DateTimeOffset At) : IAboutConversation;
