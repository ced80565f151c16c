using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Conversations.Errors;

/// <summary>Codes of reading and changing conversations.</summary>
internal static class ConversationErrors
{
    private const string Participant = "/api/v2/conversations/{conversationId}/participants/{agentParticipantId}";
    private const string Nobody = "00000000-0000-4000-8000-000000000000";

    private static readonly ErrorExample Connect = Patch(Participant, 202, """{ "state": "connected" }""");

    public static ErrorGroup Group { get; } = new("Reading and changing conversations",
    [
        new("conversation.error.conversation.not.found", [404], "There is no such conversation")
        {
            Means = "The id is written like one, but no conversation has it.",
            Why = "It is the id of another thing, such as a session or a participant, or of a conversation on another server.",
            Cure = "`GET /api/v2/conversations` lists the live ones.",
            Refused = Get($"/api/v2/conversations/{Nobody}", 404),
            Works = Get("/api/v2/conversations/{conversationId}", 200),
        },
        new("conversation.error.participant.not.found", [404], "The conversation has no such participant")
        {
            Means = "The id is none of its participants'; the message names those.",
            Why = "A participant has an id of its own: it is not the user's, the visitor's or the communication's.",
            Cure = "Use `nearest`, or take the id from `participants` of the conversation.",
            Refused = Patch("/api/v2/conversations/{conversationId}/participants/{agentId}", 404, """{ "state": "connected" }"""),
            Works = Connect,
        },
        new("conversation.error.communication.not.found", [404], "The conversation has no such communication")
        {
            Means = "The id is none of its communications'.",
            Why = "A communication has an id of its own: it is not the participant's or the session's.",
            Cure = "Take the id from `calls`, `cobrowsesessions` or `messages` of a participant.",
            Unshown = "Operations on single communications are those of the media.",
        },
        new("not.authorized", [403], "The conversation belongs to another agent")
        {
            Means = "A person changes conversations of their own only; a client with its own credentials changes all.",
            Why = "The token is that of another agent.",
            Cure = "Act as the conversation's agent, as an admin, or with the token of a client.",
            Refused = Connect.As("{otherAgentToken}") with { Status = 403 },
            Works = Connect.As("{agentToken}"),
        },
        new("not.supported.for.cobrowse", [400], "A cobrowse communication has no such thing")
        {
            Means = "The field is known from calls or other media, and can't be served here.",
            Why = "The vendor's SDKs offer one body for all media: `muted`, `held` and `recording` are of calls.",
            Cure = "Leave the field out.",
            Refused = Patch(Participant, 400, """{ "state": "connected", "muted": true }"""),
            Works = Connect,
        },
        new("not.supported.for.call", [400], "A call has no such thing here")
        {
            Means = "The field belongs to other media, or to a call that takes place on this server, which none does.",
            Why = "`waitSeconds` and `capabilities` are of cobrowse sessions; muting and holding are the phone system's.",
            Cure = "Leave the field out. `POST /api/v2/conversations/{conversationId}/cobrowse` starts a session beside the call.",
            Refused = StartingErrors.OfType("call", 400, "\"waitSeconds\": 60"),
            Works = StartingErrors.OfType("call", 201, "\"direction\": \"outbound\""),
        },
        new("not.supported.for.message", [400], "A message has no such thing here")
        {
            Means = "The field belongs to other media, or to messages that are exchanged on this server, which none are.",
            Why = "`waitSeconds` and `capabilities` are of cobrowse sessions.",
            Cure = "Leave the field out. `POST /api/v2/conversations/{conversationId}/cobrowse` starts a session beside the message.",
            Refused = StartingErrors.OfType("message", 400, "\"capabilities\": [ \"view\" ]"),
            Works = StartingErrors.OfType("message", 201, "\"messageType\": \"sms\""),
        },
        new("conversation.participant.update.invalid", [400], "There is nothing to do, or a contradiction")
        {
            Means = "The body names no action, or `wrapup` together with `wrapupSkipped`.",
            Why = "Every field of this body is an action: without one there is nothing to do.",
            Cure = "Send `state`, `wrapup` or `wrapupSkipped`, and only one of the last two.",
            Refused = Patch(Participant, 400, "{}"),
            Works = Connect,
        },
        new("conversation.error.conversation.disconnected", [409], "The conversation has ended")
        {
            Means = "Nobody can connect to a conversation that has ended, and no session can be started in it.",
            Why = "One of the two left, the last communication ended, the invitation ran out, or it was ended by the API.",
            Cure = "Start a new one; where a session was asked for, `suggestion` is the request.",
            Refused = Patch("/api/v2/conversations/{endedConversationId}/participants/{endedAgentParticipantId}", 409, """{ "state": "connected" }"""),
            Works = Connect,
        },
        new("no.live.session", [404], "No session waits or runs")
        {
            Means = "The conversation has no cobrowse session whose invitation can be answered or that runs.",
            Why = "None was started, or the last one was declined, expired or ended.",
            Cure = "`suggestion` starts one. A session that is over is read by its id: `GET /api/v2/conversations/{conversationId}/cobrowse/{sessionId}`.",
            Refused = Get("/api/v2/conversations/{endedConversationId}/cobrowse", 404),
            Works = Get("/api/v2/conversations/{conversationId}/cobrowse", 200),
        },
        new("agent.left", [409], "The conversation's agent has left")
        {
            Means = "A cobrowse session needs an agent who looks on, and there is none in this conversation any more.",
            Why = "The agent left while the visitor's call or chat went on.",
            Cure = "Start a new conversation with an agent who is there.",
            Unshown = "It takes a phone system or messenger that keeps the visitor without an agent.",
        },
        new("too.many.sessions", [409], "The conversation has had too many sessions")
        {
            Means = "One conversation can have 100 cobrowse sessions, one after another.",
            Why = "A program starts a session again whenever one ends.",
            Cure = "Start a new conversation, and look for what starts sessions in a loop.",
            Unshown = "It takes 100 sessions.",
        },
        new("visitor.consent.needed", [409], "Only the visitor can connect the visitor")
        {
            Means = "The participant is the visitor, who connects by agreeing in their own browser.",
            Why = "Nobody can agree for someone else.",
            Cure = "Wait for the visitor's answer; `invitation.state` of the conversation tells how far it is.",
            Refused = Patch("/api/v2/conversations/{conversationId}/participants/{visitorParticipantId}", 409, """{ "state": "connected" }"""),
            Works = Connect,
        },
    ]);
}
