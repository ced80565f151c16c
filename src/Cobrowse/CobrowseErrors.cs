using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Cobrowse;

/// <summary>Codes of cobrowse sessions and of the live endpoint.</summary>
internal static class CobrowseErrors
{
    private static readonly ErrorExample Look = Post("/api/v2/cobrowse/sessions/{sessionId}/viewers", 200).As("{agentToken}");

    private static readonly ErrorExample Guest =
        Get("/api/v2/webdeployments/deployments/dev/cobrowse/{sessionId}", 200).As("");

    public static ErrorGroup Group { get; } = new("Cobrowse sessions",
    [
        new("session.not.found", [404], "There is no such cobrowse session")
        {
            Means = "No conversation has a session with this id.",
            Why = "A session has an id of its own: it is not the conversation's.",
            Cure = "Take `sessionId` from the answer that started the conversation, or `cobrowseSessionId` from its `cobrowsesessions`.",
            Refused = Look with { Path = "/api/v2/cobrowse/sessions/{conversationId}/viewers", Status = 404 },
            Works = Look,
        },
        new("session.ended", [404, 409], "The session is over")
        {
            Means = "Nobody can look into a session that has ended. To the visitor's side it is not there any more (404).",
            Why = "The visitor or the agent left, or the invitation ran out.",
            Cure = "Start a new one with `POST /api/v2/conversations`.",
            Refused = Look with { Path = "/api/v2/cobrowse/sessions/{endedSessionId}/viewers", Status = 409 },
            Works = Look,
        },
        new("not.the.agent", [403], "Only the conversation's agent can look into it")
        {
            Means = "The token is that of a program or of another person.",
            Why = "The visitor agreed to share with the agent whom the prompt named.",
            Cure = "Log in as that agent.",
            Refused = Post("/api/v2/cobrowse/sessions/{sessionId}/viewers", 403),
            Works = Look,
        },
        new("site.origin.not.allowed", [403], "The page is none of the site's")
        {
            Means = "A browser asked for a session of a site from a page that is not of one of the site's `allowedOrigins`.",
            Why = "The origin is missing in the site, or written otherwise: scheme, host and port have to be the same.",
            Cure = "Add the page's origin to the site with `PUT /api/v2/sites/{siteId}`.",
            Refused = Guest.With("Origin", "https://elsewhere.example") with { Status = 403 },
            Works = Guest,
        },
        new("join.codes.taken", [409], "All join codes are in use")
        {
            Means = "Six digits make a million codes, and so many invitations wait or visitors show a code that hardly one is free.",
            Why = "Invitations were started in great numbers with long `waitSeconds`. Nothing was changed.",
            Cure = "Disconnect conversations that nobody waits for any more, and let new invitations wait for a shorter time.",
            Unshown = "It takes hundreds of thousands of invitations.",
        },
        new("live.subprotocol", [400], "The live endpoint speaks another protocol")
        {
            Means = "`/live` takes WebSockets with the subprotocol `pillion.v1` only.",
            Why = "It was called like an ordinary address, or by a client of another protocol.",
            Cure = "Use the snippet or the console; the protocol is described in `docs/internals/live-protocol.md`.",
            Refused = Get("/live", 400),
            Unshown = "What works in its place is a WebSocket, not a request.",
        },
    ]);
}
