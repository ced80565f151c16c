using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary><c>GET /api/v2/users</c>, <c>/users/me</c> and <c>/users/{userId}</c>.</summary>
internal static class ReadingUsers
{
    private static readonly string[] States = ["active", "inactive", "deleted", "any"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/users", ListAsync)
            .RequireScopes(Scopes.UsersRead)
            .WithName("getUsers")
            .WithTags("Users")
            .WithSummary("Lists users by name.")
            .Produces<Listing<UserView>>();
        routes.MapGet("/api/v2/users/me", MeAsync)
            .RequireToken()
            .WithName("getUsersMe")
            .WithTags("Users")
            .WithSummary("The user to whom the token belongs.")
            .Produces<UserView>();
        routes.MapGet("/api/v2/users/{userId}", OneAsync)
            .RequireScopes(Scopes.UsersRead)
            .WithName("getUser")
            .WithTags("Users")
            .WithSummary("One user.")
            .Produces<UserView>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, UserDirectory users, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request.Query);
        var page = query.Page();
        var descending = query.OneOf("sortOrder", ["ASC", "DESC", "ascending", "descending"]) is { } order
            && order.StartsWith("desc", StringComparison.OrdinalIgnoreCase);
        var ids = query.Many("id");
        var expand = query.Many("expand");
        var state = query.OneOf("state", States) ?? "active";
        query.Ignore("jabberId", "integrationPresenceSource");
        query.Close();
        List<Fault> faults = [.. query.Faults, .. Expansions.Faults(expand, "query:expand")];
        if (faults.Count > 0)
        {
            return Refusal.Of(faults).ToResult();
        }

        var matching = (await users.AllAsync(cancellation))
            .Where(user => ids.Count == 0 || ids.Contains(user.Id, StringComparer.OrdinalIgnoreCase))
            .Where(user => state == "any" || state == (user.Active ? "active" : "inactive"))
            .ToList();
        if (descending)
        {
            matching.Reverse();
        }

        var entities = matching
            .Skip((int)Math.Min(int.MaxValue, (page.Number - 1L) * page.Size))
            .Take(page.Size)
            .Select(user => UserView.Of(user, expand))
            .ToList();
        return Results.Ok(Listing<UserView>.Of(entities, page, matching.Count, "/api/v2/users", Repeated(context.Request.Query)));
    }

    private static async Task<IResult> MeAsync(HttpContext context, UserDirectory users, CancellationToken cancellation) =>
        Caller.From(context.User).UserId is { } id
            ? await AnswerAsync(context, id, users, cancellation)
            : UserRefusals.NotAUser().ToResult();

    private static Task<IResult> OneAsync(string userId, HttpContext context, UserDirectory users, CancellationToken cancellation) =>
        AnswerAsync(context, userId, users, cancellation);

    private static async Task<IResult> AnswerAsync(HttpContext context, string id, UserDirectory users, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request.Query);
        var expand = query.Many("expand");
        query.Ignore("integrationPresenceSource", "state");
        query.Close();
        List<Fault> faults = [.. query.Faults, .. Expansions.Faults(expand, "query:expand")];
        if (faults.Count > 0)
        {
            return Refusal.Of(faults).ToResult();
        }

        var user = await users.FindAsync(id, cancellation);
        return user is null ? UserRefusals.NotFound(id).ToResult() : Results.Ok(UserView.Of(user, expand));
    }

    // Links to other pages keep what narrows the listing.
    private static string Repeated(IQueryCollection query) => QueryString
        .Create(query.Where(parameter => parameter.Key is not ("pageSize" or "pageNumber")))
        .ToUriComponent()
        .TrimStart('?');
}
