using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Users;

/// <summary><c>GET</c> and <c>PATCH /api/v2/users/{userId}/presences/{sourceId}</c>.</summary>
internal static class SettingPresence
{
    /// <summary>The one source of presence, as the vendor calls it.</summary>
    private const string OnlySource = "purecloud";

    internal sealed record UserPresenceRequest(PresenceDefinitionRequest PresenceDefinition, string? Message, bool? Primary);

    /// <summary>One of the two names a presence; both together must name the same.</summary>
    internal sealed record PresenceDefinitionRequest(string? Id, string? SystemPresence);

    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, "/api/v2/users/{userId}/presences/purecloud", "Purecloud");
        Map(routes, "/api/v2/users/{userId}/presences/{sourceId}", "");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string suffix)
    {
        var plural = suffix.Length > 0 ? "Presences" : "Presence";
        routes.MapGet(path, ReadAsync)
            .RequireScopes(Scopes.UsersRead)
            .WithName($"getUser{plural}{suffix}")
            .WithTags("Presence")
            .WithSummary("A user's presence.")
            .Produces<UserPresenceView>();
        routes.MapPatch(path, ChangeAsync)
            .RequireScopes(Scopes.UsersRead)
            .WithName($"patchUser{plural}{suffix}")
            .WithTags("Presence")
            .WithSummary("Sets a user's presence: one's own, or anyone's with users:write.")
            .WithExample("Busy", """{ "presenceDefinition": { "systemPresence": "Busy" }, "message": "In a call" }""")
            .Accepts<UserPresenceRequest>("application/json")
            .Produces<UserPresenceView>();
    }

    private static async Task<IResult> ReadAsync(HttpContext context, string userId, UserDirectory users, CancellationToken cancellation)
    {
        if (UnknownSource(context) is { } unknown)
        {
            return unknown.ToResult();
        }

        var address = await UserAddress.ReadAsync(context, users, userId, cancellation);
        return address.User is null ? address.Refuse(context, []).ToResult() : Results.Ok(UserPresenceView.Of(address.User));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext context, string userId, UserDirectory users, TimeProvider time, CancellationToken cancellation)
    {
        if (UnknownSource(context) is { } unknown)
        {
            return unknown.ToResult();
        }

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
        var (presence, message) = Read(body.Value, faults);
        if (faults.Count > 0 || presence is null || address.User is null)
        {
            var meant = address.Id is { } id ? await users.FindAsync(id, cancellation) : null;
            var suggestion = faults.Count == 0
                ? UserAddress.SameBody(context, body.Value)
                : PresenceMending.Suggest(body.Value, faults, meant, (corrected, left) => Read(corrected, left));
            return address.Refuse(context, faults, suggestion).ToResult();
        }

        var now = time.GetUtcNow();
        var changed = await users.ChangeAsync(
            userId, now, user => user with { Presence = new PresenceState(presence.SystemPresence, message, now) }, cancellation);
        return changed.Refused ? changed.Refusal.ToResult() : Results.Ok(UserPresenceView.Of(changed.Value));
    }

    private static (Presence? Presence, string? Message) Read(JsonElement body, List<Fault> faults)
    {
        var reader = BodyReader.Root(body, faults);
        var presence = reader.Object("presenceDefinition", required: true) is { } definition ? Chosen(definition) : null;
        var message = reader.Text("message");
        if (reader.Flag("primary") is false)
        {
            reader.Refuse("primary", "invalid.value", "There is one source of presence here, so it is always the primary one.", ["true"]);
        }

        ChangingUsers.AcceptReadOnly(reader, "id", "name", "source", "sourceId", "modifiedDate", "futurePresenceDefinition", "selfUri");
        reader.Close(PresenceMending.Aliases);
        return (presence, message);
    }

    private static Presence? Chosen(BodyReader definition)
    {
        var (id, name) = (definition.Text("id"), definition.Text("systemPresence"));
        ChangingUsers.AcceptReadOnly(definition, "selfUri");
        definition.Close();
        var (byId, byName) = (id is null ? null : Presences.WithId(id), name is null ? null : Presences.Named(name));
        if (id is not null && byId is null)
        {
            var meant = Presences.Meant(id);
            var hint = meant is null ? "GET /api/v2/presence/definitions lists them." : $"The id of {meant.SystemPresence} is {meant.Id}.";
            definition.Refuse("id", "invalid.value", $"No presence has this id. {hint}", Presences.All.Select(one => one.Id).ToList(), meant?.Id);
        }

        if (name is not null && byName is null)
        {
            var nearest = Presences.Meant(name)?.SystemPresence;
            var hint = nearest is null ? "" : $" Did you mean {nearest}?";
            definition.Refuse("systemPresence", "invalid.value", $"There is no such presence.{hint}", Presences.SystemNames, nearest);
        }

        if (!definition.Has("id") && !definition.Has("systemPresence"))
        {
            definition.Refuse("id", "missing.field", "Name a presence by `id` or by `systemPresence`.", Presences.SystemNames);
        }
        else if (byId is not null && byName is not null && byId != byName)
        {
            definition.Refuse("systemPresence", "invalid.value", $"`id` names {byId.SystemPresence} and `systemPresence` names {byName.SystemPresence}; give one of them.");
        }

        return byId ?? byName;
    }

    private static Refusal? UnknownSource(HttpContext context)
    {
        var source = context.GetRouteValue("sourceId")?.ToString();
        if (source is null || string.Equals(source, OnlySource, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        const string message = "There is one source of presence here, purecloud.";
        var path = context.Request.Path.Value!;
        var meant = $"{path[..(path.LastIndexOf('/') + 1)]}{OnlySource}";
        return new Refusal(
            404,
            "not.found",
            message,
            [new Fault("not.found", message, "path:sourceId", source, [OnlySource], OnlySource)],
            HttpMethods.IsGet(context.Request.Method) ? Suggestions.Get(meant) : null);
    }
}
