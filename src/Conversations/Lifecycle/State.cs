using System.Text.Json.Serialization;

namespace Pillion.Conversations.Lifecycle;

/// <summary>A conversation as decisions and readers need it; also the document that serves reads.</summary>
internal sealed record ConversationState(
    string Id,
    string SessionId,
    string InvitationId,
    string JoinCode,
    string SiteId,
    string? Subject,
    string? ExternalTag,
    WrapUpRef? DefaultWrapUp,
    IReadOnlyList<string> Capabilities,
    InvitationState Invitation,
    DateTimeOffset InvitationExpires,
    ParticipantState Agent,
    ParticipantState Visitor,
    DateTimeOffset StartTime,
    DateTimeOffset? EndTime)
{
    /// <summary>True until the conversation has ended; wrap-up and attributes can change after that.</summary>
    [JsonIgnore]
    public bool Live => EndTime is null;

    /// <summary>The participant with this id, or null.</summary>
    public ParticipantState? Participant(string id) => Agent.Id == id ? Agent : Visitor.Id == id ? Visitor : null;
}

/// <summary>How far the visitor's invitation has come.</summary>
internal enum InvitationState
{
    /// <summary>The visitor is not there yet.</summary>
    Waiting,

    /// <summary>The visitor has been asked.</summary>
    Offered,

    Accepted,
    Declined,
    Expired,

    /// <summary>The conversation ended before the visitor answered.</summary>
    Canceled,
}

/// <summary>The state of a participant's cobrowse communication, in the vendor's words.</summary>
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

/// <summary>One party of a conversation and its one communication.</summary>
/// <param name="PartyId">The agent's user id or the visitor's id.</param>
internal sealed record ParticipantState(
    string Id,
    string CommunicationId,
    string PartyId,
    string Name,
    LegState State,
    string? DisconnectType,
    DateTimeOffset AlertingTime,
    DateTimeOffset? ConnectedTime,
    DateTimeOffset? EndTime,
    IReadOnlyDictionary<string, string> Attributes,
    WrapUp? WrapUp,
    bool WrapUpSkipped);

/// <summary>A wrap-up code as it was called when it was chosen.</summary>
internal sealed record WrapUpRef(string Id, string Name);

/// <summary>How an agent filed the conversation.</summary>
internal sealed record WrapUp(string Code, string Name, string? Notes, DateTimeOffset EndTime);
