using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Identity.Sites;

/// <summary>The operations on sites: <c>/api/v2/sites</c>.</summary>
internal static class ManagingSites
{
    /// <summary>A site as callers send it. What is left out gets its default.</summary>
    internal sealed record SiteRequest(
        string Key,
        string Name,
        string HomeUrl,
        IReadOnlyList<string>? AllowedOrigins,
        PrivacyPolicyRequest? PrivacyPolicy,
        SessionPolicyRequest? SessionPolicy);

    internal sealed record PrivacyPolicyRequest(
        string? Preset, IReadOnlyList<string>? Hide, IReadOnlyList<string>? Show, IReadOnlyList<string>? ReadOnly);

    internal sealed record SessionPolicyRequest(int? WaitSeconds, int? PatienceSeconds, bool? RequireActiveCommunication, IReadOnlyList<string>? AssetOrigins);

    /// <summary>A new site, with the secret that is answered this once.</summary>
    internal sealed record CreatedSite(
        string Id,
        string Key,
        string Name,
        string HomeUrl,
        IReadOnlyList<string> AllowedOrigins,
        PrivacyPolicy PrivacyPolicy,
        SessionPolicy SessionPolicy,
        string Secret,
        string SelfUri);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/sites", ListAsync)
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getSites")
            .WithTags("Sites")
            .IsExtension()
            .WithSummary("Lists sites, oldest first.")
            .TakesQuery(QueryParameter.PageSize, QueryParameter.PageNumber)
            .Produces<Listing<SiteView>>();
        routes.MapGet("/api/v2/sites/{siteId}", OneAsync)
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getSite")
            .WithTags("Sites")
            .IsExtension()
            .WithSummary("One site, by id or key.")
            .Produces<SiteView>();
        routes.MapPost("/api/v2/sites", CreateAsync)
            .RequireScopes(Scopes.Admin)
            .WithName("postSites")
            .WithTags("Sites")
            .IsExtension()
            .WithSummary("Makes a site. The answer holds the secret that signs its identity tokens, this once.")
            .WithExample("A site", """{ "key": "{newKey}", "name": "Harbor Lights", "homeUrl": "https://harbor.example/", "privacyPolicy": { "preset": "balanced", "hide": [".account-number"] } }""")
            .Accepts<SiteRequest>("application/json")
            .Produces<CreatedSite>(StatusCodes.Status201Created);
        routes.MapPut("/api/v2/sites/{siteId}", ReplaceAsync)
            .RequireScopes(Scopes.Admin)
            .WithName("putSite")
            .WithTags("Sites")
            .IsExtension()
            .WithSummary("Replaces a site's settings. The privacy policy's version rises when it says something else.")
            .WithExample("Hide more", """{ "key": "dev", "name": "Tandem & Co", "homeUrl": "http://localhost:8080/demo/shop/", "privacyPolicy": { "hide": [".account-number"] } }""")
            .Accepts<SiteRequest>("application/json")
            .Produces<SiteView>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, SiteDirectory sites, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request.Query);
        var page = query.Page();
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        var all = await sites.AllAsync(cancellation);
        var entities = all
            .Skip((int)Math.Min(int.MaxValue, (page.Number - 1L) * page.Size))
            .Take(page.Size)
            .Select(site => site.View)
            .ToList();
        return Results.Ok(Listing<SiteView>.Of(entities, page, all.Count, "/api/v2/sites"));
    }

    private static async Task<IResult> OneAsync(string siteId, HttpContext context, SiteDirectory sites, CancellationToken cancellation)
    {
        if (await sites.GetAsync(siteId, cancellation) is { } site)
        {
            EntityTags.Show(context, site.Version);
            return EntityTags.IsKnown(context.Request, site.Version) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Ok(site.Value.View);
        }

        var unknown = await sites.UnknownAsync(siteId, cancellation);
        var meant = unknown.Faults[0].Nearest;
        return (unknown with { Suggestion = meant is null ? null : Suggestions.Get($"/api/v2/sites/{meant}") }).ToResult();
    }

    private static async Task<IResult> CreateAsync(HttpContext context, SiteDirectory sites, TimeProvider time, CancellationToken cancellation)
    {
        var settings = await ReadAsync(context.Request, null, cancellation);
        if (settings.Refused)
        {
            return settings.Refusal.ToResult();
        }

        var added = await sites.AddAsync(settings.Value.AsNew(Ids.New(), Ids.Secret(), time.GetUtcNow()), cancellation);
        if (added.Refused)
        {
            return added.Refusal.ToResult();
        }

        var view = added.Value.View;
        EntityTags.Show(context, 1);
        return Results.Created(view.SelfUri, new CreatedSite(
            view.Id, view.Key, view.Name, view.HomeUrl, view.AllowedOrigins, view.PrivacyPolicy, view.SessionPolicy, added.Value.Secret, view.SelfUri));
    }

    private static async Task<IResult> ReplaceAsync(string siteId, HttpContext context, SiteDirectory sites, CancellationToken cancellation)
    {
        if (await sites.ReadAsync(siteId, cancellation) is not { } site)
        {
            return (await sites.UnknownAsync(siteId, cancellation)).ToResult();
        }

        var settings = await ReadAsync(context.Request, site.View, cancellation);
        if (settings.Refused)
        {
            return settings.Refusal.ToResult();
        }

        var demanded = EntityTags.Demanded(context.Request);
        if (demanded.Refused)
        {
            return demanded.Refusal.ToResult();
        }

        var changed = await sites.ChangeAsync(site.Id, settings.Value.On, demanded.Value, cancellation);
        if (changed.Refused)
        {
            return changed.Refusal.ToResult();
        }

        EntityTags.Show(context, changed.Value.Version);
        return Results.Ok(changed.Value.Value.View);
    }

    /// <param name="current">The site that is to be replaced, if any.</param>
    private static async Task<Result<SiteSettings>> ReadAsync(HttpRequest request, SiteView? current, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(request, cancellation);
        if (body.Refused)
        {
            return body.Refusal;
        }

        var faults = new List<Fault>();
        return SiteReading.Read(body.Value, faults) is { } settings
            ? settings
            : Refusal.Of(faults, SiteMending.Suggest(request.Method, request.Path, body.Value, faults, current));
    }
}
