using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Storage;
using Pillion.Storage.Messages;

namespace Pillion.Conversations.Live;

/// <summary>Puts the person's lasting id into live conversations that were started with a former one.</summary>
internal sealed class MergedVisitors(IStore store, ConversationLog log, IVisitors visitors) : ISubscriber<VisitorMerged>
{
    private const int Page = 200;

    public async Task HandleAsync(VisitorMerged message, CancellationToken cancellation)
    {
        if (await visitors.FindAsync(message.SiteId, VisitorName.Id, message.IntoId, cancellation) is not { } person)
        {
            return;
        }

        // Read whole before anything is changed: pages would shift under what ends in between.
        foreach (var id in await AffectedAsync(message.FromId, cancellation))
        {
            var outcome = await log.ChangeAsync(id, [new NoteVisitorMerged(message.FromId, person.Id, person.DisplayName)], cancellation);
            if (outcome.Refused && outcome.Refusal.Status == 409)
            {
                throw new InvalidOperationException($"Conversation {id} is too busy to take in that its visitor was recognized.");
            }
        }
    }

    private async Task<List<string>> AffectedAsync(string visitorId, CancellationToken cancellation)
    {
        var affected = new List<string>();
        for (var skip = 0; ; skip += Page)
        {
            var page = await store.ListAsync<ConversationState>(
                new DocumentQuery(ConversationLog.LiveKind, NewestFirst: true, Skip: skip, Take: Page), cancellation);
            affected.AddRange(page.Items.Where(found => found.Value.Visitor.PartyId == visitorId).Select(found => found.Id));
            if (page.Items.Count < Page)
            {
                return affected;
            }
        }
    }
}
