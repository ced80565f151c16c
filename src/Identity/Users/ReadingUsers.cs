using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using Pillion.Http;
using Pillion.Identity.OAuth;
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
            .TakesQuery(
                QueryParameter.PageSize,
                QueryParameter.PageNumber,
                new QueryParameter("id", "Only these users.", Many: true),
                new QueryParameter("state", "Only users in this state; `active` when left out.", States),
                new QueryParameter("sortOrder", "By name, in any case: `ASC` or `DESC`.", ["ASC", "DESC"]),
                Expansions.Parameter)
            .Produces<Listing<UserView>>();
        routes.MapGet("/api/v2/users/me", MeAsync)
            .RequireToken()
            .WithName("getUsersMe")
            .WithTags("Users")
            .WithSummary("The user to whom the token belongs.")
            .TakesQuery(Expansions.OwnParameter)
            .Produces<OwnView>();
        routes.MapGet("/api/v2/users/{userId}", OneAsync)
            .RequireScopes(Scopes.UsersRead)
            .WithName("getUser")
            .WithTags("Users")
            .WithSummary("One user.")
            .TakesQuery(Expansions.Parameter)
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
        List<Fault> faults = [.. query.Faults, .. ExpandFaults(expand)];
        if (faults.Count > 0)
        {
            return Refusal.Of(faults).ToResult();
        }

        var matching = (await users.AllAsync(cancellation))
            .Where(user => ids.Count == 0 || ids.Contains(user.Id, StringComparer.OrdinalIgnoreCase))
            .Where(user => state == "any" || state == user.State)
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

    private static async Task<IResult> MeAsync(
        HttpContext context,
        UserDirectory users,
        IOpenIddictApplicationManager clients,
        Addresses addresses,
        TimeProvider time,
        CancellationToken cancellation)
    {
        if (Caller.From(context.User).UserId is not { } id)
        {
            return UserRefusals.NotAUser().ToResult();
        }

        var (expand, faults) = Expand(context.Request);
        if (faults.Count > 0)
        {
            return Refusal.Of(faults).ToResult();
        }

        if (await users.FindAsync(id, cancellation) is not { } user)
        {
            return UserRefusals.NotFound(id).ToResult();
        }

        var token = expand.Contains("token", StringComparer.OrdinalIgnoreCase) ? await OwnToken.DescribeAsync(context, clients, cancellation) : null;
        return Results.Ok(OwnView.Of(user, expand, addresses, token, time.GetUtcNow()));
    }

    private static async Task<IResult> OneAsync(string userId, HttpContext context, UserDirectory users, CancellationToken cancellation)
    {
        var address = await UserAddress.ReadAsync(context, users, userId, cancellation);
        var (expand, faults) = Expand(context.Request);
        if (faults.Count > 0 || address.User is null)
        {
            return address.Refuse(context, faults).ToResult();
        }

        EntityTags.Show(context, address.Version);
        return EntityTags.IsKnown(context.Request, address.Version)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Ok(UserView.Of(address.User, expand));
    }

    private static (IReadOnlyList<string> Expand, List<Fault> Faults) Expand(HttpRequest request)
    {
        var query = new QueryReader(request.Query);
        var expand = query.Many("expand");
        query.Ignore("integrationPresenceSource", "state");
        query.Close();
        return (expand, [.. query.Faults, .. ExpandFaults(expand)]);
    }

    private static IEnumerable<Fault> ExpandFaults(IReadOnlyList<string> expand) => Expansions.Faults(expand, _ => "query:expand");

    // Links to other pages keep what narrows the listing.
    private static string Repeated(IQueryCollection query) => QueryString
        .Create(query.Where(parameter => parameter.Key is not ("pageSize" or "pageNumber")))
        .ToUriComponent()
        .TrimStart('?');
}
