using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Web;

/// <summary>
/// <c>POST /live/embedding/{site}?embedder=</c>, with a session's token as its body: a page in a frame asks whether the page
/// around it, by its origin, is one of the site's, and shared, before it shows itself to it. It takes nobody's word for that
/// but the server's, and only a page of the site can read the answer.
/// </summary>
internal sealed class Embedding(ISites sites, JoinTokens tokens, LiveSessions sessions)
{
    private const int LongestToken = 4096;

    // The body is plain text, which a browser sends without a question of its own before.
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/live/embedding/{site}", (string site, string? embedder, HttpContext context, Embedding embedding) => embedding.AnswerAsync(site, embedder, context))
        .ExcludeFromDescription();

    /// <summary>The origins of a site whose pages a page of <paramref name="origin"/> may show in frames.</summary>
    public static IReadOnlyList<string> OtherOrigins(SiteView site, string origin) =>
        [.. site.AllowedOrigins.Where(other => !string.Equals(other, origin, StringComparison.OrdinalIgnoreCase))];

    private async Task<IResult> AnswerAsync(string key, string? embedder, HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        var origin = context.Request.Headers.Origin.ToString();
        if (await sites.FindAsync(key, context.RequestAborted) is not { } site)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        if (!Allows(site, origin))
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        headers.AccessControlAllowOrigin = origin;
        var session = Allows(site, embedder) ? await FindSharedAsync(site, context) : null;
        return session is { Invitation: { Status: InvitationStatus.Accepted, Consent: { } consent } }
            ? Results.Json(new EmbeddingView([consent.Policy, site.PrivacyPolicy], OtherOrigins(site, origin)), Wire.Options)
            : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    // Its age does not matter: a session that is over is found by nobody.
    private async Task<LiveSession?> FindSharedAsync(SiteView site, HttpContext context)
    {
        var claims = await ReadTokenAsync(context.Request) is { } token ? await tokens.ReadAsync(token) : null;
        return claims is { Role: JoinClaims.Frame } && claims.SiteId == site.Id ? sessions.Find(claims.SessionId) : null;
    }

    private static async Task<string?> ReadTokenAsync(HttpRequest request)
    {
        var bytes = new byte[LongestToken + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
        return length is > 0 and <= LongestToken ? Encoding.ASCII.GetString(bytes, 0, length) : null;
    }

    private static bool Allows(SiteView site, string? origin) =>
        origin is { Length: > 0 } && site.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <param name="Policies">What the visitor agreed to, and what the site hides now.</param>
    /// <param name="Origins">Whose pages, in frames of its own, it may ask in turn.</param>
    private sealed record EmbeddingView(IReadOnlyList<PrivacyPolicy> Policies, IReadOnlyList<string> Origins);
}
