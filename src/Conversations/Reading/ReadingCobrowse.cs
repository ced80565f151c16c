using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Starting;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Reading;

/// <summary>
/// GET /api/v2/conversations/{conversationId}/cobrowse, the session that waits or runs, and ../cobrowse/{sessionId}, any
/// session of the conversation.
/// </summary>
internal sealed class ReadingCobrowse(ConversationLog log, RestartSuggestion restart, Addresses addresses)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(
                "/api/v2/conversations/{conversationId}/cobrowse",
                (HttpContext context, string conversationId, ReadingCobrowse reading) => reading.ReadAsync(context, conversationId))
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getConversationCobrowse")
            .WithTags("Conversations")
            .WithSummary("Read the cobrowse session that waits or runs in a conversation")
            .IsExtension()
            .Produces<CobrowseWebMessagingSession>();
        routes.MapGet(
                "/api/v2/conversations/{conversationId}/cobrowse/{sessionId}",
                (HttpContext context, string conversationId, string sessionId, ReadingCobrowse reading) => reading.ReadAsync(context, conversationId, sessionId))
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getConversationCobrowseSession")
            .WithTags("Conversations")
            .WithSummary("Read a cobrowse session of a conversation, also one that is over")
            .IsExtension()
            .Produces<CobrowseWebMessagingSession>();
    }

    private async Task<IResult> ReadAsync(HttpContext context, string conversationId, string? sessionId = null)
    {
        var found = await Lookups.FindAsync(log, conversationId, context.RequestAborted);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var state = found.Value;
        var session = sessionId is null ? state.LiveSession : state.Sessions.FirstOrDefault(known => known.SessionId == sessionId);
        if (session is not null)
        {
            return Results.Json(SessionViews.Of(state, session, addresses), Wire.Options);
        }

        return sessionId is null
            ? (await NoneAsync(context, state)).ToResult()
            : Refusal.NotFound(
                "session.not.found", "This conversation has no such cobrowse session.", "path:sessionId", Lookups.Cut(sessionId)).ToResult();
    }

    private async Task<Refusal> NoneAsync(HttpContext context, ConversationState state) => state.Live
        ? Refusal.NotFound(
            "no.live.session",
            $"No cobrowse session waits or runs in this conversation. POST {ConversationViews.SelfUri(state.Id)}/cobrowse starts one.") with
        {
            Suggestion = Suggestion.Json("POST", $"{ConversationViews.SelfUri(state.Id)}/cobrowse", new JsonObject()),
        }
        : Refusal.NotFound(
            "no.live.session",
            "This conversation has ended, and its cobrowse sessions with it. POST /api/v2/conversations starts a new one with the same parties.") with
        {
            Suggestion = await restart.MakeAsync(state, Caller.From(context.User), context.RequestAborted),
        };
}
