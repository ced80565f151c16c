using Pillion.Conversations.Lifecycle;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Changing;

/// <summary>What to do with a participant; every field is an action.</summary>
/// <param name="State"><c>connected</c> or <c>disconnected</c>.</param>
/// <param name="WrapupSkipped">True to skip wrap-up; false changes nothing.</param>
public sealed record ParticipantChange(string? State, ParticipantWrapup? Wrapup, bool? WrapupSkipped)
{
    /// <summary>Characters that the notes may have.</summary>
    public const int LongestNotes = 4000;

    private static readonly string[] States = ["connected", "disconnected"];

    // The vendor's fields for other media, which its SDKs offer here too.
    private static readonly string[] ForCalls = ["recording", "muted", "confined", "held", "resumeTime"];
    private static readonly string[] OfWrapups = ["tags", "durationSeconds", "endTime", "provisional", "disableEndTimeUpdates"];

    private static readonly AliasTable Names = new(
        ("status", "state"), ("wrapUpCode", "wrapup"), ("wrapUp", "wrapup"), ("disposition", "wrapup"), ("skipWrapUp", "wrapupSkipped"), ("wrapUpSkip", "wrapupSkipped"));

    private static readonly AliasTable WrapupNames = new(
        ("id", "code"), ("codeId", "code"), ("wrapUpCode", "code"), ("wrapUpCodeId", "code"), ("note", "notes"), ("comment", "notes"));

    /// <param name="medium">What the participant takes part with.</param>
    internal static ParticipantChange Read(BodyReader body, CommunicationKind medium)
    {
        var before = body.Faults.Count;
        var state = body.OneOf("state", States);
        var wrapup = body.Object("wrapup") is { } nested ? ReadWrapup(nested, medium) : null;
        var skipped = body.Flag("wrapupSkipped");
        Unsupported(body, medium, ForCalls, medium == CommunicationKind.Cobrowse ? "a cobrowse communication has no such thing" : $"the {Words.Name(medium)} takes place elsewhere");
        if (wrapup is not null && skipped == true)
        {
            body.Refuse("wrapupSkipped", "conversation.participant.update.invalid", "`wrapup` and `wrapupSkipped` contradict each other; send one of them.");
        }

        body.Close(Names);
        if (body.Faults.Count == before && state is null && wrapup is null && skipped is null)
        {
            body.RefuseWhole("conversation.participant.update.invalid", "There is nothing to do here: send `state`, `wrapup` or `wrapupSkipped`.", ["state", "wrapup", "wrapupSkipped"]);
        }

        return new ParticipantChange(state, wrapup, skipped);
    }

    private static ParticipantWrapup ReadWrapup(BodyReader body, CommunicationKind medium)
    {
        var code = body.Has("code")
            ? body.Text("code", longest: 200)
            : null;
        if (!body.Has("code"))
        {
            body.Refuse("code", "conversation.error.wrapup.code.required", "`code` is needed here: the id or the exact name of a wrap-up code.");
        }

        var notes = body.Text("notes", longest: LongestNotes);

        // What a client read before it may send back; the code alone decides.
        body.Text("name");
        Unsupported(body, medium, OfWrapups, "Pillion keeps `code` and `notes`, and notes the time itself");
        body.Close(WrapupNames);
        return new ParticipantWrapup(code, notes);
    }

    private static void Unsupported(BodyReader body, CommunicationKind medium, string[] names, string why)
    {
        var code = medium switch
        {
            CommunicationKind.Call => "not.supported.for.call",
            CommunicationKind.Message => "not.supported.for.message",
            _ => "not.supported.for.cobrowse",
        };
        foreach (var name in names.Where(body.Has))
        {
            body.Refuse(name, code, $"`{name}` is known from the vendor's platform, but can't be served here: {why}. Leave it out.");
        }
    }
}

/// <summary>How to file the conversation.</summary>
/// <param name="Code">Id or exact name of a wrap-up code.</param>
/// <param name="Notes">At most 4000 characters.</param>
public sealed record ParticipantWrapup(string? Code, string? Notes);
