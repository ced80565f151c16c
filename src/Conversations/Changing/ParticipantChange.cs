using Pillion.Conversations.Lifecycle;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Changing;

/// <summary>What to do with a participant; every field is an action.</summary>
/// <param name="State"><c>connected</c> or <c>disconnected</c>.</param>
/// <param name="WrapupSkipped">True to skip wrap-up; false changes nothing.</param>
/// <param name="Held">Of a call or message that takes place elsewhere: notes that the participant is on hold.</param>
/// <param name="Muted">Of a call that takes place elsewhere: notes that the participant is muted.</param>
/// <param name="Confined">Only false, which changes nothing: there are no conferences here.</param>
/// <param name="Recording">Only false, which changes nothing: nothing is recorded here.</param>
public sealed record ParticipantChange(
    string? State, WrapupInput? Wrapup, bool? WrapupSkipped, bool? Held, bool? Muted, bool? Confined, bool? Recording)
{
    private static readonly string[] States = ["connected", "disconnected"];
    private static readonly string[] Actions = ["state", "wrapup", "wrapupSkipped", "held", "muted"];

    private static readonly AliasTable Names = new(
        ("status", "state"), ("wrapUpCode", "wrapup"), ("wrapUp", "wrapup"), ("disposition", "wrapup"), ("skipWrapUp", "wrapupSkipped"), ("wrapUpSkip", "wrapupSkipped"),
        ("hold", "held"), ("onHold", "held"), ("mute", "muted"));

    /// <param name="medium">With what the participant takes part.</param>
    internal static ParticipantChange Read(BodyReader body, CommunicationKind medium)
    {
        var before = body.Faults.Count;
        var change = new ParticipantChange(
            body.OneOf("state", States),
            body.Object("wrapup") is { } nested ? WrapupInput.Read(nested, "conversation.error.wrapup.code.required") : null,
            body.Flag("wrapupSkipped"),
            Served(body, "held", medium, medium != CommunicationKind.Cobrowse),
            Served(body, "muted", medium, medium == CommunicationKind.Call),
            Never(body, "confined", medium, "conversation.error.cannot.confine.party", "there are no conferences here whose parties could be confined"),
            Never(body, "recording", medium, Recordings.NotKept, Recordings.Why));
        if (body.Has("resumeTime"))
        {
            Unsupported(body, "resumeTime", medium, "nothing is parked here that could be resumed");
        }

        if (change is { Wrapup: not null, WrapupSkipped: true })
        {
            body.Refuse("wrapupSkipped", "conversation.participant.update.invalid", "`wrapup` and `wrapupSkipped` contradict each other; send one of them.");
        }

        body.Close(Names);
        if (body.Faults.Count == before && change == new ParticipantChange(null, null, null, null, null, null, null))
        {
            body.RefuseWhole("conversation.participant.update.invalid", $"There is nothing to do here: send {string.Join(", ", Actions.Select(name => $"`{name}`"))}.", Actions);
        }

        return change;
    }

    // A field of the vendor's that this medium has here, or has not.
    private static bool? Served(BodyReader body, string name, CommunicationKind medium, bool served)
    {
        if (body.Has(name) && !served)
        {
            Unsupported(body, name, medium, $"{Media.Medium.Of(medium).Article} has no such thing");
            return null;
        }

        return body.Flag(name);
    }

    // False is what it is already.
    private static bool? Never(BodyReader body, string name, CommunicationKind medium, string code, string why)
    {
        if (medium == CommunicationKind.Cobrowse && body.Has(name))
        {
            Unsupported(body, name, medium, "a cobrowse session has no such thing");
            return null;
        }

        var flag = body.Flag(name);
        if (flag == true)
        {
            body.Refuse(name, code, $"`{name}` can't be true: {why}.", ["false"]);
        }

        return flag;
    }

    /// <summary>Refuses a field that the vendor's SDKs offer and that can't be served for this medium.</summary>
    internal static void Unsupported(BodyReader body, string name, CommunicationKind medium, string why)
    {
        var code = medium switch
        {
            CommunicationKind.Call => "not.supported.for.call",
            CommunicationKind.Message => "not.supported.for.message",
            _ => "not.supported.for.cobrowse",
        };
        body.Refuse(name, code, $"`{name}` is known from the vendor's platform, but can't be served here: {why}. Leave it out.");
    }
}
