using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Reading;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Media;

/// <summary>
/// GET /api/v2/conversations/{cobrowsesessions|calls|messages} and ../{conversationId}: live conversations with this
/// medium, which stands flat on the participants.
/// </summary>
internal static class ListingMedium
{
    public static void Map(IEndpointRouteBuilder routes, Medium medium)
    {
        switch (medium.Kind)
        {
            case CommunicationKind.Call:
                Map(routes, medium, (state, _) => MediaViews.Call(state));
                break;
            case CommunicationKind.Message:
                Map(routes, medium, (state, _) => MediaViews.Message(state));
                break;
            default:
                Map(routes, medium, MediaViews.Cobrowse);
                break;
        }
    }

    private static void Map<TView>(IEndpointRouteBuilder routes, Medium medium, Func<ConversationState, Addresses, TView?> view)
        where TView : class
    {
        routes.MapGet(medium.Path, (HttpContext context, LiveListing live, Addresses addresses) => ListAsync(context, live, medium, state => view(state, addresses)))
            .RequireScopes(Scopes.ConversationRead)
            .WithName($"getConversations{medium.Operation}s")
            .WithTags("Conversations by medium")
            .WithSummary($"List live conversations that have {medium.Article}, newest first: an agent's own, or all of them for a client")
            .TakesQuery(QueryParameter.PageSize with { Default = Listing.UsualPage }, QueryParameter.PageNumber)
            .Produces<Listing<TView>>();
        routes.MapGet($"{medium.Path}/{{conversationId}}", (HttpContext context, string conversationId, ConversationLog log, Addresses addresses) =>
                ReadAsync(context, new Target(conversationId, Medium: medium), log, state => view(state, addresses)))
            .RequireScopes(Scopes.ConversationRead)
            .WithName($"getConversations{medium.Operation}")
            .WithTags("Conversations by medium")
            .WithSummary($"Read a conversation with what belongs to {medium.Article}")
            .Produces<TView>()
            .Produces(StatusCodes.Status304NotModified);
    }

    private static async Task<IResult> ListAsync<TView>(HttpContext context, LiveListing live, Medium medium, Func<ConversationState, TView?> view)
        where TView : class
    {
        var query = new QueryReader(context.Request.Query);
        var page = new PageRequest(
            query.Integer("pageNumber", 1, 1_000_000, 1), query.Integer("pageSize", 1, PageRequest.LargestSize, Listing.UsualPage));
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        var (states, total) = await live.ReadAsync(Caller.From(context.User).UserId, medium.Kind, page, context.RequestAborted);
        return Results.Json(Listing<TView>.Of(states.Select(view).OfType<TView>().ToList(), page, total, medium.Path), Wire.Options);
    }

    private static async Task<IResult> ReadAsync<TView>(HttpContext context, Target target, ConversationLog log, Func<ConversationState, TView?> view)
        where TView : class
    {
        var found = await target.FindAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var state = found.Value.Conversation;
        EntityTags.Show(context, state.Version);
        return EntityTags.IsKnown(context.Request, state.Version) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(view(state), Wire.Options);
    }
}
