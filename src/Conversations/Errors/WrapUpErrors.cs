using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Conversations.Errors;

/// <summary>Codes of wrap-up codes and of filing with them.</summary>
internal static class WrapUpErrors
{
    private const string Participant = "/api/v2/conversations/{conversationId}/participants/{agentParticipantId}";

    private static readonly ErrorExample File = Patch(Participant, 202, """{ "wrapup": { "code": "Resolved", "notes": "calls back on Monday" } }""");

    public static ErrorGroup Group { get; } = new("Filing conversations",
    [
        new("unknown.wrapup.code", [400, 404], "There is no such wrap-up code")
        {
            Means = "The text is neither the id nor the exact name of a wrap-up code; up to 20 names are listed.",
            Why = "It is mistyped, or the code has another name on this server.",
            Cure = "Take `nearest`, or create the code with `POST /api/v2/routing/wrapupcodes`.",
            Refused = Patch(Participant, 400, """{ "wrapup": { "code": "Resolvd" } }"""),
            Works = File,
        },
        new("conversation.error.wrapup.code.required", [400], "A wrap-up needs its code")
        {
            Means = "`wrapup` was sent without `code`.",
            Why = "Only notes were sent, or the code stands beside `wrapup` instead of in it.",
            Cure = "Give a code's id or exact name in `wrapup.code`.",
            Refused = Patch(Participant, 400, """{ "wrapup": { "notes": "calls back on Monday" } }"""),
            Works = File,
        },
        new("wrapup.is.for.agents", [409], "Visitors do not file conversations")
        {
            Means = "The participant is the visitor; conversations are filed on the agent's participant, whose id is in the message.",
            Why = "`participants` has both, and the first one is the visitor.",
            Cure = "Send the same to the participant whose `purpose` is `agent`.",
            Refused = Patch("/api/v2/conversations/{conversationId}/participants/{visitorParticipantId}", 409, """{ "wrapup": { "code": "Resolved" } }"""),
            Works = File,
        },
        new("wrapup.already.set", [409], "The conversation is filed already")
        {
            Means = "Skipping is refused, because a code was chosen before.",
            Why = "The agent, or the request that started the conversation, chose a code.",
            Cure = "Choose another code instead; that is possible at any time.",
            Refused = Patch("/api/v2/conversations/{filedConversationId}/participants/{filedAgentParticipantId}", 409, """{ "wrapupSkipped": true }"""),
            Works = File,
        },
        new("wrapup.not.set", [404], "The conversation is not filed yet")
        {
            Means = "Nobody has chosen a wrap-up code.",
            Why = "The agent has not filed it, or the participant is the visitor.",
            Cure = "File it first, with `PATCH` on the agent's participant.",
            Refused = Get($"{Participant}/wrapup", 404),
            Works = Get("/api/v2/conversations/{filedConversationId}/participants/{filedAgentParticipantId}/wrapup", 200),
        },
        new("name.taken", [409], "There is a wrap-up code of this name")
        {
            Means = "Names of wrap-up codes are unique, whatever their case; the message has the id of the one that is there.",
            Why = "The code was created before, often by the same script.",
            Cure = "Use the code that is there, or choose another name.",
            Refused = Post("/api/v2/routing/wrapupcodes", 409, """{ "name": "Resolved" }"""),
            Works = Post("/api/v2/routing/wrapupcodes", 200, """{ "name": "{newName}" }"""),
        },
        new("too.many.wrapup.codes", [409], "There are too many wrap-up codes")
        {
            Means = "There are 1000 codes, which is as many as there can be.",
            Why = "Agents choose from one list. A script may have created a code for every ticket.",
            Cure = "Use one of the codes, and keep the ticket's number in `externalTag` or `attributes`.",
            Unshown = "It takes a thousand codes.",
        },
    ]);
}
