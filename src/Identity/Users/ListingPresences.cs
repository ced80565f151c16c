using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>
/// The presences that there are: <c>GET /api/v2/presence/definitions</c>, the older <c>/presencedefinitions</c>, one of
/// either, and <c>/systempresences</c>.
/// </summary>
internal static class ListingPresences
{
    private const string Definitions = "/api/v2/presence/definitions";
    private const string Former = "/api/v2/presencedefinitions";

    internal sealed record PresenceDefinitionListing(
        long Total, IReadOnlyList<PresenceViews.OrganizationPresenceDefinition> Entities, string SelfUri);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Definitions, (HttpContext context) => List(context.Request))
            .RequireScopes(Scopes.UsersRead)
            .WithName("getPresenceDefinitions")
            .WithTags("Presence")
            .WithSummary("The presences that a user can choose.")
            .TakesQuery(new QueryParameter("deactivated", "Which of them; none can be deactivated.", ["false", "true", "all"]))
            .Produces<PresenceDefinitionListing>();
        routes.MapGet($"{Definitions}/{{definitionId}}", (string definitionId, HttpContext context) =>
                One(definitionId, "definitionId", context.Request, PresenceViews.Definitions, one => one.Id))
            .RequireScopes(Scopes.UsersRead)
            .WithName("getPresenceDefinition")
            .WithTags("Presence")
            .WithSummary("One presence that a user can choose.")
            .Produces<PresenceViews.OrganizationPresenceDefinition>();
        routes.MapGet(Former, (HttpContext context) => ListFormer(context.Request))
            .RequireScopes(Scopes.UsersRead)
            .WithName("getPresencedefinitions")
            .WithTags("Presence")
            .WithSummary("The presences in the older shape; /presence/definitions is the newer one.")
            .TakesQuery(
                QueryParameter.PageSize,
                QueryParameter.PageNumber,
                new QueryParameter("deleted", "Which of them; none can be deleted.", ["false", "true", "all"]))
            .Produces<Listing<PresenceViews.OrganizationPresence>>()
            .WithMetadata(new ObsoleteAttribute());
        routes.MapGet($"{Former}/{{presenceId}}", (string presenceId, HttpContext context) =>
                One(presenceId, "presenceId", context.Request, PresenceViews.Former, one => one.Id))
            .RequireScopes(Scopes.UsersRead)
            .WithName("getPresencedefinition")
            .WithTags("Presence")
            .WithSummary("One presence in the older shape.")
            .Produces<PresenceViews.OrganizationPresence>()
            .WithMetadata(new ObsoleteAttribute());
        routes.MapGet("/api/v2/systempresences", () => Results.Ok(PresenceViews.System))
            .RequireScopes(Scopes.UsersRead)
            .WithName("getSystempresences")
            .WithTags("Presence")
            .WithSummary("The system presences by name.")
            .Produces<IReadOnlyList<PresenceViews.SystemPresenceView>>();
    }

    private static IResult List(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        var deactivated = query.OneOf("deactivated", ["false", "true", "all"]);
        query.Ignore("divisionId", "localeCode");
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        // None of them can be deactivated.
        var entities = deactivated == "true" ? [] : PresenceViews.Definitions;
        return Results.Ok(new PresenceDefinitionListing(entities.Count, entities, Definitions));
    }

    private static IResult ListFormer(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        var page = query.Page();
        var deleted = query.OneOf("deleted", ["false", "true", "all"]);
        query.Ignore("localeCode");
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        var all = deleted == "true" ? [] : PresenceViews.Former;
        var entities = all.Skip((int)Math.Min(int.MaxValue, (page.Number - 1L) * page.Size)).Take(page.Size).ToList();
        return Results.Ok(Listing<PresenceViews.OrganizationPresence>.Of(entities, page, all.Count, Former, deleted is null ? "" : $"deleted={deleted}"));
    }

    private static IResult One<T>(string id, string parameter, HttpRequest request, IReadOnlyList<T> all, Func<T, string> idOf)
    {
        var query = new QueryReader(request.Query);
        query.Ignore("localeCode");
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        var presence = Presences.WithId(id);
        if (presence is not null)
        {
            return Results.Ok(all.First(one => idOf(one) == presence.Id));
        }

        // Its name is easily taken for the id.
        var meant = Presences.Meant(id);
        var message = $"No presence has this id. {(meant is null ? $"GET {Definitions} lists them." : $"The id of {meant.SystemPresence} is {meant.Id}.")}";
        var path = request.Path.Value!;
        return new Refusal(
            404,
            "not.found",
            message,
            [new Fault("not.found", message, $"path:{parameter}", id, Nearest: meant?.Id)],
            meant is null ? null : Suggestions.Get($"{path[..(path.LastIndexOf('/') + 1)]}{meant.Id}")).ToResult();
    }
}
