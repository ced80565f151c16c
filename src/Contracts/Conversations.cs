namespace Pillion.Contracts;

/// <summary>A conversation in which a cobrowse session waits or runs, as other areas see it.</summary>
/// <param name="AgentState">State of the agent's communication: <c>alerting</c>, <c>connected</c>, <c>disconnected</c>.</param>
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
    bool Live);

/// <summary>Reads conversations. Implemented by Conversations.</summary>
public interface IConversations
{
    ValueTask<ConversationSummary?> FindBySessionAsync(string sessionId, CancellationToken cancellation);

    /// <summary>Conversations that have not ended, newest first.</summary>
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
    DateTimeOffset Expires);

/// <summary>Published when a conversation ends, or its agent leaves, by way of the API.</summary>
/// <param name="Reason">An end reason of the live protocol: <c>disconnected</c> or <c>canceled</c>.</param>
public sealed record CobrowseDisconnected(string ConversationId, string SessionId, string InvitationId, string Reason, DateTimeOffset At);

/// <summary>Published when the agent's state in a conversation changes.</summary>
public sealed record AgentStateChanged(string ConversationId, string SessionId, string AgentId, string State, DateTimeOffset At);
