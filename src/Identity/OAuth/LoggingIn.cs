using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Pillion.Http;
using Pillion.Identity.Users;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.OAuth;

/// <summary><c>POST /oauth/login</c> and <c>POST /oauth/logout</c>, for the login page.</summary>
internal static partial class LoggingIn
{
    /// <summary>The login page's form.</summary>
    internal sealed record LoginRequest(string Email, string Password);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth/login", LogInAsync)
            .WithName("postOauthLogin")
            .WithTags("OAuth")
            .WithSummary("Logs a person in: sets the cookie with which /oauth/authorize knows them.")
            .Accepts<LoginRequest>("application/json")
            .Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/oauth/logout", LogOutAsync)
            .WithName("postOauthLogout")
            .WithTags("OAuth")
            .WithSummary("Ends the login of this browser. Tokens end with DELETE /api/v2/tokens/me.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> LogInAsync(
        HttpContext context,
        UserDirectory users,
        Passwords passwords,
        LoginAttempts attempts,
        Addresses addresses,
        TimeProvider time,
        ILoggerFactory logs,
        CancellationToken cancellation)
    {
        if (CameFromElsewhere(context.Request, addresses) is { } foreign)
        {
            return foreign.ToResult();
        }

        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var reader = BodyReader.Root(body.Value, faults);
        var email = reader.Text("email", required: true, longest: User.LongestEmail)?.Trim();
        var password = reader.Text("password", required: true, longest: Passwords.Longest);
        reader.Close();
        if (faults.Count > 0 || email is null || password is null)
        {
            return Refusal.Of(WithoutSecrets(faults)).ToResult();
        }

        var address = context.Connection.RemoteIpAddress;
        if (attempts.Begin(email, address) is { } wait)
        {
            return TooMany(context.Response, wait).ToResult();
        }

        var user = await users.FindByEmailAsync(email, cancellation);
        if (!passwords.Fits(user, password) || user is not { Active: true })
        {
            LogRefused(logs.CreateLogger(typeof(LoggingIn).FullName!), user?.Id);
            return WrongCredentials.ToResult();
        }

        attempts.Succeeded(email, address);
        var now = time.GetUtcNow();
        await users.ChangeAsync(user.Id, now, current => current with { LastLogin = now }, cancellation);
        await LoginCookie.SignInAsync(context, user);
        return Results.NoContent();
    }

    private static async Task<IResult> LogOutAsync(HttpContext context, Addresses addresses)
    {
        if (CameFromElsewhere(context.Request, addresses) is { } foreign)
        {
            return foreign.ToResult();
        }

        await context.SignOutAsync(LoginCookie.Scheme);
        return Results.NoContent();
    }

    // Another website must not log its visitors in here under a name of its choice, or out. Browsers say where a
    // request comes from; what is no browser can set no one's cookie.
    private static Refusal? CameFromElsewhere(HttpRequest request, Addresses addresses)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var origin = request.Headers.Origin.ToString();
        var ours = site.Length > 0
            ? site is "same-origin" or "none"
            : origin.Length == 0 || string.Equals(origin, addresses.PublicUrl, StringComparison.OrdinalIgnoreCase);
        const string message = "Logins are taken from this server's own pages only.";
        return ours ? null : new Refusal(403, "origin.not.allowed", message, [new Fault("origin.not.allowed", message, "header:Origin", Expected: [addresses.PublicUrl])]);
    }

    private static Refusal WrongCredentials { get; } = new(
        401, "bad.credentials", "The email or the password is wrong.", [new Fault("bad.credentials", "The email or the password is wrong.")]);

    private static Refusal TooMany(HttpResponse response, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var message = $"There were too many attempts to log in. Try again in {seconds} seconds.";
        return new Refusal(429, "too.many.requests.retry.after", message, [new Fault("too.many.requests.retry.after", message)]);
    }

    private static List<Fault> WithoutSecrets(List<Fault> faults) =>
        faults.Select(fault => fault.Pointer == "/password" ? fault with { Found = null } : fault).ToList();

    [LoggerMessage(2002, LogLevel.Information, "A login was refused; user {UserId}")]
    private static partial void LogRefused(ILogger log, string? userId);
}
