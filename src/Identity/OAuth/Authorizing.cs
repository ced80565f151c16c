using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Pillion.Identity.Users;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Pillion.Identity.OAuth;

/// <summary>
/// <c>GET /oauth/authorize</c>: answers a logged-in person's browser with a code for the client, and sends anyone
/// else to the login page, which comes back here. There is no consent page: the clients are the operator's own.
/// </summary>
internal static class Authorizing
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/oauth/authorize", HandleAsync)
        .WithName("getOauthAuthorize")
        .WithTags("OAuth")
        .WithSummary("Starts a login with the authorization code grant and PKCE.")
        .Produces(StatusCodes.Status302Found);

    private static async Task<IResult> HandleAsync(
        HttpContext context, IOpenIddictApplicationManager clients, UserDirectory users, CancellationToken cancellation)
    {
        var request = context.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("UseAuthentication has to run before the endpoints.");
        var asked = request.GetScopes();
        var (granted, problem) = ScopeNames.Grant(asked, await IssuingTokens.PermittedAsync(clients, request.ClientId!, cancellation));
        if (problem is not null)
        {
            return IssuingTokens.Refuse(Errors.InvalidScope, problem);
        }

        var user = await LoginCookie.ReadAsync(context, users, cancellation);
        if (user is null && request.HasPromptValue(PromptValues.None))
        {
            return IssuingTokens.Refuse(Errors.LoginRequired, "Nobody is logged in in this browser.");
        }

        if (user is null || request.HasPromptValue(PromptValues.Login))
        {
            return Results.Redirect(LoginPage(context.Request));
        }

        // What their role does not allow is left out; the token's answer names what is in it.
        var principal = IssuingTokens.Principal(
            request.ClientId!, user.Id, user, ScopeNames.Narrow(granted, Roles.ScopesOf(user)), IssuingTokens.Protocol(asked));
        return Results.SignIn(principal, authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    // Without "prompt", or the way back from the login page would lead to it again.
    private static string LoginPage(HttpRequest request)
    {
        var query = QueryString.Create(request.Query
            .Where(parameter => !string.Equals(parameter.Key, Parameters.Prompt, StringComparison.Ordinal)));
        return QueryHelpers.AddQueryString("/console/login", "returnUrl", $"{request.Path}{query}");
    }
}
