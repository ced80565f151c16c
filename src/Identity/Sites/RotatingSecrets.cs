using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Sites;

/// <summary><c>POST /api/v2/sites/{siteId}/secret</c>: a new secret for a site's identity tokens.</summary>
internal static class RotatingSecrets
{
    /// <summary>How long the former secret may be accepted beside the new one, in seconds: no longer than a token lives.</summary>
    public const int LongestGrace = 86_400;

    internal sealed record RotateSecretRequest(int? GraceSeconds);

    /// <param name="FormerUntil">Until when the former secret is accepted; absent when it is not accepted any more.</param>
    internal sealed record RotatedSecret(string Id, string Key, string Secret, DateTimeOffset? FormerUntil);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/v2/sites/{siteId}/secret", RotateAsync)
        .RequireScopes(Scopes.Admin)
        .WithName("postSiteSecret")
        .WithTags("Sites")
        .IsExtension()
        .WithSummary("Makes a new secret and answers it this once. With graceSeconds the former one is accepted a while longer.")
        .WithExample("With a day to change over", """{ "graceSeconds": 86400 }""")
        .Accepts<RotateSecretRequest>("application/json")
        .Produces<RotatedSecret>();

    private static async Task<IResult> RotateAsync(
        string siteId, HttpContext context, SiteDirectory sites, TimeProvider time, CancellationToken cancellation)
    {
        if (await sites.ReadAsync(siteId, cancellation) is not { } site)
        {
            return (await sites.UnknownAsync(siteId, cancellation)).ToResult();
        }

        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var reader = BodyReader.Root(body.Value, faults);
        var grace = reader.Integer("graceSeconds", 0, LongestGrace) ?? 0;
        reader.Close();
        if (faults.Count > 0)
        {
            return Refusal.Of(faults).ToResult();
        }

        var (secret, until) = (Ids.Secret(), time.GetUtcNow().AddSeconds(grace));
        var changed = await sites.ChangeAsync(
            site.Id,
            current => current with { Secret = secret, Former = grace > 0 ? new FormerSecret(current.Secret, until) : null },
            Precondition.None,
            cancellation);
        return changed.Refused
            ? changed.Refusal.ToResult()
            : Results.Ok(new RotatedSecret(site.Id, site.Key, secret, grace > 0 ? until : null));
    }
}
