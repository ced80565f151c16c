using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Contracts;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Web;

/// <summary>
/// <c>GET /live/embedding/{site}?embedder=</c>: a page in a frame asks whether the page around it, by its origin, is one of
/// the site's, before it shows itself to it. It takes nobody's word for that but the server's, and only a page of the site
/// can read the answer.
/// </summary>
internal static class Embedding
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/live/embedding/{site}", (string site, string? embedder, HttpContext context, ISites sites) => AnswerAsync(site, embedder, context, sites))
        .ExcludeFromDescription();

    private static async Task<IResult> AnswerAsync(string key, string? embedder, HttpContext context, ISites sites)
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
        return Allows(site, embedder)
            ? Results.Json(new EmbeddingView(site.PrivacyPolicy, OtherOrigins(site, origin)), Wire.Options)
            : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>The origins of a site whose pages a page of <paramref name="origin"/> may show in frames.</summary>
    public static IReadOnlyList<string> OtherOrigins(SiteView site, string origin) =>
        [.. site.AllowedOrigins.Where(other => !string.Equals(other, origin, StringComparison.OrdinalIgnoreCase))];

    private static bool Allows(SiteView site, string? origin) =>
        origin is { Length: > 0 } && site.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase);

    /// <param name="Policy">What a page of the site hides, whatever the page around it says.</param>
    /// <param name="Origins">Whose pages, in frames of its own, it may ask in turn.</param>
    private sealed record EmbeddingView(PrivacyPolicy Policy, IReadOnlyList<string> Origins);
}
