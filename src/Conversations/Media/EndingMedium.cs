using Microsoft.AspNetCore.Http;
using Pillion.Conversations.Changing;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Reading;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Media;

/// <summary>PATCH ../{cobrowsesessions|calls|messages}/{conversationId}: one medium ends for everyone; the others go on.</summary>
internal static class EndingMedium
{
    public const string Example = """{ "state": "disconnected" }""";

    public static async Task<IResult> EndAsync(HttpContext context, Target target, ConversationLog log, Addresses addresses)
    {
        var found = await target.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var medium = target.Medium!.Kind;
        var change = await StrictBody.ReadAsync(context, body => MediumChange.ReadConversation(body, medium));
        return change.Refused
            ? change.Refusal.ToResult()
            : await Lookups.ChangeAsync(
                context,
                log,
                target.ConversationId,
                change.Value.State is null ? [] : [new DisconnectMedium(medium)],
                after => Results.Json(ConversationViews.Of(after, addresses), Wire.Options));
    }
}

/// <summary>The one thing that can be done with a medium as a whole, or with one communication.</summary>
/// <param name="State"><c>disconnected</c>.</param>
public sealed record MediumChange(string? State)
{
    private const string Required = "communication.state.required";

    private static readonly string[] States = ["disconnected"];

    // The vendor's body is a whole conversation; these are the fields of it that a client may have read before.
    private static readonly string[] OfConversations =
    [
        "id", "name", "externalTag", "startTime", "endTime", "address", "participants", "conversationIds", "maxParticipants", "divisions",
        "recentTransfers", "securePause", "utilizationLabelId", "inactivityTimeout", "selfUri",
    ];

    private static readonly string[] OfParticipants = ["wrapup", "wrapupSkipped", "recording", "muted", "confined", "held", "resumeTime"];

    private static readonly AliasTable Names = new(("status", "state"));

    internal static MediumChange ReadConversation(BodyReader body, CommunicationKind medium)
    {
        var recording = body.OneOf("recordingState", ["ACTIVE", "PAUSED", "NONE"]);
        if (recording is "ACTIVE" or "PAUSED")
        {
            body.Refuse("recordingState", Recordings.NotKept, $"`recordingState` can only be NONE: {Recordings.Why}.", ["NONE"], "NONE");
        }

        return Read(body, medium, OfConversations, "this operation only ends what goes on", required: recording is null);
    }

    internal static MediumChange ReadCommunication(BodyReader body, CommunicationKind medium) =>
        Read(body, medium, OfParticipants, "this operation only ends one communication, and PATCH on the participant does the rest", required: true);

    private static MediumChange Read(BodyReader body, CommunicationKind medium, string[] others, string why, bool required)
    {
        foreach (var name in others.Where(body.Has))
        {
            ParticipantChange.Unsupported(body, name, medium, why);
        }

        var state = body.OneOf("state", States);
        if (required && !body.Has("state"))
        {
            body.Refuse("state", Required, "`state` is needed here, and all that it can be set to is \"disconnected\".", States);
        }

        body.Close(Names);
        return new MediumChange(state);
    }
}
