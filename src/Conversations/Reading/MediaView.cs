using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace Pillion.Conversations.Reading;

/// <summary>A conversation with only one of its media, flat on the participants.</summary>
/// <param name="OtherMediaUris">The same conversation with its other media.</param>
public sealed record CobrowseConversationView(
    string Id,
    IReadOnlyList<CobrowseParticipantView> Participants,
    IReadOnlyList<string> OtherMediaUris,
    IReadOnlyList<TransferView> RecentTransfers,
    string SelfUri);

/// <inheritdoc cref="CobrowseConversationView"/>
/// <param name="RecordingState"><c>none</c>: nothing is recorded here.</param>
public sealed record CallConversationView(
    string Id,
    IReadOnlyList<CallParticipantView> Participants,
    IReadOnlyList<string> OtherMediaUris,
    IReadOnlyList<TransferView> RecentTransfers,
    string RecordingState,
    bool SecurePause,
    string SelfUri);

/// <inheritdoc cref="CobrowseConversationView"/>
public sealed record MessageConversationView(
    string Id,
    IReadOnlyList<MessageParticipantView> Participants,
    IReadOnlyList<string> OtherMediaUris,
    IReadOnlyList<TransferView> RecentTransfers,
    string SelfUri);

/// <summary>A user, visitor or other thing by name.</summary>
public sealed record EntityRef(string Id, string? Name, string? SelfUri);

/// <summary>A participant with their latest communication of one medium.</summary>
public abstract record MediaParticipantView
{
    /// <summary>Of the participant.</summary>
    [JsonPropertyOrder(-1)]
    public string Id { get; init; } = "";

    public string Name { get; init; } = "";

    public string Purpose { get; init; } = "";

    public string State { get; init; } = "";

    public string Direction { get; init; } = "";

    public DateTimeOffset StartTime { get; init; }

    public DateTimeOffset StartAlertingTime { get; init; }

    public DateTimeOffset? ConnectedTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public string? DisconnectType { get; init; }

    public bool Held { get; init; }

    public DateTimeOffset? StartHoldTime { get; init; }

    public bool WrapupRequired { get; init; }

    public string WrapupPrompt { get; init; } = "";

    public bool? WrapupSkipped { get; init; }

    public WrapupView? Wrapup { get; init; }

    public DateTimeOffset? StartAcwTime { get; init; }

    public DateTimeOffset? EndAcwTime { get; init; }

    public IReadOnlyList<string> MediaRoles { get; init; } = [];

    /// <summary>The agent; absent for visitors.</summary>
    public EntityRef? User { get; init; }

    /// <summary>The visitor; absent for agents.</summary>
    public EntityRef? ExternalContact { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    public string Provider { get; init; } = "";

    /// <summary>The communication at the other end.</summary>
    public string? Peer { get; init; }
}

/// <summary>A participant of a cobrowse session.</summary>
/// <param name="CobrowseRole"><c>sharer</c> for the visitor, <c>viewer</c> for an agent.</param>
/// <param name="Controlling">Participants whom this one can control.</param>
/// <param name="ViewerUrl">Where the agent sees the visitor's page; absent for the visitor.</param>
public sealed record CobrowseParticipantView(string CobrowseSessionId, string CobrowseRole, IReadOnlyList<string> Controlling, string? ViewerUrl) : MediaParticipantView;

/// <summary>A participant of a call that takes place elsewhere.</summary>
public sealed record CallParticipantView(bool Muted, bool Confined, bool Recording, string RecordingState, bool SecurePause) : MediaParticipantView;

/// <summary>A participant of an exchange of messages that takes place elsewhere.</summary>
/// <param name="Type">The messenger: sms, webmessaging, whatsapp, ..., unknown.</param>
/// <param name="Messages">Always empty: the messages themselves are not kept here.</param>
public sealed record MessageParticipantView(string Type, IReadOnlyList<MessageItem> Messages) : MediaParticipantView;
