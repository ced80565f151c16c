using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Storage;

namespace Pillion.Conversations.Live;

/// <summary>Answers other areas' questions about conversations.</summary>
internal sealed class LiveConversations(IStore store) : IConversations
{
    public async ValueTask<ConversationSummary?> FindBySessionAsync(string sessionId, CancellationToken cancellation) =>
        await store.FindAsync<ConversationState>(ConversationLog.Kind, ConversationLog.SessionKey(sessionId), cancellation) is { } found
            ? Summary(found.Value)
            : null;

    public async ValueTask<IReadOnlyList<ConversationSummary>> ListLiveAsync(int most, CancellationToken cancellation)
    {
        var page = await store.ListAsync<ConversationState>(
            new DocumentQuery(ConversationLog.Kind, ConversationLog.Live, NewestFirst: true, Take: most), cancellation);
        return page.Items.Select(found => Summary(found.Value)).ToList();
    }

    private static ConversationSummary Summary(ConversationState state) => new(
        state.Id,
        state.SessionId,
        state.InvitationId,
        state.SiteId,
        state.Visitor.PartyId,
        state.Agent.PartyId,
        state.Agent.Name,
        Legs.Name(state.Agent.State),
        state.Subject,
        state.StartTime,
        state.Live);
}
