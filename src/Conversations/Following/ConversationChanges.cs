using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Reading;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Following;

/// <summary>Tells what changes of conversations looked like, from their history: what is stored holds the latest state only.</summary>
internal sealed class ConversationChanges(ConversationLog log, Addresses addresses) : IConversationChanges
{
    public async ValueTask<ConversationChangeView?> ReadAsync(ConversationChanged change, CancellationToken cancellation)
    {
        var history = await log.HistoryAsync(change.ConversationId, cancellation);
        if (change.Version < 1 || change.Version > history.Count)
        {
            return null;
        }

        ConversationState? state = null;
        var happened = new List<ConversationDetail>();
        foreach (var one in history.Take((int)change.Version))
        {
            state = Conversation.Decider.Evolve(state, one);
            if (state!.Version > change.FormerVersion)
            {
                happened.AddRange(Details.Of(state, one));
            }
        }

        return new ConversationChangeView(
            Json(ConversationViews.Of(state!, addresses)),
            MediaViews.Cobrowse(state!, addresses) is { } cobrowse ? Json(cobrowse) : null,
            MediaViews.Call(state!) is { } call ? Json(call) : null,
            MediaViews.Message(state!) is { } message ? Json(message) : null,
            happened);
    }

    private static JsonObject Json<T>(T view) => JsonSerializer.SerializeToNode(view, Wire.Options)!.AsObject();
}
