using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Reading;

/// <summary>GET /api/v2/conversations/{conversationId}</summary>
internal static class ReadingOne
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v2/conversations/{conversationId}", ReadAsync)
        .RequireScopes(Scopes.ConversationRead)
        .WithName("getConversation")
        .WithTags("Conversations")
        .WithSummary("Read a conversation")
        .Produces<ConversationView>()
        .Produces(StatusCodes.Status304NotModified);

    private static async Task<IResult> ReadAsync(
        HttpContext context, string conversationId, ConversationLog log, Addresses addresses)
    {
        var found = await Lookups.FindAsync(log, conversationId, context.RequestAborted);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        EntityTags.Show(context, found.Value.Version);
        return EntityTags.IsKnown(context.Request, found.Value.Version)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Json(ConversationViews.Of(found.Value, addresses), Wire.Options);
    }
}
