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
    private static readonly string[] Types = ["EXACT", "TERM", "TERMS", "STARTS_WITH", "CONTAINS", "QUERY_STRING", "MATCH_ALL"];
    private static readonly string[] Orders = ["ASC", "DESC", "SCORE", "asc", "desc"];
    private static readonly string[] Operators = ["AND", "OR", "NOT"];

    /// <summary>What to look for. Criteria are joined from left to right by their operators.</summary>
    internal sealed record UserSearchRequest(
        int? PageSize,
        int? PageNumber,
        string? SortBy,
        string? SortOrder,
        IReadOnlyList<SearchSort>? Sort,
        IReadOnlyList<string>? Expand,
        IReadOnlyList<UserSearchCriteria> Query);

    /// <summary>One of several things to sort by; the first one counts most.</summary>
    internal sealed record SearchSort(string? SortBy, string? SortOrder);

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
        .WithExample("By email", """{ "query": [{ "fields": ["email"], "value": "agent@example.test", "type": "EXACT" }] }""")
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
            return Refusal.Of(
                faults, SearchMending.Suggest("/api/v2/users/search", body.Value, faults, (corrected, left) => Read(corrected, left))).ToResult();
        }

        var found = (await users.AllAsync(cancellation)).Where(user => Fits(user, request.Query)).ToList();
        Sort(found, request);
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
        var order = reader.OneOf("sortOrder", Orders);
        var by = reader.OneOf("sortBy", Fields);
        var sort = reader.Objects("sort", 0, Fields.Length)?.Select(SortOf).ToList();
        var expand = reader.Texts("expand", 0, 50);
        var criteria = reader.Objects("query", 0, MostCriteria, required: true)?.Select(Criterion).ToList();
        ChangingUsers.AcceptReadOnly(reader, "integrationPresenceSource", "enforcePermissions", "returnFields");
        reader.Close();
        faults.AddRange(Expansions.Faults(expand ?? [], index => $"/expand/{index}"));
        return new UserSearchRequest(size, number, by, order, sort, expand, criteria ?? []);
    }

    private static SearchSort SortOf(BodyReader reader)
    {
        var sort = new SearchSort(reader.OneOf("sortBy", Fields, required: true), reader.OneOf("sortOrder", Orders));
        reader.Close();
        return sort;
    }

    // They come sorted by name. Sorting again keeps what is equal in its order, so the least important goes first.
    private static void Sort(List<User> found, UserSearchRequest request)
    {
        IEnumerable<SearchSort> wanted = request.Sort is { Count: > 0 } several ? several : [new SearchSort(request.SortBy, request.SortOrder)];
        foreach (var (by, order) in wanted.Reverse())
        {
            string Key(User user) => ValueOf(user, by ?? "name") ?? "";
            var sorted = order is "DESC" or "desc"
                ? found.OrderByDescending(Key, StringComparer.OrdinalIgnoreCase).ToList()
                : found.OrderBy(Key, StringComparer.OrdinalIgnoreCase).ToList();
            found.Clear();
            found.AddRange(sorted);
        }
    }

    private static UserSearchCriteria Criterion(BodyReader reader)
    {
        var type = reader.OneOf("type", Types) ?? "EXACT";
        var anywhere = type is "QUERY_STRING" or "MATCH_ALL";
        var fields = reader.Texts("fields", 1, Fields.Length, required: !anywhere, accepted: Fields);
        var joined = reader.OneOf("operator", Operators) ?? "AND";
        var value = reader.Text("value");
        var values = reader.Texts("values", 0, MostValues);
        if (type != "MATCH_ALL" && !reader.Has("value") && values is not { Count: > 0 } && !reader.Has("values"))
        {
            reader.Refuse("value", "missing.field", "`value` or `values` is needed here.");
        }

        foreach (var name in new[] { "group", "startValue", "endValue" }.Where(reader.Has))
        {
            reader.Refuse(name, "not.supported", $"`{name}` is not served here, and without it the search would find others. Write criteria one after another.");
        }

        ChangingUsers.AcceptReadOnly(reader, "dateFormat");
        reader.Close();
        return new UserSearchCriteria(fields ?? (anywhere ? Fields : []), value, values, type, joined);
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
        if (criterion.Type == "MATCH_ALL")
        {
            return true;
        }

        var values = criterion.Value is null ? criterion.Values ?? [] : [criterion.Value, .. criterion.Values ?? []];
        return criterion.Fields
            .Select(field => ValueOf(user, field))
            .Any(own => own is not null && values.Any(value => criterion.Type switch
            {
                "STARTS_WITH" => own.StartsWith(value, StringComparison.OrdinalIgnoreCase),
                "QUERY_STRING" => value.Split([' ', '*', '"'], StringSplitOptions.RemoveEmptyEntries).All(word => own.Contains(word, StringComparison.OrdinalIgnoreCase)),
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
