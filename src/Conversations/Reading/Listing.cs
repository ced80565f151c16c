using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Storage;

namespace Pillion.Conversations.Reading;

/// <summary>GET /api/v2/conversations: an agent's own live conversations, or all of them for a client.</summary>
internal static class Listing
{
    // The vendor's operation has no paging, so a caller that does not page should still see all in any usual case.
    private const int UsualPage = 200;

    private static readonly string[] MediaTypes = ["cobrowse", "call", "callback", "chat", "email", "message", "video", "voicemail"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v2/conversations", ListAsync)
        .RequireScopes(Scopes.ConversationRead)
        .WithName("getConversations")
        .WithTags("Conversations")
        .WithSummary("List live conversations, newest first: an agent's own, or all of them for a client")
        .Produces<Listing<ConversationView>>();

    private static async Task<IResult> ListAsync(HttpContext context, IStore store, ConversationLog log, Addresses addresses)
    {
        var query = new QueryReader(context.Request.Query);
        var page = new PageRequest(
            query.Integer("pageNumber", 1, 1_000_000, 1),
            query.Integer("pageSize", 1, PageRequest.LargestSize, UsualPage));
        var media = query.OneOf("communicationType", MediaTypes);
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        // There are cobrowse conversations only, so any other type has none.
        var (states, total) = media is null or "cobrowse"
            ? await ReadAsync(store, log, Caller.From(context.User).UserId, page, context.RequestAborted)
            : ([], 0);
        var views = states.Select(state => ConversationViews.Of(state, addresses)).ToList();
        var more = media is null ? "" : $"communicationType={media}";
        return Results.Json(Listing<ConversationView>.Of(views, page, total, "/api/v2/conversations", more), Wire.Options);
    }

    private static async Task<(List<ConversationState> States, long Total)> ReadAsync(
        IStore store, ConversationLog log, string? agentId, PageRequest page, CancellationToken cancellation)
    {
        var skip = (int)Math.Min(int.MaxValue, (long)(page.Number - 1) * page.Size);
        if (agentId is null)
        {
            var all = await store.ListAsync<ConversationState>(
                new DocumentQuery(ConversationLog.Kind, ConversationLog.Live, NewestFirst: true, skip, page.Size), cancellation);
            return (all.Items.Select(found => found.Value).ToList(), all.Total);
        }

        var own = await store.ListAsync<AgentConversation>(
            new DocumentQuery(ConversationLog.OfAgent, agentId, NewestFirst: true, skip, page.Size), cancellation);
        var states = new List<ConversationState>(own.Items.Count);
        foreach (var item in own.Items)
        {
            // One that ended since the page was read is left out.
            if (await log.FindAsync(item.Id, cancellation) is { Live: true } state)
            {
                states.Add(state);
            }
        }

        return (states, own.Total);
    }
}
