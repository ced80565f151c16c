using System.Security.Claims;

namespace Pillion.Http;

/// <summary>Who makes a request, read from the access token.</summary>
/// <param name="UserId">The user who logged in; null for client credentials.</param>
/// <param name="Login">Tokens of one login are revoked together; a client's own token is a login by itself.</param>
public sealed record Caller(string ClientId, string? UserId, IReadOnlySet<string> Scopes, string? Login)
{
    /// <summary>Claim that holds the OAuth client's id.</summary>
    public const string ClientClaim = "client_id";

    /// <summary>Claim that holds a user's id; absent for client credentials.</summary>
    public const string UserClaim = "pillion_user";

    /// <summary>The claim in which one scope is held; there is one claim for each scope.</summary>
    public const string ScopeClaim = "pillion_scope";

    /// <summary>Claim that names the login which a token came of.</summary>
    public const string LoginClaim = "pillion_login";

    /// <summary>The caller behind an authenticated principal.</summary>
    public static Caller From(ClaimsPrincipal principal) => new(
        principal.FindFirstValue(ClientClaim) ?? "",
        principal.FindFirstValue(UserClaim),
        principal.FindAll(ScopeClaim).Select(claim => claim.Value).ToHashSet(StringComparer.Ordinal),
        principal.FindFirstValue(LoginClaim));
}
