using System.Text.Json.Serialization;

namespace Pillion.Conversations.Lifecycle;

/// <summary>What a participant is in the conversation for.</summary>
internal enum Purpose
{
    Customer,
    Agent,
}

/// <summary>One party of a conversation.</summary>
/// <param name="PartyId">The agent's user id or the visitor's id.</param>
/// <param name="ConnectedTime">When the first of their communications was connected.</param>
/// <param name="EndTime">When the last of their communications ended.</param>
/// <param name="Communications">In the order in which they began.</param>
internal sealed record ParticipantState(
    string Id,
    Purpose Purpose,
    string PartyId,
    string Name,
    IReadOnlyDictionary<string, string> Attributes,
    WrapUp? WrapUp,
    bool WrapUpSkipped,
    DateTimeOffset StartTime,
    DateTimeOffset? ConnectedTime,
    DateTimeOffset? EndTime,
    IReadOnlyList<CommunicationState> Communications)
{
    /// <summary>True until the last of their communications has ended.</summary>
    [JsonIgnore]
    public bool Present => EndTime is null;

    /// <summary>The part that this party has in a cobrowse session, or null.</summary>
    public CommunicationState? Leg(SessionState session) => Communications.FirstOrDefault(leg => leg.SessionId == session.SessionId);
}

/// <summary>By which medium two parties are in touch.</summary>
internal enum CommunicationKind
{
    Cobrowse,

    /// <summary>A call that takes place on a phone system elsewhere.</summary>
    Call,

    /// <summary>Messages that are exchanged elsewhere.</summary>
    Message,
}

/// <summary>Who began a communication: the visitor (inbound) or our side.</summary>
internal enum Direction
{
    Inbound,
    Outbound,
}

/// <summary>The state of a communication, in the vendor's words.</summary>
internal enum LegState
{
    /// <summary>A visitor who is not there yet.</summary>
    Contacting,

    /// <summary>A visitor who has been asked.</summary>
    Offering,

    /// <summary>An agent who has not joined yet.</summary>
    Alerting,

    Connected,
    Disconnected,
}

/// <summary>One media leg of a participant.</summary>
/// <param name="DisconnectType">In the vendor's words: client, peer, system, timeout, transport.failure; null until it ended.</param>
/// <param name="AlertingTime">When the party was asked.</param>
/// <param name="SessionId">Of a cobrowse communication only.</param>
/// <param name="MessageType">Of a message only: the vendor's name of the messenger.</param>
/// <param name="Held">Since when it is on hold elsewhere, as far as anyone told; null when it is not.</param>
/// <param name="Muted">True while it is muted elsewhere, as far as anyone told.</param>
internal sealed record CommunicationState(
    string Id,
    CommunicationKind Kind,
    LegState State,
    LegState InitialState,
    string? DisconnectType,
    DateTimeOffset AlertingTime,
    DateTimeOffset? ConnectedTime,
    DateTimeOffset? EndTime,
    Direction Direction,
    string Provider,
    string? SessionId,
    string? MessageType,
    DateTimeOffset? Held = null,
    bool Muted = false)
{
    /// <summary>True until it has ended.</summary>
    [JsonIgnore]
    public bool Live => EndTime is null;
}
