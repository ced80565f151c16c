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
    public const string Summary = "Read how a participant filed the conversation";
    public const string ListSummary = "List the wrap-up codes that a participant can choose from";

    private const string Participant = "/api/v2/conversations/{conversationId}/participants/{participantId}";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(
                $"{Participant}/wrapup",
                (HttpContext context, string conversationId, string participantId, ConversationLog log) =>
                    ReadAsync(context, new Target(conversationId, participantId), log))
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getConversationParticipantWrapup")
            .WithTags("Conversations")
            .WithSummary(Summary)
            .Produces<AssignedWrapup>();
        routes.MapGet(
                $"{Participant}/wrapupcodes",
                (HttpContext context, string conversationId, string participantId, ConversationLog log, WrapUpCatalog catalog) =>
                    ListAsync(context, new Target(conversationId, participantId), log, catalog))
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getConversationParticipantWrapupcodes")
            .WithTags("Conversations")
            .WithSummary(ListSummary)
            .Produces<IReadOnlyList<WrapUpCode>>();
    }

    public static async Task<IResult> ReadAsync(HttpContext context, Target target, ConversationLog log)
    {
        var found = await target.FindAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        return found.Value.Participant.WrapUp is { } filed
            ? Results.Json(new AssignedWrapup(filed.Code, filed.Notes, filed.Tags, filed.DurationSeconds, filed.EndTime), Wire.Options)
            : NotFiled(found.Value.Conversation, found.Value.Participant).ToResult();
    }

    public static async Task<IResult> ListAsync(HttpContext context, Target target, ConversationLog log, WrapUpCatalog catalog)
    {
        var found = await target.FindAsync(context, log);
        return found.Refused
            ? found.Refusal.ToResult()
            : Results.Json(await catalog.ListAsync(context.RequestAborted), Wire.Options);
    }

    private static Refusal NotFiled(ConversationState state, ParticipantState party)
    {
        var message = party.Purpose == Purpose.Customer
            ? $"Visitors do not file conversations; the agent's participant is {state.Agent.Id}."
            : "The agent has not filed this conversation yet. PATCH the participant with {\"wrapup\":{\"code\":\"...\"}} to do so.";
        return Refusal.NotFound("wrapup.not.set", message, "path:participantId", party.Id);
    }
}

/// <summary>How a participant filed the conversation.</summary>
/// <param name="Code">Id of a wrap-up code; absent from a provisional filing that has none yet.</param>
public sealed record AssignedWrapup(string? Code, string? Notes, IReadOnlyList<string>? Tags, int? DurationSeconds, DateTimeOffset EndTime);
