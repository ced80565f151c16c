using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Http.Errors;

/// <summary>Codes of tokens, scopes and rates.</summary>
internal static class TokenErrors
{
    private static readonly ErrorExample Good = Get("/api/v2/conversations", 200);

    public static ErrorGroup Group { get; } = new("Tokens, scopes and rates",
    [
        new("authentication.required", [401], "No token came")
        {
            Means = "The request has no `Authorization` header, and this operation needs one.",
            Why = "The token was never fetched, the header has another name, or a redirect to another host dropped it.",
            Cure = "Get a token with `suggestion` and send it as `Authorization: Bearer <token>`.",
            Refused = Get("/api/v2/conversations", 401).As(""),
            Works = Good,
        },
        new("invalid.authorization.header", [401], "The Authorization header is not a bearer token")
        {
            Means = "The header is there but does not read `Bearer <token>`; the message says what it is instead.",
            Why = "The client's id and secret were sent with `Basic`, which is for `POST /oauth/token` only, or the word `Bearer` is missing.",
            Cure = "Get a token from `POST /oauth/token` and send it as `Authorization: Bearer <token>`.",
            Refused = Get("/api/v2/conversations", 401).With("Authorization", "Basic {credentials}"),
            Works = Good,
        },
        new("bad.credentials", [401], "The token, or the email or password, is not valid")
        {
            Means = "The token is revoked, damaged or from another server. At the login: the email or the password is wrong.",
            Why = "The token was cut when it was copied, the client was removed, the server was set up again with new keys, or a client secret was sent in the token's place.",
            Cure = "Get a new token from `POST /oauth/token`.",
            Refused = Get("/api/v2/conversations", 401).As("not-a-token"),
            Works = Good,
        },
        new("missing.scope", [403], "The token lacks a scope")
        {
            Means = "The token is good, but does not hold the scope that `expected` names; `found` lists those that it holds.",
            Why = "The OAuth client was not given the scope, or the token was asked for with a smaller `scope`.",
            Cure = "Give the client the scope in its configuration, then get a new token: scopes are written into tokens.",
            Refused = Post("/api/v2/routing/wrapupcodes", 403, """{ "name": "{newName}" }""").As("{readOnlyToken}"),
            Works = Post("/api/v2/routing/wrapupcodes", 200, """{ "name": "{newName}" }"""),
        },
        new("too.many.requests.retry.after", [429], "Too many requests")
        {
            Means = "The caller's allowance is used up. The header `Retry-After` says in how many seconds the next request is served.",
            Why = "Every client and user has an allowance that fills up steadily, and so has every address that calls without a token. Logins have a smaller one.",
            Cure = "Wait `Retry-After` seconds. Ask for lists instead of single entries, and follow changes by events instead of asking again and again.",
            Unshown = "It takes more requests than the allowance holds.",
        },
    ]);
}
