using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Changing;

/// <summary>POST /api/v2/conversations/{conversationId}/disconnect; once it has ended, asking again is fine.</summary>
internal static class Disconnecting
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/v2/conversations/{conversationId}/disconnect", DisconnectAsync)
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("postConversationDisconnect")
        .WithTags("Conversations")
        .WithSummary("End a conversation for everyone")
        .Produces(StatusCodes.Status202Accepted);

    private static async Task<IResult> DisconnectAsync(HttpContext context, string conversationId, ConversationLog log)
    {
        var cancellation = context.RequestAborted;
        var found = await Lookups.FindAsync(log, conversationId, cancellation);
        if ((found.Refusal ?? Lookups.Forbidden(found.Value!, Caller.From(context.User)) ?? await CheckBodyAsync(context)) is { } refusal)
        {
            return refusal.ToResult();
        }

        var outcome = await log.ChangeAsync(conversationId, [new DisconnectAll()], cancellation);
        return outcome.Refused ? outcome.Refusal.ToResult() : Results.StatusCode(StatusCodes.Status202Accepted);
    }

    // The operation has no body, but clients send null or {} here.
    private static async Task<Refusal?> CheckBodyAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        if (body.Refused)
        {
            return body.Refusal;
        }

        var faults = new List<Fault>();
        BodyReader.Root(body.Value, faults).Close();
        return faults.Count == 0 ? null : Refusal.Of(faults, Suggestion.Json("POST", context.Request.Path, new JsonObject()));
    }
}
