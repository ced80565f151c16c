namespace Pillion.Conversations.Lifecycle;

/// <summary>What can be asked of a conversation.</summary>
internal abstract record ConversationCommand;

/// <summary>Begins a conversation; everything in it has been looked up and found good.</summary>
/// <param name="Expires">Until when the visitor can answer.</param>
internal sealed record Start(
    string Id,
    string SessionId,
    string InvitationId,
    string JoinCode,
    string SiteId,
    Party Agent,
    Party Visitor,
    bool VisitorPresent,
    string? Subject,
    string? ExternalTag,
    WrapUpRef? DefaultWrapUp,
    IReadOnlyList<string> Capabilities,
    IReadOnlyDictionary<string, string> Attributes,
    DateTimeOffset Expires) : ConversationCommand;

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

internal sealed record Connect(string ParticipantId) : ConversationCommand;

/// <summary>One party leaves; with two parties that ends the conversation.</summary>
internal sealed record Disconnect(string ParticipantId) : ConversationCommand;

/// <summary>Everything ends at once.</summary>
internal sealed record DisconnectAll : ConversationCommand;

internal sealed record ChooseWrapUp(string ParticipantId, WrapUpRef Code, string? Notes) : ConversationCommand;

internal sealed record SkipWrapUp(string ParticipantId) : ConversationCommand;

internal sealed record SetAttributes(string ParticipantId, IReadOnlyDictionary<string, string> Attributes) : ConversationCommand;
