using System.Text.Json.Serialization;

namespace Pillion.Conversations.Lifecycle;

/// <summary>A conversation as decisions and readers need it; also the document that serves reads.</summary>
/// <param name="Version">Length of the conversation's stream; rises with every change, and is the ETag.</param>
/// <param name="Participants">The visitor first, then agents in the order in which they joined.</param>
/// <param name="Sessions">Cobrowse sessions, oldest first; the last one is the current one.</param>
/// <param name="RecentTransfers">The newest last; at most <see cref="Conversation.MostTransfers"/>.</param>
internal sealed record ConversationState(
    string Id,
    long Version,
    string SiteId,
    string? Subject,
    string? ExternalTag,
    WrapUpRef? DefaultWrapUp,
    IReadOnlyList<ParticipantState> Participants,
    IReadOnlyList<SessionState> Sessions,
    SecureAttributes? SecureAttributes,
    IReadOnlyList<TransferState> RecentTransfers,
    DateTimeOffset StartTime,
    DateTimeOffset? EndTime)
{
    /// <summary>True until the conversation has ended; wrap-up and attributes can change after that.</summary>
    [JsonIgnore]
    public bool Live => EndTime is null;

    [JsonIgnore]
    public ParticipantState Visitor => Participants[0];

    /// <summary>The agent who is there; the last one who was when none is.</summary>
    [JsonIgnore]
    public ParticipantState Agent => Agents.LastOrDefault(agent => agent.Present) ?? Participants[^1];

    /// <summary>All agents, in the order in which they joined.</summary>
    [JsonIgnore]
    public IEnumerable<ParticipantState> Agents => Participants.Skip(1);

    /// <summary>The current cobrowse session, over or not; null when there has been none.</summary>
    [JsonIgnore]
    public SessionState? Session => Sessions is [.., var last] ? last : null;

    /// <summary>The cobrowse session that waits or runs.</summary>
    [JsonIgnore]
    public SessionState? LiveSession => Session is { Live: true } live ? live : null;

    /// <summary>The call or message beside which a cobrowse session can be started, or null.</summary>
    [JsonIgnore]
    public CommunicationState? ActiveMedia => Visitor.Communications.FirstOrDefault(leg =>
        leg is { Kind: not CommunicationKind.Cobrowse, State: LegState.Connected });

    /// <summary>The participant with this id, or null.</summary>
    public ParticipantState? Participant(string id) => Participants.FirstOrDefault(party => party.Id == id);

    /// <summary>The participant who has a communication with this id, or null.</summary>
    public ParticipantState? WithCommunication(string id) => Participants.FirstOrDefault(party => party.Communications.Any(leg => leg.Id == id));

    /// <summary>
    /// The communication at the other end: the visitor's for one of an agent's; for the visitor's own that of the
    /// agent who is there.
    /// </summary>
    public CommunicationState? Peer(ParticipantState of, CommunicationState leg) =>
        Participants
            .Where(party => party.Purpose != of.Purpose)
            .Reverse()
            .OrderByDescending(party => party.Present)
            .SelectMany(party => party.Communications)
            .FirstOrDefault(other => other.Kind == leg.Kind && other.SessionId == leg.SessionId);
}

/// <summary>Attributes that are shown to those only who ask for them.</summary>
/// <param name="Version">Rises with every change of them.</param>
internal sealed record SecureAttributes(IReadOnlyDictionary<string, string> Attributes, int Version);

/// <summary>One agent handing the conversation over to another.</summary>
/// <param name="InitiatorId">User id of who asked for it; null for a client.</param>
/// <param name="DestinationId">User id of the agent who took over.</param>
internal sealed record TransferState(string Id, string? InitiatorId, string DestinationId, DateTimeOffset At);

/// <summary>A wrap-up code as it was called when it was chosen.</summary>
internal sealed record WrapUpRef(string Id, string Name);

/// <summary>How an agent filed the conversation.</summary>
/// <param name="Code">Null for a provisional one only, like <paramref name="Name"/>.</param>
internal sealed record WrapUp(
    string? Code,
    string? Name,
    string? Notes,
    DateTimeOffset EndTime,
    IReadOnlyList<string>? Tags = null,
    int? DurationSeconds = null,
    bool Provisional = false)
{
    /// <summary>What becomes of the filing that is there when another one is chosen.</summary>
    public static WrapUp After(WrapUp? before, WrapUpRef? code, string? notes, WrapUpDetails? details, DateTimeOffset now) => new(
        code?.Id,
        code?.Name,
        notes,
        details?.EndTime ?? (details is { KeepEndTime: true } && before is not null ? before.EndTime : now),
        details?.Tags,
        details?.DurationSeconds,
        details?.Provisional ?? false);

    /// <summary>True when nothing but the time is another.</summary>
    public bool SameAs(WrapUp other) =>
        this with { EndTime = other.EndTime, Tags = other.Tags } == other && (Tags ?? []).SequenceEqual(other.Tags ?? [], StringComparer.Ordinal);
}

/// <summary>What an agent can say beside the code and the notes.</summary>
/// <param name="EndTime">When it was done, where that is not now.</param>
/// <param name="Provisional">True when another one will follow.</param>
/// <param name="KeepEndTime">True to keep the time of the filing that is there already.</param>
internal sealed record WrapUpDetails(IReadOnlyList<string>? Tags, int? DurationSeconds, DateTimeOffset? EndTime, bool Provisional, bool KeepEndTime);
