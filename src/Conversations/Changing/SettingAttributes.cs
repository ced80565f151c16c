using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
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

    public const string Summary = "Set attributes of a participant";

    public const string Example = """{ "attributes": { "ticket": "T-17" } }""";

    private static readonly AliasTable Names = new(("attribute", "attributes"), ("data", "attributes"), ("metadata", "attributes"));

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch(
            "/api/v2/conversations/{conversationId}/participants/{participantId}/attributes",
            (HttpContext context, string conversationId, string participantId, ConversationLog log) =>
                SetAsync(context, new Target(conversationId, participantId), log))
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("patchConversationParticipantAttributes")
        .WithTags("Conversations")
        .WithSummary(Summary)
        .WithExample("A ticket's key", Example)
        .Accepts<ParticipantAttributes>("application/json")
        .Produces(StatusCodes.Status202Accepted);

    public static async Task<IResult> SetAsync(HttpContext context, Target target, ConversationLog log)
    {
        var found = await target.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var attributes = await StrictBody.ReadAsync(context, Read);
        if (attributes.Refused)
        {
            return attributes.Refusal.ToResult();
        }

        var set = new SetAttributes(target.ParticipantId!, attributes.Value.Attributes);

        // The vendor answers the attributes below the paths of the media, and nothing on the generic path.
        return target.Medium is null
            ? await Lookups.ChangeAsync(context, log, target.ConversationId, [set])
            : await Lookups.ChangeAsync(
                context,
                log,
                target.ConversationId,
                [set],
                after => Results.Json(
                    new ParticipantAttributes(after.Participant(set.ParticipantId)!.Attributes), Wire.Options, statusCode: StatusCodes.Status202Accepted));
    }

    private static ParticipantAttributes Read(BodyReader body)
    {
        var attributes = body.Map("attributes", Conversation.MostAttributes, LongestValue, required: true);
        body.Close(Names);
        return new ParticipantAttributes(attributes ?? new Dictionary<string, string>(StringComparer.Ordinal));
    }
}

/// <summary>Attributes to set: names of at most 100 characters, texts of at most 2000.</summary>
public sealed record ParticipantAttributes(IReadOnlyDictionary<string, string> Attributes);
