using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Users;

/// <summary><c>POST /api/v2/users/{userId}/password</c>: a new password, which ends every login under the former one.</summary>
internal static class SettingPassword
{
    internal sealed record ChangePasswordRequest(string NewPassword);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/v2/users/{userId}/password", SetAsync)
        .RequireScopes(Scopes.UsersWrite)
        .WithName("postUserPassword")
        .WithTags("Users")
        .WithSummary("Sets a user's password, and ends their logins and tokens.")
        .WithExample("A new password", """{ "newPassword": "a long walk by the harbor" }""")
        .Accepts<ChangePasswordRequest>("application/json")
        .Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> SetAsync(
        string userId,
        HttpContext context,
        UserDirectory users,
        Passwords passwords,
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

        var faults = new List<Fault>();
        var reader = BodyReader.Root(body.Value, faults);
        var password = CreatingUser.NewPassword(reader, "newPassword", required: true);
        reader.Close();
        if (faults.Count > 0 || address.User is not { } user || password is null)
        {
            // Never with a suggestion: it would repeat the password.
            return address.Refuse(context, UserReading.WithoutSecrets(faults), null).ToResult();
        }

        var caller = Caller.From(context.User);
        if (user.IsAdmin && !caller.Scopes.Contains(Scopes.Admin))
        {
            return UserRefusals.AdminsOnly(caller, $"Setting an admin's password takes the scope {Scopes.Admin}.").ToResult();
        }

        var hash = passwords.Hash(password);
        var changed = await users.ChangeAsync(
            user.Id, time.GetUtcNow(), current => current with { PasswordHash = hash, Stamp = Ids.New() }, cancellation);
        if (changed.Refused)
        {
            return changed.Refusal.ToResult();
        }

        await tokens.RevokeBySubjectAsync(user.Id, cancellation);
        return Results.NoContent();
    }
}
