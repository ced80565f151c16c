using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Cobrowse.Live;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Cobrowse.Viewing;

/// <summary><c>POST /api/v2/cobrowse/sessions/{sessionId}/viewers</c>: what the agent's browser needs to look on.</summary>
internal sealed class AddingViewer(IConversations conversations, JoinTokens tokens, Addresses addresses)
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(
            "/api/v2/cobrowse/sessions/{sessionId}/viewers",
            (string sessionId, HttpContext context, AddingViewer adding) => adding.HandleAsync(sessionId, context))
        .RequireScopes(Scopes.Cobrowse)
        .WithName("postCobrowseSessionViewers")
        .WithTags("Cobrowse")
        .WithSummary("Get what it takes to look into a cobrowse session (ours).")
        .Produces<ViewerGrant>(StatusCodes.Status200OK)
        .Produces<ErrorBody>(StatusCodes.Status403Forbidden)
        .Produces<ErrorBody>(StatusCodes.Status404NotFound)
        .Produces<ErrorBody>(StatusCodes.Status409Conflict);

    private async Task<IResult> HandleAsync(string sessionId, HttpContext context)
    {
        var caller = Caller.From(context.User);
        var conversation = await conversations.FindBySessionAsync(sessionId, context.RequestAborted);
        if (conversation is null)
        {
            return Refusal.NotFound("session.not.found", "There is no such cobrowse session.", "path:sessionId", sessionId).ToResult();
        }

        if (caller.UserId != conversation.AgentId)
        {
            return NotYours(caller, conversation).ToResult();
        }

        if (!conversation.Live || conversation.AgentState is "disconnected" or "terminated")
        {
            return Refusal.Conflict("session.ended", "This session is over. Start a new one with POST /api/v2/conversations.").ToResult();
        }

        var (token, expires) = tokens.ForAgent(sessionId, conversation.AgentId, conversation.SiteId, caller.Login);
        return Results.Json(new ViewerGrant(token, addresses.LiveUrl, $"{addresses.ViewerUrl}/", expires), Kernel.Json.Wire.Options);
    }

    private static Refusal NotYours(Caller caller, ConversationSummary conversation)
    {
        var message = caller.UserId is null
            ? "Only a person can look into a session, and this token belongs to a program. Log in as the conversation's agent."
            : $"Only the conversation's agent, {conversation.AgentName}, can look into this session.";
        return new Refusal(403, "not.the.agent", message, [new Fault("not.the.agent", message, "header:Authorization")]);
    }

    /// <param name="Token">For hello on <paramref name="WebsocketUrl"/>; good for ten minutes.</param>
    internal sealed record ViewerGrant(string Token, string WebsocketUrl, string ViewerUrl, DateTimeOffset Expires);
}
