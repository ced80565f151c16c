using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>GET /api/v2/routing/wrapupcodes and GET /api/v2/routing/wrapupcodes/{codeId}</summary>
internal static class ListingCodes
{
    private const string Path = "/api/v2/routing/wrapupcodes";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ListAsync)
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getRoutingWrapupcodes")
            .WithTags("Wrap-up codes")
            .WithSummary("List wrap-up codes")
            .Produces<Listing<WrapUpCode>>();
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
        var descending = query.OneOf("sortOrder", ["ascending", "descending"]) == "descending";
        var name = query.Single("name");
        var ids = query.Many("id");
        query.Ignore("divisionId");
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        // The vendor's clients put a star where more may follow; any part of a name is looked for either way.
        var part = name?.Trim('*');
        var codes = (await catalog.ListAsync(context.RequestAborted))
            .Where(code => part is null || code.Name.Contains(part, StringComparison.OrdinalIgnoreCase))
            .Where(code => ids.Count == 0 || ids.Contains(code.Id, StringComparer.Ordinal));
        var sorted = (byId ? codes.OrderBy(code => code.Id, StringComparer.Ordinal) : codes).ToList();
        if (descending)
        {
            sorted.Reverse();
        }

        var shown = sorted.Skip((int)Math.Min(sorted.Count, (page.Number - 1L) * page.Size)).Take(page.Size).ToList();
        return Results.Json(Listing<WrapUpCode>.Of(shown, page, sorted.Count, Path, Repeated(byId, descending, name, ids)), Wire.Options);
    }

    private static async Task<IResult> ReadAsync(string codeId, WrapUpCatalog catalog, CancellationToken cancellation)
    {
        if (await catalog.FindAsync(codeId, cancellation) is { } code && code.Id == codeId)
        {
            return Results.Json(code, Wire.Options);
        }

        var unknown = await catalog.UnknownAsync(codeId, "path:codeId", cancellation);
        return new Refusal(404, "not.found", "There is no wrap-up code with this id.", [unknown]).ToResult();
    }

    private static string Repeated(bool byId, bool descending, string? name, IReadOnlyList<string> ids) => string.Join(
        '&',
        new[]
        {
            byId ? "sortBy=id" : null,
            descending ? "sortOrder=descending" : null,
            name is null ? null : $"name={Uri.EscapeDataString(name)}",
            ids.Count == 0 ? null : $"id={Uri.EscapeDataString(string.Join(',', ids))}",
        }.OfType<string>());
}
