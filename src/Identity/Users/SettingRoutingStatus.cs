using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Users;

/// <summary><c>GET</c> and <c>PUT /api/v2/users/{userId}/routingstatus</c>.</summary>
internal static class SettingRoutingStatus
{
    internal sealed record RoutingStatusRequest(string Status);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/users/{userId}/routingstatus", ReadAsync)
            .RequireScopes(Scopes.UsersRead)
            .WithName("getUserRoutingstatus")
            .WithTags("Users")
            .WithSummary("Whether a user takes routed work.")
            .Produces<RoutingStatusView>();
        routes.MapPut("/api/v2/users/{userId}/routingstatus", ChangeAsync)
            .RequireScopes(Scopes.UsersRead)
            .WithName("putUserRoutingstatus")
            .WithTags("Users")
            .WithSummary("Sets a routing status: one's own, or anyone's with users:write.")
            .Accepts<RoutingStatusRequest>("application/json")
            .Produces<RoutingStatusView>();
    }

    private static async Task<IResult> ReadAsync(string userId, UserDirectory users, CancellationToken cancellation)
    {
        var user = await users.FindAsync(userId, cancellation);
        return user is null ? UserRefusals.NotFound(userId).ToResult() : Results.Ok(RoutingStatusView.Of(user));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, string userId, UserDirectory users, TimeProvider time, CancellationToken cancellation)
    {
        if (ChangingUsers.NotAllowed(context, userId) is { } refusal)
        {
            return refusal.ToResult();
        }

        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var reader = BodyReader.Root(body.Value, faults);
        var status = reader.OneOf("status", RoutingStatuses.All, required: true);
        ChangingUsers.AcceptReadOnly(reader, "userId", "startTime");
        reader.Close();
        if (faults.Count > 0 || status is null)
        {
            return Refusal.Of(faults).ToResult();
        }

        var now = time.GetUtcNow();
        var changed = await users.ChangeAsync(
            userId,
            now,
            user => user.Routing.Status == status ? user : user with { Routing = new RoutingState(status, now) },
            cancellation);
        return changed.Refused ? changed.Refusal.ToResult() : Results.Ok(RoutingStatusView.Of(changed.Value));
    }
}
