using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Storage.Messages;

namespace Pillion.Conversations.Live;

/// <summary>Takes in what the live side reports about invitations and sessions.</summary>
internal sealed class LiveReports(ConversationLog log, IVisitors visitors) :
    ISubscriber<InvitationOffered>,
    ISubscriber<InvitationMoved>,
    ISubscriber<InvitationAccepted>,
    ISubscriber<InvitationClosed>,
    ISubscriber<CobrowseSessionEnded>
{
    public Task HandleAsync(InvitationOffered message, CancellationToken cancellation) =>
        NoteAsync(message.ConversationId, new NoteOffered(message.InvitationId), cancellation);

    public async Task HandleAsync(InvitationMoved message, CancellationToken cancellation)
    {
        if (await log.FindAsync(message.ConversationId, cancellation) is { } state
            && await visitors.FindAsync(state.SiteId, VisitorName.Id, message.VisitorId, cancellation) is { } visitor)
        {
            await NoteAsync(message.ConversationId, new NoteMoved(message.InvitationId, visitor.Id, visitor.DisplayName), cancellation);
        }
    }

    public Task HandleAsync(InvitationAccepted message, CancellationToken cancellation) =>
        NoteAsync(message.ConversationId, new NoteAccepted(message.InvitationId, message.Capabilities), cancellation);

    public Task HandleAsync(InvitationClosed message, CancellationToken cancellation) =>
        NoteAsync(message.ConversationId, new NoteClosed(message.InvitationId, message.Reason), cancellation);

    public Task HandleAsync(CobrowseSessionEnded message, CancellationToken cancellation) =>
        NoteAsync(message.ConversationId, new NoteSessionEnded(message.SessionId, message.Reason), cancellation);

    private async Task NoteAsync(string conversationId, ConversationCommand note, CancellationToken cancellation)
    {
        var outcome = await log.ChangeAsync(conversationId, [note], cancellation);
        if (outcome.Refused && outcome.Refusal.Status == 409)
        {
            // Throwing asks for the message again later; a conversation that does not exist never will.
            throw new InvalidOperationException($"Conversation {conversationId} is too busy to take in {note.GetType().Name}.");
        }
    }
}
