using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Conversations.Errors;

/// <summary>Codes of the names by which agents and visitors are found.</summary>
internal static class NamingErrors
{
    private static readonly ErrorExample Good = To("""{ "id": "robin@example.test", "type": "user" }""", status: 201);

    public static ErrorGroup Group { get; } = new("Naming agents and visitors",
    [
        new("unknown.agent", [400], "Nobody here has this name")
        {
            Means = "No agent has this id or email. The message lists those who can be reached.",
            Why = "It is mistyped, or the person has no account on this server.",
            Cure = "Take `nearest`, or one of `expected`. `GET /api/v2/users` lists everyone.",
            Refused = To("""{ "id": "robin@example.test", "type": "user" }""", "agent@exmaple.test"),
            Works = Good,
        },
        new("agent.offline", [400, 409], "The agent is offline")
        {
            Means = "The agent exists, but their presence is Offline, so they can't be invited. With 409 it is the agent of the conversation in which a session was to start.",
            Why = "They have not come yet, or went home.",
            Cure = "Take another of `expected`, or have them set any other presence.",
            Refused = To("""{ "id": "robin@example.test", "type": "user" }""", "{offlineAgentEmail}"),
            Works = Good,
        },
        new("agent.name", [400], "An agent is not named this way")
        {
            Means = "An agent is named by a visitor's kind of name: `externalId` or `joinCode`.",
            Why = "The roles are swapped, or the field was copied from the visitor.",
            Cure = "Name agents by `userId`, which takes an id or an email, or by `email`.",
            Refused = StartingErrors.Start("""{ "externalId": "agent@example.test", "role": "agent" }""", """{ "userId": "robin@example.test", "role": "user" }"""),
            Works = StartingErrors.Start("""{ "userId": "agent@example.test", "role": "agent" }""", """{ "userId": "robin@example.test", "role": "user" }""", status: 201),
        },
        new("agent.as.visitor", [400], "This is an agent, not a visitor")
        {
            Means = "The visitor's name is that of an agent.",
            Why = "The two roles are swapped; or a visitor happens to have an agent's email.",
            Cure = "Swap the roles. A visitor with that email is named by `email`.",
            Refused = To("""{ "id": "jordan@example.test", "type": "user" }"""),
            Works = Good,
        },
        new("malformed.email", [400], "This is no email address")
        {
            Means = "The text has no name or no host around its `@`, or has spaces in it.",
            Why = "The address was cut, or it is a name and an address in one.",
            Cure = "Send the bare address: `robin@example.test`.",
            Refused = To("""{ "id": "robin@", "type": "email" }"""),
            Works = Good,
        },
        new("malformed.join.code", [400, 404], "This is no join code")
        {
            Means = "A join code is six digits and nothing else.",
            Why = "People read codes out in groups, and the gap was typed too.",
            Cure = "Take the spaces and dashes out; `nearest` is the code without them.",
            Refused = To("""{ "id": "48213", "type": "joinCode" }"""),
            Works = Good,
        },
        new("unknown.visitor", [400], "No visitor has this id")
        {
            Means = "The id is written like one, but belongs to no visitor.",
            Why = "It is another thing's id, or that of a visitor who was forgotten.",
            Cure = "Name someone whom the site has not seen yet by `externalId` or `email`; the invitation waits for them.",
            Refused = To("""{ "id": "00000000-0000-4000-8000-000000000000", "type": "user" }"""),
            Works = Good,
        },
        new("join.code.unknown", [400, 404], "This code is not in use")
        {
            Means = "No visitor shows these six digits now; and no invitation of this site waits under them, when the visitor's side asks (404).",
            Why = "A digit was misheard, or the code's time is over: a shown one is good for 20 minutes, an invitation's until it is answered. Or the code is for the other side: one for a visitor to enter.",
            Cure = "Ask for the code again.",
            Refused = To("""{ "id": "000000", "type": "joinCode" }"""),
            Works = Good,
        },
        new("join.code.used", [400], "The code has been used")
        {
            Means = "A conversation was started with this code already.",
            Why = "Every code works once. Often the first request worked and its answer was lost on the way.",
            Cure = "Look for the conversation with `GET /api/v2/conversations`, or ask the visitor to show a new code. Send an `Idempotency-Key`, and a repeated request gets the first answer.",
            Unshown = "It takes a join code that a visitor shows in their browser.",
        },
        new("ambiguous.visitor", [400], "The name fits two visitors")
        {
            Means = "The six digits are a join code that one visitor shows, and the site's own id of another one.",
            Why = "The site numbers its customers with six digits.",
            Cure = "Name the visitor by `joinCode` or by `externalId`.",
            Unshown = "It takes a join code that a visitor shows in their browser.",
        },
    ]);

    private static ErrorExample To(string visitor, string agent = "agent@example.test", int status = 400) =>
        Post("/api/v2/conversations/cobrowse", status, $$"""{ "to": [ {{visitor}} ], "agent": { "id": "{{agent}}" } }""");
}
