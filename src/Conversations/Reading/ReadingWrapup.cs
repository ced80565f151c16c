using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.WrapUpCodes;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Reading;

/// <summary>GET ../participants/{participantId}/wrapup and ../wrapupcodes</summary>
internal static class ReadingWrapup
{
    private const string Participant = "/api/v2/conversations/{conversationId}/participants/{participantId}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{Participant}/wrapup", ReadAsync)
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getConversationParticipantWrapup")
            .WithTags("Conversations")
            .WithSummary("Read how a participant filed the conversation")
            .Produces<AssignedWrapup>();
        routes.MapGet($"{Participant}/wrapupcodes", ListAsync)
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getConversationParticipantWrapupcodes")
            .WithTags("Conversations")
            .WithSummary("List the wrap-up codes that a participant can choose from")
            .Produces<IReadOnlyList<WrapUpCode>>();
    }

    private static async Task<IResult> ReadAsync(string conversationId, string participantId, ConversationLog log, CancellationToken cancellation)
    {
        var found = await Lookups.FindParticipantAsync(log, conversationId, participantId, cancellation);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        return found.Value.Participant.WrapUp is { } filed
            ? Results.Json(new AssignedWrapup(filed.Code, filed.Notes, filed.EndTime), Wire.Options)
            : NotFiled(found.Value.Conversation, participantId).ToResult();
    }

    private static async Task<IResult> ListAsync(
        string conversationId, string participantId, ConversationLog log, WrapUpCatalog catalog, CancellationToken cancellation)
    {
        var found = await Lookups.FindParticipantAsync(log, conversationId, participantId, cancellation);
        return found.Refused
            ? found.Refusal.ToResult()
            : Results.Json(await catalog.ListAsync(cancellation), Wire.Options);
    }

    private static Refusal NotFiled(ConversationState state, string participantId)
    {
        var message = participantId == state.Visitor.Id
            ? $"Visitors do not file conversations; the agent's participant is {state.Agent.Id}."
            : "The agent has not filed this conversation yet. PATCH the participant with {\"wrapup\":{\"code\":\"...\"}} to do so.";
        return Refusal.NotFound("wrapup.not.set", message, "path:participantId", participantId);
    }
}

/// <summary>How a participant filed the conversation.</summary>
/// <param name="Code">Id of a wrap-up code.</param>
public sealed record AssignedWrapup(string Code, string? Notes, DateTimeOffset EndTime);
