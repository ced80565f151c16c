namespace Pillion.Conversations.Lifecycle;

/// <summary>What can be asked of a conversation.</summary>
internal abstract record ConversationCommand;

/// <summary>Begins a conversation; everything in it has been looked up and found good.</summary>
/// <param name="Session">The cobrowse session with which it begins; null for one that begins with another medium.</param>
/// <param name="Media">The call or message with which it begins.</param>
internal sealed record Start(
    string Id,
    string SiteId,
    Party Agent,
    Party Visitor,
    string? Subject,
    string? ExternalTag,
    WrapUpRef? DefaultWrapUp,
    IReadOnlyDictionary<string, string> Attributes,
    NewSession? Session,
    NewMedia? Media) : ConversationCommand;

/// <summary>Asks for a cobrowse session; one that waits or runs is that session.</summary>
internal sealed record BeginCobrowse(NewSession Session) : ConversationCommand;

/// <summary>The live side reports that the visitor has been asked.</summary>
internal sealed record NoteOffered(string InvitationId) : ConversationCommand;

/// <summary>The live side reports that the visitor agreed.</summary>
internal sealed record NoteAccepted(string InvitationId, IReadOnlyList<string> Capabilities) : ConversationCommand;

/// <summary>The live side reports that the invitation came to nothing: declined, expired or canceled.</summary>
internal sealed record NoteClosed(string InvitationId, string Reason) : ConversationCommand;

/// <summary>The live side reports that the session is over.</summary>
internal sealed record NoteSessionEnded(string SessionId, string Reason) : ConversationCommand;

/// <summary>Identity reports that the visitor is one who was known already, or known by another name.</summary>
internal sealed record NoteVisitorMerged(string FromId, string IntoId, string Name) : ConversationCommand;

/// <summary>The live side reports that the invitation turned out to be for another visitor.</summary>
internal sealed record NoteMoved(string InvitationId, string VisitorId, string Name) : ConversationCommand;

/// <summary>An agent accepts everything that waits for them.</summary>
/// <param name="Only">Only this medium; null for all.</param>
internal sealed record Connect(string ParticipantId, CommunicationKind? Only = null) : ConversationCommand;

/// <summary>One party leaves with all their communications; with two parties that ends the conversation.</summary>
/// <param name="Only">Only this medium; null for all.</param>
internal sealed record Disconnect(string ParticipantId, CommunicationKind? Only = null) : ConversationCommand;

/// <summary>One medium ends for everyone; with the last one the conversation.</summary>
internal sealed record DisconnectMedium(CommunicationKind Kind) : ConversationCommand;

/// <summary>Someone tells that a call or message elsewhere is on hold, or muted, for one party.</summary>
/// <param name="Held">Null when nothing is said of it, like <paramref name="Muted"/>.</param>
/// <param name="Only">Only this medium; null for all that can be held or muted.</param>
internal sealed record NoteHold(string ParticipantId, bool? Held, bool? Muted, CommunicationKind? Only) : ConversationCommand;

/// <summary>One medium ends, for both parties; with the last one the conversation.</summary>
internal sealed record DisconnectCommunication(string CommunicationId) : ConversationCommand;

/// <summary>Everything ends at once.</summary>
internal sealed record DisconnectAll : ConversationCommand;

/// <param name="Code">Null for a provisional one only.</param>
internal sealed record ChooseWrapUp(string ParticipantId, WrapUpRef? Code, string? Notes, WrapUpDetails? Details = null) : ConversationCommand;

internal sealed record SkipWrapUp(string ParticipantId) : ConversationCommand;

internal sealed record SetAttributes(string ParticipantId, IReadOnlyDictionary<string, string> Attributes) : ConversationCommand;

/// <summary>An agent gives everything they have in the conversation to another one.</summary>
/// <param name="ParticipantId">Who gives.</param>
/// <param name="To">Who takes over, as a participant who is to be made.</param>
/// <param name="Legs">Ids for their communications, one for each medium that there may be.</param>
/// <param name="InitiatorId">User id of who asks for it; null for a client.</param>
internal sealed record HandOver(
    string TransferId, string ParticipantId, Party To, IReadOnlyDictionary<CommunicationKind, string> Legs, string? InitiatorId) : ConversationCommand;

/// <summary>Puts another external tag in the place of the one that is there.</summary>
/// <param name="Tag">Null to remove it.</param>
internal sealed record SetTag(string? Tag) : ConversationCommand;

/// <summary>Sets attributes that are shown to those only who ask for them; the others stay.</summary>
/// <param name="Version">The version that they must have now; null for any.</param>
internal sealed record SetSecureAttributes(IReadOnlyDictionary<string, string> Attributes, int? Version) : ConversationCommand;
