using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Users;

/// <summary><c>POST /api/v2/users/search</c>: the vendor's way to find a user by email.</summary>
internal static class SearchingUsers
{
    private const int MostCriteria = 10;
    private const int MostValues = 100;

    private static readonly string[] Fields = ["id", "email", "name", "username", "title", "state"];
    private static readonly string[] Types = ["EXACT", "TERM", "TERMS", "STARTS_WITH", "CONTAINS"];
    private static readonly string[] Operators = ["AND", "OR", "NOT"];

    /// <summary>What to look for. Criteria are joined from left to right by their operators.</summary>
    internal sealed record UserSearchRequest(int? PageSize, int? PageNumber, string? SortOrder, IReadOnlyList<string>? Expand, IReadOnlyList<UserSearchCriteria> Query);

    /// <summary>One criterion: it fits when one of the fields fits one of the values, whatever their case.</summary>
    internal sealed record UserSearchCriteria(IReadOnlyList<string> Fields, string? Value, IReadOnlyList<string>? Values, string? Type, string? Operator);

    internal sealed record UserSearchResponse(
        IReadOnlyList<UserView> Results, long Total, int PageCount, int PageSize, int PageNumber, IReadOnlyList<string> Types);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/v2/users/search", SearchAsync)
        .RequireScopes(Scopes.UsersRead)
        .WithName("postUsersSearch")
        .WithTags("Users")
        .WithSummary("Finds users by id, email, name, title or state.")
        .Accepts<UserSearchRequest>("application/json")
        .Produces<UserSearchResponse>();

    private static async Task<IResult> SearchAsync(HttpContext context, UserDirectory users, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var request = Read(body.Value, faults);
        if (faults.Count > 0)
        {
            return Refusal.Of(faults).ToResult();
        }

        var found = (await users.AllAsync(cancellation)).Where(user => Fits(user, request.Query)).ToList();
        if (request.SortOrder is "DESC" or "desc")
        {
            found.Reverse();
        }

        var (size, number) = (request.PageSize ?? PageRequest.DefaultSize, request.PageNumber ?? 1);
        var results = found
            .Skip((int)Math.Min(int.MaxValue, (number - 1L) * size))
            .Take(size)
            .Select(user => UserView.Of(user, request.Expand ?? []))
            .ToList();
        return Results.Ok(new UserSearchResponse(results, found.Count, (found.Count + size - 1) / size, size, number, ["users"]));
    }

    private static UserSearchRequest Read(System.Text.Json.JsonElement body, List<Fault> faults)
    {
        var reader = BodyReader.Root(body, faults);
        var size = reader.Integer("pageSize", 1, PageRequest.LargestSize);
        var number = reader.Integer("pageNumber", 1, 1_000_000);
        var order = reader.OneOf("sortOrder", ["ASC", "DESC", "SCORE", "asc", "desc"]);
        var expand = reader.Texts("expand", 0, 50);
        var criteria = reader.Objects("query", 0, MostCriteria, required: true)?.Select(Criterion).ToList();
        Accept(reader, "sortBy", "sort", "integrationPresenceSource", "enforcePermissions", "returnFields");
        reader.Close();
        faults.AddRange(Expansions.Faults(expand ?? [], index => $"/expand/{index}"));
        return new UserSearchRequest(size, number, order, expand, criteria ?? []);
    }

    private static UserSearchCriteria Criterion(BodyReader reader)
    {
        var fields = reader.Texts("fields", 1, Fields.Length, required: true, accepted: Fields) ?? [];
        var type = reader.OneOf("type", Types) ?? "EXACT";
        var joined = reader.OneOf("operator", Operators) ?? "AND";
        var value = reader.Text("value");
        var values = reader.Texts("values", 0, MostValues);
        if (!reader.Has("value") && values is not { Count: > 0 } && !reader.Has("values"))
        {
            reader.Refuse("value", "missing.field", "`value` or `values` is needed here.");
        }

        Accept(reader, "group", "dateFormat");
        reader.Close();
        return new UserSearchCriteria(fields, value, values, type, joined);
    }

    // Fields of the vendor's model that change nothing here.
    private static void Accept(BodyReader reader, params string[] names)
    {
        foreach (var name in names)
        {
            reader.Has(name);
        }
    }

    private static bool Fits(User user, IReadOnlyList<UserSearchCriteria> criteria)
    {
        bool? fits = null;
        foreach (var criterion in criteria)
        {
            var own = FitsOne(user, criterion);
            fits = criterion.Operator switch
            {
                "OR" => (fits ?? false) || own,
                "NOT" => (fits ?? true) && !own,
                _ => (fits ?? true) && own,
            };
        }

        return fits ?? user.Active;
    }

    private static bool FitsOne(User user, UserSearchCriteria criterion)
    {
        var values = criterion.Value is null ? criterion.Values ?? [] : [criterion.Value, .. criterion.Values ?? []];
        return criterion.Fields
            .Select(field => ValueOf(user, field))
            .Any(own => own is not null && values.Any(value => criterion.Type switch
            {
                "STARTS_WITH" => own.StartsWith(value, StringComparison.OrdinalIgnoreCase),
                "CONTAINS" => own.Contains(value, StringComparison.OrdinalIgnoreCase),
                _ => string.Equals(own, value.Trim(), StringComparison.OrdinalIgnoreCase),
            }));
    }

    private static string? ValueOf(User user, string field) => field switch
    {
        "id" => user.Id,
        "email" or "username" => user.Email,
        "name" => user.Name,
        "title" => user.Title,
        _ => user.Active ? "active" : "inactive",
    };
}
