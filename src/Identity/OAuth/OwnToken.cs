using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using Pillion.Http;

namespace Pillion.Identity.OAuth;

/// <summary><c>GET</c> and <c>DELETE /api/v2/tokens/me</c>, and <c>GET /api/v2/organizations/me</c>.</summary>
internal static class OwnToken
{
    internal sealed record NamedEntity(string Id, string Name);

    internal sealed record OAuthClientView(string Id, string Name, NamedEntity Organization);

    internal sealed record TokenInfo(
        NamedEntity Organization,
        NamedEntity HomeOrganization,
        IReadOnlyList<string> AuthorizedScope,
        [property: JsonPropertyName("OAuthClient")] OAuthClientView OAuthClient);

    internal sealed record Organization(string Id, string Name, string State, string ProductPlatform, string DefaultLanguage, int Version, string SelfUri);

    // One server is one organization.
    private static readonly NamedEntity Us = new(StableId.Of("organization", "pillion"), "Pillion");

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/tokens/me", ReadAsync)
            .RequireToken()
            .WithName("getTokensMe")
            .WithTags("Tokens")
            .WithSummary("What the token in use allows.")
            .Produces<TokenInfo>();
        routes.MapDelete("/api/v2/tokens/me", RevokeAsync)
            .RequireToken()
            .WithName("deleteTokensMe")
            .WithTags("Tokens")
            .WithSummary("Revokes the token in use, and the refresh tokens of the same login.")
            .Produces(StatusCodes.Status200OK);
        routes.MapGet("/api/v2/organizations/me", () => Results.Ok(new Organization(
                Us.Id, Us.Name, "active", "Unknown", "en-us", 1, $"/api/v2/organizations/{Us.Id}")))
            .RequireToken()
            .WithName("getOrganizationsMe")
            .WithTags("Organization")
            .WithSummary("The organization that this server serves.")
            .Produces<Organization>();
    }

    private static async Task<IResult> ReadAsync(HttpContext context, IOpenIddictApplicationManager clients, CancellationToken cancellation)
    {
        var caller = Caller.From(context.User);
        var client = await clients.FindByClientIdAsync(caller.ClientId, cancellation);
        var name = client is null ? null : await clients.GetDisplayNameAsync(client, cancellation);
        return Results.Ok(new TokenInfo(
            Us, Us, caller.Scopes.Order(StringComparer.Ordinal).ToList(), new OAuthClientView(caller.ClientId, name ?? caller.ClientId, Us)));
    }

    private static async Task<IResult> RevokeAsync(
        HttpContext context, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager authorizations, CancellationToken cancellation)
    {
        if (context.User.GetAuthorizationId() is { } login && await authorizations.FindByIdAsync(login, cancellation) is { } authorization)
        {
            await authorizations.TryRevokeAsync(authorization, cancellation);
        }

        if (context.User.GetTokenId() is { } id && await tokens.FindByIdAsync(id, cancellation) is { } token)
        {
            await tokens.TryRevokeAsync(token, cancellation);
        }

        return Results.Ok();
    }
}
