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
