using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Reading;

/// <summary>GET /api/v2/conversations: an agent's own live conversations, or all of them for a client.</summary>
internal static class Listing
{
    /// <summary>The vendor's operation has no paging, so a caller that does not page should still see all in any usual case.</summary>
    public const int UsualPage = 200;

    private static readonly string[] MediaTypes = ["cobrowse", "call", "callback", "chat", "email", "message", "video", "voicemail"];

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v2/conversations", ListAsync)
        .RequireScopes(Scopes.ConversationRead)
        .WithName("getConversations")
        .WithTags("Conversations")
        .WithSummary("List live conversations, newest first: an agent's own, or all of them for a client")
        .TakesQuery(
            QueryParameter.PageSize with { Default = UsualPage },
            QueryParameter.PageNumber,
            new QueryParameter("communicationType", "Only conversations with a communication of this kind.", MediaTypes))
        .Produces<Listing<ConversationView>>();

    private static async Task<IResult> ListAsync(HttpContext context, LiveListing live, Addresses addresses)
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

        CommunicationKind? kind = Enum.TryParse<CommunicationKind>(media, ignoreCase: true, out var known) ? known : null;
        var (states, total) = media is not null && kind is null
            ? ([], 0)
            : await live.ReadAsync(Caller.From(context.User).UserId, kind, page, context.RequestAborted);
        var views = states.Select(state => ConversationViews.Of(state, addresses)).ToList();
        var more = media is null ? "" : $"communicationType={media}";
        return Results.Json(Listing<ConversationView>.Of(views, page, total, "/api/v2/conversations", more), Wire.Options);
    }
}
