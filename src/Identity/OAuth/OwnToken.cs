using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using Pillion.Http;

namespace Pillion.Identity.OAuth;

/// <summary><c>GET</c> and <c>DELETE /api/v2/tokens/me</c>.</summary>
internal static class OwnToken
{
    internal sealed record OAuthClientView(
        string Id, string Name, string AuthorizedGrantType, IReadOnlyList<string> Scope, string State, NamedEntity Organization);

    /// <param name="DateTokenExpires">When the token ends, whether it is used or not (ours).</param>
    internal sealed record TokenInfo(
        NamedEntity Organization,
        NamedEntity HomeOrganization,
        IReadOnlyList<string> AuthorizedScope,
        DateTimeOffset? DateTokenExpires,
        [property: JsonPropertyName("OAuthClient")] OAuthClientView OAuthClient);

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
            .WithSummary("Revokes the token in use, and all others of the same login. What they opened is closed.")
            .Produces(StatusCodes.Status200OK);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, IOpenIddictApplicationManager clients, CancellationToken cancellation) =>
        Results.Ok(await DescribeAsync(context, clients, cancellation));

    /// <summary>What is known of the token with which a request came.</summary>
    public static async Task<TokenInfo> DescribeAsync(HttpContext context, IOpenIddictApplicationManager clients, CancellationToken cancellation)
    {
        var caller = Caller.From(context.User);
        var client = await clients.FindByClientIdAsync(caller.ClientId, cancellation);
        var name = client is null ? null : await clients.GetDisplayNameAsync(client, cancellation);
        var permitted = client is null ? [] : await IssuingTokens.PermittedAsync(clients, caller.ClientId, cancellation);
        return new TokenInfo(
            OurOrganization.Self,
            OurOrganization.Self,
            caller.Scopes.Order(StringComparer.Ordinal).ToList(),
            context.User.GetExpirationDate(),
            new OAuthClientView(
                caller.ClientId,
                name ?? caller.ClientId,
                caller.UserId is null ? "CLIENT-CREDENTIALS" : "CODE",
                permitted,
                "active",
                OurOrganization.Self));
    }

    private static async Task<IResult> RevokeAsync(
        HttpContext context,
        IOpenIddictTokenManager tokens,
        IOpenIddictAuthorizationManager authorizations,
        CancellationToken cancellation)
    {
        if (context.User.GetAuthorizationId() is { } login && await authorizations.FindByIdAsync(login, cancellation) is { } authorization)
        {
            await authorizations.TryRevokeAsync(authorization, cancellation);
            await tokens.RevokeByAuthorizationIdAsync(login, cancellation);
        }
        else if (context.User.GetTokenId() is { } id && await tokens.FindByIdAsync(id, cancellation) is { } token)
        {
            await tokens.TryRevokeAsync(token, cancellation);
        }

        return Results.Ok();
    }
}
