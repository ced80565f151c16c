using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Conversations.Errors;

/// <summary>Codes of starting a conversation: its shape and its options.</summary>
internal static class StartingErrors
{
    private const string Path = "/api/v2/conversations";

    private static readonly ErrorExample Good = Start("""{ "userId": "agent@example.test", "role": "agent" }""", """{ "userId": "robin@example.test", "role": "user" }""", status: 201);

    public static ErrorGroup Group { get; } = new("Starting a conversation",
    [
        new("type.not.startable", [400], "This type is not started at this address")
        {
            Means = "`POST /api/v2/conversations/cobrowse` starts cobrowse sessions, and the type is another one.",
            Why = "Calls and messages take place elsewhere; they are registered, not started.",
            Cure = "Leave `type` out to start a cobrowse session; register a call or message with `POST /api/v2/conversations`.",
            Refused = Post($"{Path}/cobrowse", 400, """{ "type": "call", "to": [ { "id": "robin@example.test", "type": "user" } ], "agent": { "email": "agent@example.test" } }"""),
            Works = Post($"{Path}/cobrowse", 201, """{ "to": [ { "id": "robin@example.test", "type": "user" } ], "agent": { "email": "agent@example.test" } }"""),
        },
        new("active.communication.required", [409], "A call or message comes first on this site")
        {
            Means = "The site's policy `requireActiveCommunication` lets a session start only beside a call or message that is connected.",
            Why = "Nothing was registered for this agent and this visitor, or it has ended; or they have one, and the session belongs into that conversation.",
            Cure = "Send `suggestion`: it starts the session in the conversation that is there, or registers the message first. Then start the session with `POST /api/v2/conversations/{conversationId}/cobrowse`.",
            Unshown = "It takes a site whose policy says so.",
        },
        new("missing.participant", [400], "The agent or the visitor is missing")
        {
            Means = "A cobrowse session has one agent and one user; `expected` says who is not named.",
            Why = "Only one of the two was sent. In `POST /api/v2/conversations/cobrowse` the agent may be left out only when the token belongs to an agent.",
            Cure = "Name both. The visitor need not be there yet: the invitation waits for them.",
            Refused = Start("""{ "userId": "agent@example.test", "role": "agent" }"""),
            Works = Good,
        },
        new("too.many.participants", [400], "There are too many participants")
        {
            Means = "More than one agent and one user are named.",
            Why = "A cobrowse session is between one visitor and one agent.",
            Cure = "Name one of each, and start a conversation for each visitor.",
            Refused = Start(
                """{ "userId": "agent@example.test", "role": "agent" }""",
                """{ "userId": "robin@example.test", "role": "user" }""",
                """{ "userId": "sam@example.test", "role": "user" }"""),
            Works = Good,
        },
        new("same.role.twice", [400], "Both participants have the same role")
        {
            Means = "Two agents or two users are named.",
            Why = "The role of one of them is wrong, or was copied.",
            Cure = "Give one of them the role `agent` and the other `user`.",
            Refused = Start("""{ "userId": "agent@example.test", "role": "agent" }""", """{ "userId": "jordan@example.test", "role": "agent" }"""),
            Works = Good,
        },
        new("same.party.twice", [400], "Both participants are the same person")
        {
            Means = "The agent and the user have the same name.",
            Why = "Both fields were filled from the same value, such as the ticket's reporter.",
            Cure = "Name the agent by their user id or email, and the visitor by theirs.",
            Refused = Start("""{ "userId": "agent@example.test", "role": "agent" }""", """{ "userId": "agent@example.test", "role": "user" }"""),
            Works = Good,
        },
        new("one.name.only", [400], "A participant has several names")
        {
            Means = "One participant carries several of `userId`, `externalId`, `email` and `joinCode`.",
            Why = "They could name different people, and then it would be open who is meant.",
            Cure = "Give one of them. `userId` takes any kind of name for a visitor.",
            Refused = Start(
                """{ "userId": "agent@example.test", "role": "agent" }""",
                """{ "userId": "robin@example.test", "email": "robin@example.test", "role": "user" }"""),
            Works = Good,
        },
        new("visitor.not.there", [400], "The visitor is not on the site now")
        {
            Means = "`waitSeconds` is 0, so the visitor had to be there, and they are not.",
            Why = "No tab of theirs is open on the site.",
            Cure = "Leave `waitSeconds` out, so that the invitation waits until they come; or ask again later.",
            Refused = Post("/api/v2/conversations/cobrowse", 400, """{ "to": [ { "id": "robin@example.test", "type": "email" } ], "agent": { "email": "agent@example.test" }, "waitSeconds": 0 }"""),
            Works = Post("/api/v2/conversations/cobrowse", 201, """{ "to": [ { "id": "robin@example.test", "type": "email" } ], "agent": { "email": "agent@example.test" } }"""),
        },
        new("no.site", [400], "There is no site yet")
        {
            Means = "No website has been set up on this server, so there are no visitors.",
            Why = "The server is new.",
            Cure = "Create a site with `POST /api/v2/sites` and put its snippet on the pages.",
            Unshown = "It is answered by a server without any site.",
        },
        new("unknown.site", [400], "There is no such site")
        {
            Means = "`siteId` is neither the key nor the id of a site; the message lists the keys.",
            Why = "It is mistyped, or that of another server.",
            Cure = "Take `nearest`, or leave `siteId` out when there is one site only.",
            Refused = Post("/api/v2/conversations/cobrowse", 400, """{ "to": [ { "id": "robin@example.test", "type": "email" } ], "agent": { "email": "agent@example.test" }, "siteId": "develop" }"""),
            Works = Post("/api/v2/conversations/cobrowse", 201, """{ "to": [ { "id": "robin@example.test", "type": "email" } ], "agent": { "email": "agent@example.test" }, "siteId": "dev" }"""),
        },
        new("wrong.site", [400], "The visitor is on another site")
        {
            Means = "The join code is shown by a visitor of another site than `siteId` names.",
            Why = "The code is read out by someone on another website than the one that was assumed.",
            Cure = "Leave `siteId` out: the code says which site it is.",
            Unshown = "It takes a join code that a visitor shows in their browser.",
        },
    ]);

    internal static ErrorExample Start(string agent, string? user = null, string? third = null, int status = 400) => Post(
        Path, status, $$"""{ "type": "cobrowse", "participants": [ {{string.Join(", ", new[] { agent, user, third }.OfType<string>())}} ] }""");

    /// <summary>A request to start a conversation of a type, with one more field.</summary>
    public static ErrorExample OfType(string type, int status, string field) => Post(
        Path,
        status,
        $$"""{ "type": "{{type}}", "participants": [ { "userId": "agent@example.test", "role": "agent" }, { "userId": "robin@example.test", "role": "user" } ], {{field}} }""");
}
