using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Conversations.Errors;

/// <summary>Codes of handing conversations over.</summary>
internal static class TransferErrors
{
    private const string Participant = "/api/v2/conversations/{conversationId}/participants/{agentParticipantId}";
    private const string Replace = $"{Participant}/replace/agent";

    private static readonly ErrorExample Works = Post(Replace, 202, """{ "userId": "jordan@example.test" }""");

    public static ErrorGroup Group { get; } = new("Handing conversations over",
    [
        new("conversations.error.queue.not.found", [400], "There are no queues here")
        {
            Means = "The request names a queue, and this server has none: conversations go from one agent to another.",
            Why = "The request was written for an organization that has queues.",
            Cure = "Name an agent. Where the queue's name reads like an agent's, `suggestion` hands over to them.",
            Refused = Post($"{Participant}/replace/queue", 400, """{ "queueId": "jordan@example.test" }"""),
            Works = Works,
        },
        new("transfer.destination.needed", [400], "Nobody is named")
        {
            Means = "The body does not say who takes over.",
            Why = "It is empty, or has none of the fields that name somebody.",
            Cure = "Send `userId` with an agent's id or email.",
            Refused = Post(Replace, 400, "{}"),
            Works = Works,
        },
        new("transfer.ambiguous", [400], "Two agents are meant")
        {
            Means = "The names in the body are those of two agents, or several agents have the one name.",
            Why = "`userId` and `userName` were filled in from different places, or the name is not unique.",
            Cure = "Name one agent, once.",
            Refused = Post(Replace, 400, """{ "userId": "jordan@example.test", "userName": "agent@example.test" }"""),
            Works = Works,
        },
        new("transfer.not.supported", [400], "Only unattended transfers")
        {
            Means = "`transferType` is `Attended`: the first agent would stay until the second one has accepted.",
            Why = "A conversation has one agent at a time here.",
            Cure = "Use `Unattended`, or leave it out.",
            Refused = Post(Replace, 400, """{ "userId": "jordan@example.test", "transferType": "Attended" }"""),
            Works = Works,
        },
        new("not.supported.voicemail", [400], "There is no voicemail")
        {
            Means = "`voicemail` is true: the conversation would go to a voicemail box.",
            Why = "Only a person can look at a visitor's page.",
            Cure = "Leave it out.",
            Refused = Post(Replace, 400, """{ "userId": "jordan@example.test", "voicemail": true }"""),
            Works = Works,
        },
        new("transfer.to.same.agent", [409], "The agent has it already")
        {
            Means = "The one who is to take over is the one who has the conversation.",
            Why = "The request was sent twice, or took the wrong id.",
            Cure = "Name another agent. `POST .../assign` may be repeated.",
            Refused = Post(Replace, 409, """{ "userId": "agent@example.test" }"""),
            Works = Works,
        },
        new("only.agents.are.replaced", [409], "Visitors are not replaced")
        {
            Means = "The participant is the visitor.",
            Why = "The ids of the two participants were mixed up.",
            Cure = "Use the agent's participant; the message has its id.",
            Refused = Post("/api/v2/conversations/{conversationId}/participants/{visitorParticipantId}/replace/agent", 409, """{ "userId": "jordan@example.test" }"""),
            Works = Works,
        },
    ]);
}
