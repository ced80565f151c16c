using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Storage;

namespace Pillion.Conversations.Live;

/// <summary>Answers other areas' questions about conversations.</summary>
internal sealed class LiveConversations(IStore store, ConversationLog log) : IConversations
{
    private const int Page = 200;

    public async ValueTask<ConversationSummary?> FindBySessionAsync(string sessionId, CancellationToken cancellation) =>
        await log.FindBySessionAsync(sessionId, cancellation) is { } state
            ? Summary(state, state.Sessions.First(session => session.SessionId == sessionId))
            : null;

    public async ValueTask<IReadOnlyList<ConversationSummary>> ListLiveAsync(int most, CancellationToken cancellation)
    {
        var found = new List<ConversationSummary>();
        for (var skip = 0; ; skip += Page)
        {
            var page = await store.ListAsync<ConversationState>(
                new DocumentQuery(ConversationLog.LiveKind, NewestFirst: true, Skip: skip, Take: Page), cancellation);
            found.AddRange(page.Items.Select(item => item.Value).Where(state => state.LiveSession is not null).Select(state => Summary(state, state.LiveSession!)));
            if (page.Items.Count < Page || found.Count >= most)
            {
                return found.Take(most).ToList();
            }
        }
    }

    private static ConversationSummary Summary(ConversationState state, SessionState session)
    {
        var agent = state.Agents.LastOrDefault(party => party.Leg(session) is not null) ?? state.Agent;
        return new ConversationSummary(
            state.Id,
            session.SessionId,
            session.InvitationId,
            state.SiteId,
            state.Visitor.PartyId,
            agent.PartyId,
            agent.Name,
            Words.Name(agent.Leg(session)?.State ?? LegState.Disconnected),
            state.Subject,
            state.StartTime,
            session.Live,
            session.Beside?.ToString() ?? "Unknown");
    }
}
