using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Changing;

/// <summary>
/// PATCH /api/v2/conversations/{conversationId}/recordingstate. Nothing is recorded here, so NONE is what it is already
/// and everything else is refused.
/// </summary>
internal static class SettingRecordingState
{
    public const string Example = """{ "recordingState": "NONE" }""";

    private static readonly string[] States = ["ACTIVE", "PAUSED", "NONE"];

    private static readonly AliasTable Names = new(("state", "recordingState"), ("recording", "recordingState"));

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch(
            "/api/v2/conversations/{conversationId}/recordingstate",
            (HttpContext context, string conversationId, ConversationLog log) => SetAsync(context, new Target(conversationId), log))
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("patchConversationRecordingstate")
        .WithTags("Conversations")
        .WithSummary("Turn the recording off, which it always is")
        .WithExample("Off", Example)
        .Accepts<RecordingState>("application/json")
        .Produces(StatusCodes.Status202Accepted);

    public static async Task<IResult> SetAsync(HttpContext context, Target target, ConversationLog log)
    {
        var found = await target.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var asked = await StrictBody.ReadAsync(context, Read);
        if (asked.Refused)
        {
            return asked.Refusal.ToResult();
        }

        return asked.Value.State == "NONE" ? Results.StatusCode(StatusCodes.Status202Accepted) : NotKept(context, asked.Value.State).ToResult();
    }

    private static RecordingState Read(BodyReader body)
    {
        var state = body.OneOf("recordingState", States, required: true);
        body.Close(Names);
        return new RecordingState(state ?? "");
    }

    private static Refusal NotKept(HttpContext context, string asked)
    {
        var message = $"A recording can't be {(asked == "ACTIVE" ? "started" : "paused")}: {Recordings.Why}. The state is NONE, and only that can be set.";
        return new Refusal(
            409,
            Recordings.NotKept,
            message,
            [new Fault(Recordings.NotKept, message, "/recordingState", asked, ["NONE"], "NONE")],
            Suggestion.Json(context.Request.Method, context.Request.Path, new System.Text.Json.Nodes.JsonObject { ["recordingState"] = "NONE" }));
    }
}

/// <summary>Whether a conversation is recorded.</summary>
/// <param name="State"><c>NONE</c>; the vendor's other words, ACTIVE and PAUSED, are refused.</param>
public sealed record RecordingState([property: System.Text.Json.Serialization.JsonPropertyName("recordingState")] string State);
