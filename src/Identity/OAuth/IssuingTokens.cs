using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Pillion.Http;
using Pillion.Identity.Users;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Pillion.Identity.OAuth;

/// <summary>
/// <c>POST /oauth/token</c>. The server library has checked client, secret, code, code verifier and refresh token
/// when this runs; what is left is who the token speaks for and what it allows.
/// </summary>
internal static class IssuingTokens
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>The answer, as RFC 6749 has it.</summary>
    internal sealed record TokenAnswer(string AccessToken, string TokenType, int ExpiresIn, string? Scope, string? RefreshToken, string? IdToken);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/oauth/token", HandleAsync)
        .WithName("postOauthToken")
        .WithTags("OAuth")
        .WithSummary("Gets an access token: client_credentials, authorization_code or refresh_token.")
        .Accepts<IFormCollection>("application/x-www-form-urlencoded")
        .Produces<TokenAnswer>();

    private static async Task<IResult> HandleAsync(
        HttpContext context, IOpenIddictApplicationManager clients, UserDirectory users, CancellationToken cancellation)
    {
        var request = context.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("UseAuthentication has to run before the endpoints.");
        var permitted = await PermittedAsync(clients, request.ClientId!, cancellation);
        return request.IsClientCredentialsGrantType()
            ? ForClient(request, permitted)
            : await ForUserAsync(context, permitted, users, cancellation);
    }

    private static IResult ForClient(OpenIddictRequest request, IReadOnlyList<string> permitted)
    {
        var (granted, problem) = ScopeNames.Grant(request.GetScopes(), permitted);
        if (problem is not null)
        {
            return Refuse(Errors.InvalidScope, problem);
        }

        var principal = Principal(request.ClientId!, request.ClientId!, null, granted, []);
        principal.SetAccessTokenLifetime(OAuthSetup.ClientTokenLifetime);
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }

    private static async Task<IResult> ForUserAsync(
        HttpContext context, IReadOnlyList<string> permitted, UserDirectory users, CancellationToken cancellation)
    {
        // The principal kept in the authorization code or in the refresh token.
        var kept = (await context.AuthenticateAsync(Scheme)).Principal;
        var user = kept?.GetClaim(Claims.Subject) is { } id ? await users.FindAsync(id, cancellation) : null;
        if (kept is null || user is not { Active: true })
        {
            return Refuse(Errors.InvalidGrant, "The person behind this grant can no longer log in.");
        }

        var scopes = kept.GetScopes();
        var granted = ScopeNames.Narrow(ScopeNames.Narrow(ScopeNames.Resolve(scopes).Scopes, permitted), Roles.ScopesOf(user));
        var clientId = kept.GetClaim(Caller.ClientClaim) ?? context.GetOpenIddictServerRequest()!.ClientId!;
        return Results.SignIn(Principal(clientId, user.Id, user, granted, Protocol(scopes)), authenticationScheme: Scheme);
    }

    /// <summary>Who a token speaks for, with the claims that <see cref="Caller"/> reads.</summary>
    public static ClaimsPrincipal Principal(
        string clientId, string subject, User? user, IReadOnlyList<string> granted, IReadOnlyList<string> protocol)
    {
        var identity = new ClaimsIdentity("Bearer", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, subject);
        identity.SetClaim(Caller.ClientClaim, clientId);
        identity.SetClaims(Caller.ScopeClaim, granted.ToImmutableArray());
        if (user is not null)
        {
            identity.SetClaim(Caller.UserClaim, user.Id);
            identity.SetClaim(Claims.Name, user.Name);
            identity.SetClaim(Claims.Email, user.Email);
        }

        identity.SetScopes([.. granted, .. protocol]);
        identity.SetDestinations(claim => claim.Type is Claims.Name or Claims.Email
            ? [Destinations.AccessToken, Destinations.IdentityToken]
            : [Destinations.AccessToken]);
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The scopes that a client may have.</summary>
    public static async Task<IReadOnlyList<string>> PermittedAsync(
        IOpenIddictApplicationManager clients, string clientId, CancellationToken cancellation)
    {
        var client = await clients.FindByClientIdAsync(clientId, cancellation)
            ?? throw new InvalidOperationException("The client was removed while it was answered.");
        var permissions = await clients.GetPermissionsAsync(client, cancellation);
        return Http.Scopes.All.Where(scope => permissions.Contains(Permissions.Prefixes.Scope + scope)).ToList();
    }

    public static IReadOnlyList<string> Protocol(IEnumerable<string> scopes) =>
        scopes.Where(scope => scope is OpenIddictConstants.Scopes.OpenId or OpenIddictConstants.Scopes.OfflineAccess).ToList();

    /// <summary>An error as RFC 6749 has it.</summary>
    public static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }),
        [Scheme]);
}
