using Pillion.Conversations.Lifecycle;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Conversations.Reading;

/// <summary>Live conversations, newest first, a page at a time.</summary>
internal sealed class LiveListing(IStore store)
{
    private const int Batch = 200;

    /// <summary>One page, and how many there are in all.</summary>
    /// <param name="agentId">Only those of this agent; null for all.</param>
    /// <param name="kind">Only those with a communication of this kind; null for all.</param>
    public async Task<(IReadOnlyList<ConversationState> States, long Total)> ReadAsync(
        string? agentId, CommunicationKind? kind, PageRequest page, CancellationToken cancellation)
    {
        var skip = (int)Math.Min(int.MaxValue - page.Size, (long)(page.Number - 1) * page.Size);
        if (kind is null)
        {
            var found = await store.ListAsync<ConversationState>(
                new DocumentQuery(ConversationLog.LiveKind, agentId, NewestFirst: true, skip, page.Size), cancellation);
            return (found.Items.Select(item => item.Value).ToList(), found.Total);
        }

        // The store does not know of kinds, so the others are read past.
        var (states, matches) = (new List<ConversationState>(), 0L);
        await foreach (var state in AllAsync(agentId, cancellation))
        {
            if (state.Visitor.Communications.All(leg => leg.Kind != kind))
            {
                continue;
            }

            if (matches >= skip && states.Count < page.Size)
            {
                states.Add(state);
            }

            matches++;
        }

        return (states, matches);
    }

    /// <summary>All of them, of one agent or of everyone.</summary>
    public async IAsyncEnumerable<ConversationState> AllAsync(
        string? agentId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var skip = 0; ; skip += Batch)
        {
            var page = await store.ListAsync<ConversationState>(
                new DocumentQuery(ConversationLog.LiveKind, agentId, NewestFirst: true, skip, Batch), cancellation);
            foreach (var item in page.Items)
            {
                yield return item.Value;
            }

            if (page.Items.Count < Batch)
            {
                yield break;
            }
        }
    }
}
