using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>GET /api/v2/routing/wrapupcodes, ../divisionviews and ../{codeId}</summary>
internal static class ListingCodes
{
    private const string Path = "/api/v2/routing/wrapupcodes";
    private const string InDivisions = $"{Path}/divisionviews";

    private static readonly string[] Orders = ["ascending", "descending", "asc", "desc"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ListAsync)
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getRoutingWrapupcodes")
            .WithTags("Wrap-up codes")
            .WithSummary("List wrap-up codes")
            .TakesQuery(
                QueryParameter.PageSize,
                QueryParameter.PageNumber,
                new QueryParameter("sortBy", "By what to sort; the name when left out.", ["name", "id"]),
                new QueryParameter("sortOrder", "In any case.", Orders),
                new QueryParameter("name", "Codes whose names hold this, whatever the case; stars at the ends mean nothing more."),
                new QueryParameter("id", "Only these codes.", Many: true))
            .Produces<Listing<WrapUpCode>>();
        routes.MapGet(InDivisions, ListInDivisionsAsync)
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getRoutingWrapupcodesDivisionviews")
            .WithTags("Wrap-up codes")
            .WithSummary("List wrap-up codes in short, by name")
            .TakesQuery(
                QueryParameter.PageSize,
                QueryParameter.PageNumber,
                new QueryParameter("name", "Codes whose names hold this, whatever the case."),
                new QueryParameter("id", "Only these codes.", Many: true),
                new QueryParameter("includeState", "Also answer `state`.", ["true", "false"]))
            .Produces<Listing<WrapUpCodeInDivision>>();
        routes.MapGet($"{Path}/{{codeId}}", ReadAsync)
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getRoutingWrapupcode")
            .WithTags("Wrap-up codes")
            .WithSummary("Read a wrap-up code")
            .Produces<WrapUpCode>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, WrapUpCatalog catalog)
    {
        var query = new QueryReader(context.Request.Query);
        var page = query.Page();
        var byId = query.OneOf("sortBy", ["name", "id"]) == "id";
        var descending = query.OneOf("sortOrder", Orders)?.StartsWith("desc", StringComparison.Ordinal) == true;
        var name = query.Single("name");
        var ids = query.Many("id");
        query.Ignore("divisionId");
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        var codes = Matching(await catalog.ListAsync(context.RequestAborted), name, ids);
        var sorted = (byId ? codes.OrderBy(code => code.Id, StringComparer.Ordinal) : codes).ToList();
        if (descending)
        {
            sorted.Reverse();
        }

        var links = Repeated(byId ? "sortBy=id" : null, descending ? "sortOrder=descending" : null, name, ids);
        return Results.Json(Listing<WrapUpCode>.Of(OnPage(sorted, page), page, sorted.Count, Path, links), Wire.Options);
    }

    private static async Task<IResult> ListInDivisionsAsync(HttpContext context, WrapUpCatalog catalog)
    {
        var query = new QueryReader(context.Request.Query);
        var page = query.Page();
        var name = query.Single("name");
        var ids = query.Many("id");
        var state = query.OneOf("includeState", ["true", "false"]) == "true" ? "active" : null;
        query.Ignore("divisionId");
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        var codes = Matching(await catalog.ListAsync(context.RequestAborted), name, ids).ToList();
        var shown = OnPage(codes, page).Select(code => new WrapUpCodeInDivision(code.Id, code.Name, code.Division, state)).ToList();
        var links = Repeated(state is null ? null : "includeState=true", null, name, ids);
        return Results.Json(Listing<WrapUpCodeInDivision>.Of(shown, page, codes.Count, InDivisions, links), Wire.Options);
    }

    private static async Task<IResult> ReadAsync(string codeId, HttpContext context, WrapUpCatalog catalog, CancellationToken cancellation)
    {
        var address = await CodeAddress.ReadAsync(codeId, catalog, cancellation);
        if (address.Found is { } found)
        {
            EntityTags.Show(context, found.Version);
            return EntityTags.IsKnown(context.Request, found.Version)
                ? Results.StatusCode(StatusCodes.Status304NotModified)
                : Results.Json(found.Value, Wire.Options);
        }

        var suggestion = address.Meant is { } meant
            ? new Suggestion("GET", meant.SelfUri, new Dictionary<string, string>(StringComparer.Ordinal), null)
            : null;
        return address.Refuse([], suggestion).ToResult();
    }

    // The vendor's clients put a star where more may follow; any part of a name is looked for either way.
    private static IEnumerable<WrapUpCode> Matching(IEnumerable<WrapUpCode> codes, string? name, IReadOnlyList<string> ids) => codes
        .Where(code => name is null || code.Name.Contains(name.Trim('*'), StringComparison.OrdinalIgnoreCase))
        .Where(code => ids.Count == 0 || ids.Contains(code.Id, StringComparer.OrdinalIgnoreCase));

    private static List<WrapUpCode> OnPage(List<WrapUpCode> codes, PageRequest page) =>
        codes.Skip((int)Math.Min(codes.Count, (page.Number - 1L) * page.Size)).Take(page.Size).ToList();

    private static string Repeated(string? first, string? second, string? name, IReadOnlyList<string> ids) => string.Join(
        '&',
        new[]
        {
            first,
            second,
            name is null ? null : $"name={Uri.EscapeDataString(name)}",
            ids.Count == 0 ? null : $"id={Uri.EscapeDataString(string.Join(',', ids))}",
        }.OfType<string>());
}
