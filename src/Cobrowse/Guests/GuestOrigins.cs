using Microsoft.AspNetCore.Http;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Cobrowse.Guests;

/// <summary>Lets pages of a site's own origins, and no others, use the guest side from a browser (CORS).</summary>
internal static class GuestOrigins
{
    private const string PreflightSeconds = "600";

    /// <summary>Answers the browser's question before a DELETE.</summary>
    public static async Task<IResult> AnswerPreflightAsync(string deploymentId, HttpContext context, ISites sites)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        if (await sites.FindAsync(deploymentId, context.RequestAborted) is { } site && Allowed(context, site) is { } origin)
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlAllowMethods = "GET, DELETE";
            headers.AccessControlAllowHeaders = "Content-Type";
            headers.AccessControlMaxAge = PreflightSeconds;
        }

        return Results.NoContent();
    }

    /// <summary>Lets the site's pages read the answer; a page of another website is refused, whether it could read it or not.</summary>
    public static Refusal? Refused(HttpContext context, SiteView site, Addresses addresses)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        var origin = context.Request.Headers.Origin.ToString();
        if (Allowed(context, site) is { } allowed)
        {
            headers.AccessControlAllowOrigin = allowed;
            headers.AccessControlExposeHeaders = $"{CorrelationId.Header}, Retry-After";
            return null;
        }

        if (origin.Length == 0 || string.Equals(origin, addresses.PublicUrl, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        const string message = "This site's sessions are not open to pages of this origin. Add the origin to the site's allowedOrigins.";
        return new Refusal(403, "site.origin.not.allowed", message, [new Fault("site.origin.not.allowed", message, "header:Origin", origin.Length <= 200 ? origin : origin[..200])]);
    }

    private static string? Allowed(HttpContext context, SiteView site) =>
        context.Request.Headers.Origin.ToString() is { Length: > 0 } origin && site.AllowedOrigins.Contains(origin, StringComparer.Ordinal) ? origin : null;
}
