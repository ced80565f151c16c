using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Identity;

/// <summary>Codes of users, logins and sites.</summary>
internal static class IdentityErrors
{
    public static ErrorGroup Group { get; } = new("Users, logins and sites",
    [
        new("not.a.user", [400], "The token belongs to a program, not to a person")
        {
            Means = "The operation is about the caller's own user, and a client with its own credentials has none.",
            Why = "`/users/me` was asked with a token from the grant `client_credentials`.",
            Cure = "Name the user, as in `GET /api/v2/users/{userId}`, or log in as a person.",
            Refused = Get("/api/v2/users/me", 400),
            Works = Get("/api/v2/users/{agentId}", 200),
        },
        new("email.taken", [409], "Another user has this email address")
        {
            Means = "People log in with their email address, so it belongs to one user, whatever its case. The message has that user's id.",
            Why = "The user was made before, often by the same script, or is inactive and so not listed.",
            Cure = "Change that user with `PATCH /api/v2/users/{userId}`, or use another address.",
            Refused = Post("/api/v2/users", 409, """{ "name": "Avery Moss", "email": "agent@example.test" }"""),
            Works = Post("/api/v2/users", 200, """{ "name": "Kim Park", "email": "{newKey}@example.test" }"""),
        },
        new("stale.version", [409], "The user has changed in the meantime")
        {
            Means = "`version` is not the version at which the user is now; `expected` has that one.",
            Why = "Somebody changed the user after you had read it. Your change might undo theirs unseen.",
            Cure = "Read the user again. If your change still holds, send it with the version that is there now, as in `suggestion`.",
            Refused = Patch("/api/v2/users/{agentId}", 409, """{ "version": 1000, "title": "Support" }"""),
            Works = Patch("/api/v2/users/{agentId}", 200, """{ "version": 1, "title": "Support" }"""),
        },
        new("not.supported", [400], "This is not kept here")
        {
            Means = "The vendor's platform has this field, and Pillion has nothing to do with it.",
            Why = "Keeping silent would lose what you sent.",
            Cure = "Leave the field out.",
            Refused = Patch("/api/v2/users/{agentId}", 400, """{ "version": 1, "title": "Support", "manager": "Kim" }"""),
            Works = Patch("/api/v2/users/{agentId}", 200, """{ "version": 1, "title": "Support" }"""),
        },
        new("too.many.users", [409], "There are too many users")
        {
            Means = "There are 5000 users, and no more fit on one server.",
            Why = "Listings and searches look through all users. A script may have made a user for every visitor; visitors are no users.",
            Cure = "Change a user who is not needed any more into the new one.",
            Unshown = "It takes five thousand users.",
        },
        new("origin.not.allowed", [403], "The login came from another website")
        {
            Means = "Logins and logouts are taken from this server's own pages only.",
            Why = "Otherwise another website could log its visitors in here under a name of its choice.",
            Cure = "Open `/console/` for people. Programs use `POST /oauth/token`, which has no such rule.",
            Refused = Post("/oauth/login", 403, """{ "email": "agent@example.test", "password": "pillion" }""").As("").With("Origin", "https://elsewhere.example"),
            Works = Post("/oauth/login", 204, """{ "email": "agent@example.test", "password": "pillion" }""").As(""),
        },
        new("site.key.taken", [409], "Another site has this key")
        {
            Means = "Keys of sites are unique; the message names the site that has it.",
            Why = "The site was created before, often by the same script.",
            Cure = "Change that site with `PUT`, or choose another key.",
            Refused = Post("/api/v2/sites", 409, """{ "key": "dev", "name": "Shop", "homeUrl": "https://shop.example/" }"""),
            Works = Post("/api/v2/sites", 201, """{ "key": "{newKey}", "name": "Shop", "homeUrl": "https://shop.example/" }"""),
        },
        new("too.many.sites", [409], "There are too many sites")
        {
            Means = "There are 1000 sites, and no more fit on one server.",
            Why = "Every visitor's first message looks a site up.",
            Cure = "Put several pages into one site by its `allowedOrigins`.",
            Unshown = "It takes a thousand sites.",
        },
    ]);
}
