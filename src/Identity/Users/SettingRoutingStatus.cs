using System.Text.Json;
using System.Text.Json.Nodes;
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
    // Where people put the status who do not remember the field's name.
    private static readonly string[] Guesses = ["status", "routingStatus", "routing_status", "routingstatus", "state", "value", "name"];

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
            .WithExample("Idle", """{ "status": "IDLE" }""")
            .Accepts<RoutingStatusRequest>("application/json")
            .Produces<RoutingStatusView>();
    }

    private static async Task<IResult> ReadAsync(string userId, HttpContext context, UserDirectory users, CancellationToken cancellation)
    {
        var address = await UserAddress.ReadAsync(context, users, userId, cancellation);
        return address.User is null ? address.Refuse(context, []).ToResult() : Results.Ok(RoutingStatusView.Of(address.User));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, string userId, UserDirectory users, TimeProvider time, CancellationToken cancellation)
    {
        var address = await UserAddress.ReadAsync(context, users, userId, cancellation);
        if (ChangingUsers.NotAllowed(context, address.Id ?? userId) is { } refusal)
        {
            return refusal.ToResult();
        }

        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var status = Read(body.Value, faults);
        if (faults.Count > 0 || status is null || address.User is null)
        {
            var suggestion = faults.Count == 0 ? UserAddress.SameBody(context, body.Value) : Mended(body.Value, faults);
            return address.Refuse(context, faults, suggestion).ToResult();
        }

        var now = time.GetUtcNow();
        var changed = await users.ChangeAsync(
            userId,
            now,
            user => user.Routing.Status == status ? user : user with { Routing = new RoutingState(status, now) },
            cancellation);
        return changed.Refused ? changed.Refusal.ToResult() : Results.Ok(RoutingStatusView.Of(changed.Value));
    }

    private static string? Read(JsonElement body, List<Fault> faults)
    {
        var reader = BodyReader.Root(body, faults);
        var status = reader.OneOf("status", RoutingStatuses.All, required: true);
        ChangingUsers.AcceptReadOnly(reader, "userId", "startTime");
        reader.Close();
        return status;
    }

    // The one word that names a status is what was meant, wherever it stands.
    private static Suggestion? Mended(JsonElement body, List<Fault> faults)
    {
        var words = body.ValueKind == JsonValueKind.Object
            ? Guesses.Select(name => body.TryGetProperty(name, out var value) ? value : default)
                .Select(value => value.ValueKind == JsonValueKind.Object && value.TryGetProperty("status", out var inner) ? inner : value)
            : [body];
        var meant = words
            .Where(value => value.ValueKind == JsonValueKind.String)
            .Select(value => RoutingStatuses.Meant(value.GetString()!))
            .FirstOrDefault(status => status is not null);
        return meant is null || faults.Any(fault => fault.Code == "duplicate.field")
            ? null
            : Suggestions.Checked("PUT", "", new JsonObject { ["status"] = meant }, (corrected, left) => Read(corrected, left));
    }
}
