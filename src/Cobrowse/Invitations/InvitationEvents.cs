using Pillion.Contracts;

namespace Pillion.Cobrowse.Invitations;

// The history of one invitation, stream "invitation-{id}". Past tense; never changed once stored.

/// <summary>A conversation asks a visitor to share.</summary>
internal sealed record RequestedEvent(
    string InvitationId,
    string ConversationId,
    string SessionId,
    string SiteId,
    string VisitorId,
    string AgentId,
    string AgentName,
    string? Subject,
    string JoinCode,
    IReadOnlyList<string> Capabilities,
    DateTimeOffset At,
    DateTimeOffset Expires);

/// <summary>A tab of the visitor shows the prompt.</summary>
internal sealed record OfferedEvent(DateTimeOffset At);

/// <summary>The invitation is for another visitor now: its join code was entered, or its visitor logged in.</summary>
internal sealed record MovedEvent(string VisitorId, DateTimeOffset At);

/// <summary>Another agent took over the conversation.</summary>
internal sealed record ReassignedEvent(string AgentId, string AgentName, DateTimeOffset At);

/// <summary>The visitor agreed.</summary>
internal sealed record AcceptedEvent(Consent Consent, DateTimeOffset At);

/// <summary>The visitor said no.</summary>
internal sealed record DeclinedEvent(string Tab, DateTimeOffset At);

/// <summary>Nobody answered in time.</summary>
internal sealed record ExpiredEvent(DateTimeOffset At);

/// <summary>The agent or the API took it back before an answer.</summary>
internal sealed record CanceledEvent(DateTimeOffset At);

/// <summary>The session that came of it is over.</summary>
/// <param name="Reason">An end reason of the live protocol.</param>
internal sealed record EndedEvent(string Reason, DateTimeOffset At);

/// <summary>What a visitor agreed to.</summary>
/// <param name="Asked">Capabilities that the prompt named.</param>
/// <param name="Granted">Those of them that the visitor gave.</param>
/// <param name="Policy">The privacy policy under which the session runs from then on.</param>
/// <param name="Language">Language of the prompt, a BCP 47 tag.</param>
internal sealed record Consent(
    string VisitorId,
    IReadOnlyList<string> Asked,
    IReadOnlyList<string> Granted,
    PrivacyPolicy Policy,
    string Language,
    string Tab);
