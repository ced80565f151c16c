namespace Pillion.Conversations.Lifecycle;

/// <summary>One party at the start.</summary>
internal sealed record Party(string ParticipantId, string CommunicationId, string PartyId, string Name);

/// <param name="Offered">True when the visitor was there, so that they are asked at once.</param>
/// <param name="Attributes">Attributes of the visitor's participant.</param>
internal sealed record ConversationStarted(
    string Id,
    string SessionId,
    string InvitationId,
    string JoinCode,
    string SiteId,
    Party Agent,
    Party Visitor,
    bool Offered,
    string? Subject,
    string? ExternalTag,
    WrapUpRef? DefaultWrapUp,
    IReadOnlyList<string> Capabilities,
    IReadOnlyDictionary<string, string> Attributes,
    DateTimeOffset At,
    DateTimeOffset Expires);

/// <summary>The visitor's browser shows the prompt.</summary>
internal sealed record VisitorAsked(DateTimeOffset At);

/// <summary>The visitor agreed and shares.</summary>
internal sealed record VisitorConnected(IReadOnlyList<string> Capabilities, DateTimeOffset At);

/// <summary>The visitor turned out to be someone else: known already, or the one who had the join code.</summary>
internal sealed record VisitorRecognized(string VisitorId, string Name, DateTimeOffset At);

/// <summary>The invitation came to nothing.</summary>
internal sealed record InvitationEnded(InvitationState Outcome, DateTimeOffset At);

internal sealed record AgentConnected(DateTimeOffset At);

/// <param name="DisconnectType">In the vendor's words: client, peer, system, timeout, transport.failure.</param>
internal sealed record ParticipantDisconnected(string ParticipantId, string DisconnectType, DateTimeOffset At);

/// <param name="Reason">An end reason of the live protocol.</param>
/// <param name="ByApi">True when the live side does not know yet and must be told.</param>
internal sealed record ConversationEnded(string Reason, bool ByApi, DateTimeOffset At);

/// <param name="ByDefault">True when nobody chose and the code given at the start applies.</param>
internal sealed record WrapUpChosen(string ParticipantId, WrapUpRef Code, string? Notes, bool ByDefault, DateTimeOffset At);

internal sealed record WrapUpSkipped(string ParticipantId, DateTimeOffset At);

/// <param name="Attributes">Only those that were set; the others stay.</param>
internal sealed record AttributesSet(string ParticipantId, IReadOnlyDictionary<string, string> Attributes, DateTimeOffset At);
