using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;

namespace Pillion.Conversations.Changing;

/// <summary>
/// POST /api/v2/conversations/{conversationId}/disconnect and DELETE /api/v2/conversations/{conversationId}: everyone
/// leaves. Once it has ended, asking again is fine.
/// </summary>
internal static class Disconnecting
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(
                "/api/v2/conversations/{conversationId}/disconnect",
                (HttpContext context, string conversationId, ConversationLog log) =>
                    DisconnectAsync(context, conversationId, log, StatusCodes.Status202Accepted))
            .RequireScopes(Scopes.ConversationWrite)
            .WithName("postConversationDisconnect")
            .WithTags("Conversations")
            .WithSummary("End a conversation for everyone")
            .Produces(StatusCodes.Status202Accepted);
        routes.MapDelete(
                "/api/v2/conversations/{conversationId}",
                (HttpContext context, string conversationId, ConversationLog log) =>
                    DisconnectAsync(context, conversationId, log, StatusCodes.Status204NoContent))
            .RequireScopes(Scopes.ConversationWrite)
            .WithName("deleteConversation")
            .WithTags("Conversations")
            .WithSummary("End a conversation for everyone; it can still be read and filed")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> DisconnectAsync(HttpContext context, string conversationId, ConversationLog log, int done)
    {
        var found = await Lookups.FindToChangeAsync(context, log, conversationId);
        if ((found.Refusal ?? await NoBody.CheckAsync(context)) is { } refusal)
        {
            return refusal.ToResult();
        }

        return await Lookups.ChangeAsync(context, log, found.Value!.Id, [new DisconnectAll()], done);
    }
}
