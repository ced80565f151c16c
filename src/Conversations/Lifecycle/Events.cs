namespace Pillion.Conversations.Lifecycle;

/// <summary>One party at the start.</summary>
internal sealed record Party(string ParticipantId, string PartyId, string Name);

/// <summary>Ids of the two communications of one medium.</summary>
internal sealed record Legs(string Agent, string Visitor);

/// <summary>A cobrowse session that is asked for.</summary>
/// <param name="Offered">True when the visitor is there, so that they are asked at once.</param>
/// <param name="Expires">Until when the visitor can answer.</param>
/// <param name="ByAgent">True when the agent asks for it themselves, so that nobody needs to fetch them.</param>
internal sealed record NewSession(
    string SessionId,
    string InvitationId,
    string JoinCode,
    IReadOnlyList<string> Capabilities,
    bool Offered,
    DateTimeOffset Expires,
    Legs Legs,
    bool ByAgent = false);

/// <summary>A call or message that takes place elsewhere.</summary>
/// <param name="MessageType">Of a message only.</param>
internal sealed record NewMedia(CommunicationKind Kind, Direction Direction, string Provider, string? MessageType, Legs Legs);

/// <summary>How one communication ended.</summary>
/// <param name="DisconnectType">In the vendor's words: client, peer, system, timeout, transport.failure.</param>
internal sealed record LegEnd(string CommunicationId, string DisconnectType);

/// <summary>A conversation began, with a cobrowse session or with another medium.</summary>
/// <param name="Attributes">Attributes of the visitor's participant.</param>
internal sealed record ConversationStarted(
    string Id,
    string SiteId,
    Party Agent,
    Party Visitor,
    string? Subject,
    string? ExternalTag,
    WrapUpRef? DefaultWrapUp,
    IReadOnlyDictionary<string, string> Attributes,
    NewSession? Session,
    NewMedia? Media,
    DateTimeOffset At);

/// <summary>A cobrowse session is asked for in a conversation that was there before.</summary>
/// <param name="Beside">The kind of the communication that is connected meanwhile.</param>
internal sealed record CobrowseStarted(NewSession Session, CommunicationKind? Beside, DateTimeOffset At);

/// <summary>The visitor's browser shows the prompt.</summary>
internal sealed record VisitorAsked(DateTimeOffset At);

/// <summary>The visitor agreed and shares.</summary>
internal sealed record VisitorConnected(IReadOnlyList<string> Capabilities, DateTimeOffset At);

/// <summary>The visitor turned out to be someone else: known already, or the one who had the join code.</summary>
internal sealed record VisitorRecognized(string VisitorId, string Name, DateTimeOffset At);

/// <summary>An agent accepted everything that waited for them.</summary>
/// <param name="Only">Only this medium; null for all.</param>
internal sealed record AgentConnected(string ParticipantId, DateTimeOffset At, CommunicationKind? Only = null);

/// <summary>A call or message elsewhere is on hold for a party, or muted, or no longer.</summary>
/// <param name="CommunicationIds">Those that changed.</param>
internal sealed record HoldNoted(string ParticipantId, IReadOnlyList<string> CommunicationIds, bool? Held, bool? Muted, DateTimeOffset At);

/// <summary>A cobrowse session, or its invitation, is over.</summary>
/// <param name="Invitation">What became of an invitation that had no answer; null when the session ran.</param>
/// <param name="Reason">An end reason of the live protocol.</param>
/// <param name="ByApi">True when the live side does not know yet and must be told.</param>
internal sealed record CobrowseEnded(
    string SessionId, InvitationState? Invitation, string Reason, bool ByApi, IReadOnlyList<LegEnd> Legs, DateTimeOffset At);

/// <summary>A call or message is over.</summary>
internal sealed record MediaEnded(IReadOnlyList<LegEnd> Legs, DateTimeOffset At);

/// <summary>A communication that goes on with another agent.</summary>
/// <param name="FormerId">The one that ends.</param>
/// <param name="Id">The one that begins.</param>
internal sealed record HandedLeg(string FormerId, string Id);

/// <summary>One agent left, and another one is asked to take over what they had.</summary>
/// <param name="From">The participant who left.</param>
/// <param name="InitiatorId">User id of who asked for it; null for a client.</param>
internal sealed record HandedOver(string TransferId, string From, Party To, IReadOnlyList<HandedLeg> Legs, string? InitiatorId, DateTimeOffset At);

/// <summary>The last communication has ended.</summary>
internal sealed record ConversationEnded(DateTimeOffset At);

/// <param name="ByDefault">True when nobody chose and the code given at the start applies.</param>
/// <param name="Code">Null for a provisional one only.</param>
internal sealed record WrapUpChosen(
    string ParticipantId, WrapUpRef? Code, string? Notes, bool ByDefault, DateTimeOffset At, WrapUpDetails? Details = null);

internal sealed record WrapUpSkipped(string ParticipantId, DateTimeOffset At);

/// <param name="Attributes">Only those that were set; the others stay.</param>
internal sealed record AttributesSet(string ParticipantId, IReadOnlyDictionary<string, string> Attributes, DateTimeOffset At);

/// <param name="Tag">Null when it was removed.</param>
internal sealed record TagSet(string? Tag, DateTimeOffset At);

/// <param name="Attributes">Only those that were set; the others stay.</param>
internal sealed record SecureAttributesSet(IReadOnlyDictionary<string, string> Attributes, int Version, DateTimeOffset At);
