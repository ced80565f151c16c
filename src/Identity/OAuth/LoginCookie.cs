using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Pillion.Identity.Users;

namespace Pillion.Identity.OAuth;

/// <summary>
/// The login of a person in their browser. It is good for one thing only, which is getting tokens at
/// <c>/oauth/authorize</c>; the API never looks at it.
/// </summary>
internal static class LoginCookie
{
    /// <summary>Name of the cookie and of the authentication scheme.</summary>
    public const string Scheme = "pillion.login";

    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const string StampClaim = "stamp";

    public static Task SignInAsync(HttpContext context, User user)
    {
        var identity = new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, user.Id), new Claim(StampClaim, user.Stamp)], Scheme);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = false });
    }

    /// <summary>Who is logged in; null too when they were removed or got another password since.</summary>
    public static async Task<User?> ReadAsync(HttpContext context, UserDirectory users, CancellationToken cancellation)
    {
        var login = await context.AuthenticateAsync(Scheme);
        if (login.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is not { } id)
        {
            return null;
        }

        var user = await users.FindAsync(id, cancellation);
        return user is { Active: true } && user.Stamp == login.Principal.FindFirstValue(StampClaim) ? user : null;
    }
}
