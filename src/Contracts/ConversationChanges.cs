using System.Text.Json.Nodes;
using Pillion.Kernel;

namespace Pillion.Contracts;

/// <summary>A message about a conversation: those about the same one come in order.</summary>
public interface IAboutConversation : ISequenced
{
    string ConversationId { get; }

    string ISequenced.Sequence => ConversationId;
}

/// <summary>Published with every change of a conversation, whoever made it.</summary>
/// <param name="FormerVersion">The conversation's version before the change; 0 for one that has just begun.</param>
/// <param name="Version">Its version after the change.</param>
/// <param name="UserIds">Users who take part in it, and those who left it by this change.</param>
public sealed record ConversationChanged(
    string ConversationId, long FormerVersion, long Version, IReadOnlyList<string> UserIds, DateTimeOffset At) : IAboutConversation;

/// <summary>Tells what changes of conversations looked like. Implemented by Conversations.</summary>
public interface IConversationChanges
{
    /// <summary>The conversation as it was at <see cref="ConversationChanged.Version"/>, and what had happened; null when there is none.</summary>
    ValueTask<ConversationChangeView?> ReadAsync(ConversationChanged change, CancellationToken cancellation);
}

/// <summary>A conversation at one version, in the shapes in which the API gives it.</summary>
/// <param name="Conversation">The generic conversation with all its communications.</param>
/// <param name="Cobrowse">The same with only its cobrowse sessions, flat on the participants; null when it has none.</param>
/// <param name="Call">The same with only its calls; null when it has none.</param>
/// <param name="Message">The same with only its messages; null when it has none.</param>
/// <param name="Happened">What the change consisted of, in order.</param>
public sealed record ConversationChangeView(
    JsonObject Conversation, JsonObject? Cobrowse, JsonObject? Call, JsonObject? Message, IReadOnlyList<ConversationDetail> Happened);

/// <summary>One thing that happened, as the detail topics tell it.</summary>
/// <param name="Name">The end of the topic: <c>user.start</c>, <c>user.end</c>, <c>customer.start</c>, <c>customer.end</c>, <c>acw</c>, <c>wrapup</c>, <c>attributes</c>.</param>
public sealed record ConversationDetail(string Name, JsonObject Body);
