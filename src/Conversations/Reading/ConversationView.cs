namespace Pillion.Conversations.Reading;

/// <summary>A conversation as the vendor's SDKs know it, and our <c>subject</c> and <c>invitation</c> beside it.</summary>
/// <param name="State">Of the visitor: contacting, offering, connected; disconnected once it has ended.</param>
/// <param name="Invitation">Of the current cobrowse session; absent when there has been none.</param>
public sealed record ConversationView(
    string Id,
    DateTimeOffset StartTime,
    DateTimeOffset? EndTime,
    string RecordingState,
    string State,
    string? ExternalTag,
    string? Subject,
    InvitationView? Invitation,
    IReadOnlyList<ParticipantView> Participants,
    IReadOnlyList<TransferView>? RecentTransfers,
    string SelfUri);

/// <summary>How far the visitor's invitation has come.</summary>
/// <param name="State">waiting, offered, accepted, declined, expired or canceled.</param>
public sealed record InvitationView(string Id, string State, DateTimeOffset Expires);

/// <summary>One party of a conversation. A list of communications is there when there is one of its kind.</summary>
/// <param name="UserUri">Where to read the agent; absent for visitors, like <paramref name="UserId"/>.</param>
/// <param name="ExternalContactId">The visitor's id; absent for agents.</param>
/// <param name="StartAcwTime">When the agent's after-call work began: with the end of their last communication.</param>
/// <param name="EndAcwTime">When the agent had filed the conversation.</param>
public sealed record ParticipantView(
    string Id,
    string Name,
    string Purpose,
    string? UserId,
    string? UserUri,
    string? ExternalContactId,
    DateTimeOffset StartTime,
    DateTimeOffset? ConnectedTime,
    DateTimeOffset? EndTime,
    IReadOnlyDictionary<string, string> Attributes,
    bool WrapupRequired,
    string WrapupPrompt,
    bool? WrapupSkipped,
    WrapupView? Wrapup,
    DateTimeOffset? StartAcwTime,
    DateTimeOffset? EndAcwTime,
    IReadOnlyList<CallView>? Calls,
    IReadOnlyList<CobrowseSessionView>? Cobrowsesessions,
    IReadOnlyList<MessageView>? Messages);

/// <summary>How the agent filed the conversation.</summary>
/// <param name="Code">Absent from a provisional filing that has none yet, like <paramref name="Name"/>.</param>
public sealed record WrapupView(
    string? Code, string? Name, string? Notes, IReadOnlyList<string>? Tags, int? DurationSeconds, DateTimeOffset EndTime, bool? Provisional);

/// <summary>One agent handing the conversation over to another.</summary>
/// <param name="TransferType"><c>Unattended</c>.</param>
public sealed record TransferView(
    string Id, string State, string TransferType, DateTimeOffset DateIssued, TransferParty? Initiator, TransferParty Destination);

/// <summary>A user at one end of a transfer.</summary>
public sealed record TransferParty(string UserId);

/// <summary>The part that one party has in a cobrowse session.</summary>
/// <param name="InitialState">The state with which it began.</param>
/// <param name="CobrowseRole"><c>sharer</c> for the visitor, <c>viewer</c> for an agent.</param>
/// <param name="Controlling">Participants whom this one can control.</param>
/// <param name="ViewerUrl">Where the agent sees the visitor's page; absent for the visitor.</param>
/// <param name="PeerId">The communication at the other end.</param>
public sealed record CobrowseSessionView(
    string Id,
    string State,
    string InitialState,
    string? DisconnectType,
    string CobrowseSessionId,
    string CobrowseRole,
    IReadOnlyList<string> Controlling,
    string? ViewerUrl,
    DateTimeOffset StartAlertingTime,
    DateTimeOffset? ConnectedTime,
    DateTimeOffset? DisconnectedTime,
    string Provider,
    string? PeerId,
    IReadOnlyList<SegmentView> Segments,
    WrapupView? Wrapup,
    AfterCallWorkView? AfterCallWork,
    bool AfterCallWorkRequired);

/// <summary>The part that one party has in a call that takes place elsewhere.</summary>
/// <param name="PeerId">The communication at the other end.</param>
public sealed record CallView(
    string Id,
    string State,
    string InitialState,
    string Direction,
    string? DisconnectType,
    bool Recording,
    string RecordingState,
    bool Muted,
    bool Confined,
    bool Held,
    DateTimeOffset? StartHoldTime,
    DateTimeOffset StartAlertingTime,
    DateTimeOffset? ConnectedTime,
    DateTimeOffset? DisconnectedTime,
    string Provider,
    string? PeerId,
    IReadOnlyList<SegmentView> Segments,
    WrapupView? Wrapup,
    AfterCallWorkView? AfterCallWork,
    bool AfterCallWorkRequired);

/// <summary>The part that one party has in an exchange of messages that takes place elsewhere.</summary>
/// <param name="Type">The messenger: sms, webmessaging, whatsapp, ..., unknown.</param>
/// <param name="PeerId">The communication at the other end.</param>
/// <param name="Messages">Always empty: the messages themselves are not kept here.</param>
public sealed record MessageView(
    string Id,
    string State,
    string InitialState,
    string Direction,
    string? DisconnectType,
    bool Held,
    DateTimeOffset? StartHoldTime,
    string Type,
    DateTimeOffset StartAlertingTime,
    DateTimeOffset? ConnectedTime,
    DateTimeOffset? DisconnectedTime,
    string Provider,
    string? PeerId,
    IReadOnlyList<MessageItem> Messages,
    IReadOnlyList<SegmentView> Segments,
    WrapupView? Wrapup,
    AfterCallWorkView? AfterCallWork,
    bool AfterCallWorkRequired);

/// <summary>One message.</summary>
public sealed record MessageItem(string MessageId, DateTimeOffset MessageTime);

/// <summary>A stretch of a communication.</summary>
/// <param name="Type"><c>Contacting</c>, <c>Alert</c> or <c>Interact</c>.</param>
/// <param name="HowEnded"><c>Interact</c> when it went on, <c>Disconnect</c> when that was the end.</param>
public sealed record SegmentView(DateTimeOffset StartTime, DateTimeOffset? EndTime, string Type, string? HowEnded, string? DisconnectType);

/// <summary>What an agent does after a communication.</summary>
/// <param name="State"><c>pending</c>, <c>complete</c> or <c>skipped</c>.</param>
public sealed record AfterCallWorkView(string State, DateTimeOffset StartTime, DateTimeOffset? EndTime);
