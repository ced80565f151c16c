using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Conversations.Errors;

/// <summary>Codes of the operations on single media, and of what takes place elsewhere.</summary>
internal static class MediaErrors
{
    private const string Participant = "/api/v2/conversations/{conversationId}/participants/{agentParticipantId}";
    private const string Cobrowse = "/api/v2/conversations/cobrowsesessions/{conversationId}";

    private static readonly ErrorExample Off = Patch("/api/v2/conversations/{conversationId}/recordingstate", 202, """{ "recordingState": "NONE" }""");

    public static ErrorGroup Group { get; } = new("Single media",
    [
        new("no.such.medium", [404], "The conversation has no such medium")
        {
            Means = "The path is that of a call, a message or a cobrowse session, and the conversation, or the participant, has none.",
            Why = "A conversation is found below the paths of those media only that it has or has had.",
            Cure = "Use the path that the message names, or the generic one: `/api/v2/conversations/{conversationId}`.",
            Refused = Get("/api/v2/conversations/calls/{conversationId}", 404),
            Works = Get(Cobrowse, 200),
        },
        new("communication.state.required", [400], "Only a state can be set")
        {
            Means = "`state` is missing. It is all that these operations set, and `disconnected` is all that it can be.",
            Why = "The vendor's SDKs offer one body for several operations.",
            Cure = "Send `{\"state\": \"disconnected\"}`. The participant's own operation files, holds and mutes.",
            Refused = Patch(Cobrowse, 400, "{}"),
            Works = Patch(Cobrowse, 200, """{ "state": "disconnected" }"""),
        },
        new("missing.wrapup.code", [400], "A wrap-up code is needed")
        {
            Means = "The body has no `code`, and is not provisional.",
            Why = "A filing without a code is one only with `provisional: true`, which another one will follow.",
            Cure = "Send `code` with the id or the exact name of a wrap-up code.",
            Unshown = "Its path holds the id of a communication.",
        },
        new("recording.not.kept", [400, 409], "Nothing is recorded here")
        {
            Means = "A recording was asked for, and this server keeps none.",
            Why = "The request was written for a phone system that records.",
            Cure = "Set `NONE`, which it is already, or leave `recording` out.",
            Refused = Off with { Status = 409, Body = """{ "recordingState": "ACTIVE" }""" },
            Works = Off,
        },
        new("conversation.error.cannot.confine.party", [400], "There are no conferences here")
        {
            Means = "`confined` is true, which is for parties of a conference.",
            Why = "A conversation has one agent and one visitor at a time here.",
            Cure = "Leave it out.",
            Unshown = "It takes a call.",
        },
        new("conversation.error.participant.no.active.conversations", [409], "There is nothing to hold or to mute")
        {
            Means = "The participant has no call or message that goes on.",
            Why = "It has ended.",
            Cure = "Leave `held` and `muted` out.",
            Unshown = "It takes a call that has ended.",
        },
        new("conversation.error.hold.alerting", [409], "What only rings can't be held")
        {
            Means = "The agent has not accepted the call or message.",
            Why = "It was handed over to them a moment ago.",
            Cure = "Connect first, with `{\"state\": \"connected\"}` on the same participant.",
            Unshown = "It takes a call that was handed over.",
        },
    ]);
}
