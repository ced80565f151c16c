using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Users;

/// <summary>
/// <c>PATCH /api/v2/users/{userId}</c>. The request names the version that it changes, by the vendor's field or by
/// <c>If-Match</c>, so that nobody's change is overwritten unseen.
/// </summary>
internal static class UpdatingUser
{
    /// <param name="Version">That of the user now, as GET answers it.</param>
    /// <param name="Roles"><c>agent</c>, <c>admin</c>; ours.</param>
    internal sealed record UpdateUser(
        int Version,
        string? Name,
        string? Email,
        string? Department,
        string? Title,
        string? PreferredName,
        IReadOnlyList<Contact>? Addresses,
        string? State,
        IReadOnlyList<string>? Roles);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/api/v2/users/{userId}", UpdateAsync)
        .RequireScopes(Scopes.UsersWrite)
        .WithName("patchUser")
        .WithTags("Users")
        .WithSummary("Changes a user. What the body does not mention stays.")
        .WithExample("A new title", """{ "version": 1, "title": "Senior support" }""")
        .Accepts<UpdateUser>("application/json")
        .Produces<UserView>();

    private static async Task<IResult> UpdateAsync(
        string userId,
        HttpContext context,
        UserDirectory users,
        IOpenIddictTokenManager tokens,
        TimeProvider time,
        CancellationToken cancellation)
    {
        var address = await UserAddress.ReadAsync(context, users, userId, cancellation);
        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var demanded = EntityTags.Demanded(context.Request);
        if (demanded.Refused)
        {
            return demanded.Refusal.ToResult();
        }

        var tagged = context.Request.Headers.IfMatch.Count > 0;
        var faults = new List<Fault>();
        var meant = address.User ?? (address.Id is { } id ? await users.FindAsync(id, cancellation) : null);
        var (details, version) = Read(body.Value, faults, meant, tagged);
        if (faults.Count > 0 || address.User is not { } before)
        {
            return address.Refuse(context, faults, Mended(body.Value, faults, meant)).ToResult();
        }

        var caller = Caller.From(context.User);
        if ((before.IsAdmin || details.Roles?.Contains(Roles.Admin) == true) && !caller.Scopes.Contains(Scopes.Admin))
        {
            return UserRefusals.AdminsOnly(caller, $"Changing an admin, or making one, takes the scope {Scopes.Admin}.").ToResult();
        }

        var changed = await users.ChangeVersionAsync(
            before.Id,
            time.GetUtcNow(),
            current => demanded.Value.Check(current.Version, "user") is { } failed ? failed
                : version is { } seen && seen != current.Value.Version ? Stale(context, current.Value, seen, body.Value)
                : Next(current.Value, details),
            cancellation);
        if (changed.Refused)
        {
            return changed.Refusal.ToResult();
        }

        // What a token allows was decided when it was issued.
        var after = changed.Value.Value;
        if (after.Active != before.Active || !after.Roles.SequenceEqual(before.Roles))
        {
            await tokens.RevokeBySubjectAsync(before.Id, cancellation);
        }

        EntityTags.Show(context, changed.Value.Version);
        return Results.Ok(UserView.Of(after, []));
    }

    private static User Next(User user, UserDetails details)
    {
        var next = details.On(user);
        return next == user
            ? user
            : next with { Version = user.Version + 1, Stamp = next.Active ? user.Stamp : Ids.New() };
    }

    private static (UserDetails Details, int? Version) Read(JsonElement body, List<Fault> faults, User? user, bool tagged)
    {
        var reader = BodyReader.Root(body, faults);
        var version = reader.Integer("version", 1, int.MaxValue, required: !tagged);
        var details = UserReading.Read(reader, isNew: false);
        if (reader.Text("username", longest: User.LongestEmail) is { } username
            && (details.Email ?? user?.Email) is { } email
            && !string.Equals(username, email, StringComparison.OrdinalIgnoreCase))
        {
            reader.Refuse("username", "invalid.value", "People log in with their email address, so `username` is the same as `email`; change that.", [email], email);
        }

        if (reader.Object("division") is { } division)
        {
            UserReading.CheckDivision(division, "id", division.Text("id"));
            ChangingUsers.AcceptReadOnly(division, "name", "selfUri");
            division.Close();
        }

        // What GET answers comes back with a change.
        ChangingUsers.AcceptReadOnly(
            reader, "id", "selfUri", "primaryContactInfo", "presence", "routingStatus", "authorization", "dateLastLogin", "dateWelcomeSent",
            "integrationPresence", "conversationSummary", "outOfOffice", "geolocation", "station", "lastTokenIssued");
        reader.Close(UserReading.Aliases);
        return (details, version);
    }

    private static Suggestion? Mended(JsonElement body, List<Fault> faults, User? user)
    {
        var mended = Suggestions.Tree(body, faults.Where(fault => fault.Pointer is not "/role").ToList());
        if (mended is null || user is null)
        {
            return null;
        }

        UserReading.MendRoles(mended);
        if (mended["version"] is null || faults.Any(fault => fault.Pointer == "/version"))
        {
            mended["version"] = user.Version;
        }

        return Suggestions.Checked("PATCH", user.SelfUri, mended, (corrected, left) => Read(corrected, left, user, tagged: false));
    }

    private static Refusal Stale(HttpContext context, User user, int version, JsonElement body)
    {
        var message = $"This user is at version {user.Version}, not at {version}: somebody has changed it. Look at what changed, and send that version if your change still holds.";
        var mended = JsonNode.Parse(body.GetRawText())!.AsObject();
        mended["version"] = user.Version;
        return new Refusal(
            409,
            "stale.version",
            message,
            [new Fault("stale.version", message, "/version", version, [$"{user.Version}"])],
            Suggestion.Json("PATCH", context.Request.Path, mended));
    }
}
