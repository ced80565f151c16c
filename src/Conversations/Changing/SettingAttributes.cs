using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Changing;

/// <summary>
/// PATCH /api/v2/conversations/{conversationId}/participants/{participantId}/attributes. Attributes that are sent are
/// set, the others stay.
/// </summary>
internal static class SettingAttributes
{
    /// <summary>Characters that one value may have.</summary>
    public const int LongestValue = 2000;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/api/v2/conversations/{conversationId}/participants/{participantId}/attributes", SetAsync)
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("patchConversationParticipantAttributes")
        .WithTags("Conversations")
        .WithSummary("Set attributes of a participant")
        .Accepts<ParticipantAttributes>("application/json")
        .Produces(StatusCodes.Status202Accepted);

    private static async Task<IResult> SetAsync(HttpContext context, string conversationId, string participantId, ConversationLog log)
    {
        var cancellation = context.RequestAborted;
        var found = await Lookups.FindToChangeAsync(context, log, conversationId, participantId);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var attributes = Read(BodyReader.Root(body.Value, faults));
        if (faults.Count > 0)
        {
            return Refusal.Of(faults, Correction.Suggest("PATCH", context.Request.Path, body.Value, faults, (corrected, left) => Read(BodyReader.Root(corrected, left)))).ToResult();
        }

        return await Lookups.ChangeAsync(context, log, conversationId, [new SetAttributes(participantId, attributes!)]);
    }

    private static IReadOnlyDictionary<string, string>? Read(BodyReader body)
    {
        var attributes = body.Map("attributes", Conversation.MostAttributes, LongestValue, required: true);
        body.Close(Names);
        return attributes;
    }

    private static readonly AliasTable Names = new(("attribute", "attributes"), ("data", "attributes"), ("metadata", "attributes"));
}

/// <summary>Attributes to set: names of at most 100 characters, texts of at most 2000.</summary>
public sealed record ParticipantAttributes(IReadOnlyDictionary<string, string> Attributes);
