using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Pillion.Storage.Keys;

namespace Pillion.Cobrowse.Live;

/// <summary>What a join token says: who may be what in which session.</summary>
/// <param name="Role"><c>visitor</c>, <c>agent</c>, or <c>frame</c>: only good to ask whether a page in a frame may show itself.</param>
/// <param name="Subject">Id of the visitor or the user.</param>
/// <param name="Tab">The only tab that may use it; null for agents.</param>
/// <param name="Expires">When it stops to be good for a new session; a visitor's tab may still have it renewed.</param>
/// <param name="Login">The login of the access token for which it was made; null for visitors.</param>
internal sealed record JoinClaims(string SessionId, string Role, string Subject, string SiteId, string? Tab, string? Login, DateTimeOffset Expires)
{
    public const string Visitor = "visitor";
    public const string Agent = "agent";
    public const string Frame = "frame";

    /// <summary>When it was made, to the second.</summary>
    public DateTimeOffset Made => Expires - JoinTokens.Lifetime;
}

/// <summary>Makes and checks join tokens: compact ES256 JWTs that any node verifies without a database.</summary>
internal sealed class JoinTokens
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const string Use = "join";
    private const int LongestToken = 4096;

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly ECDsaSecurityKey _key;
    private readonly TimeProvider _time;

    public JoinTokens(KeyRing keys, TimeProvider time)
    {
        _key = new ECDsaSecurityKey(keys.Signing)
        {
            KeyId = keys.KeyId,

            // The library's own cache is one for the whole process and would outlive the key ring.
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        };
        _time = time;
    }

    /// <summary>A token for the visitor's tab.</summary>
    public string ForVisitor(string sessionId, string visitorId, string siteId, string tab) =>
        Create(new JoinClaims(sessionId, JoinClaims.Visitor, visitorId, siteId, tab, null, _time.GetUtcNow() + Lifetime));

    /// <summary>A token that the tab's page shows to pages in its frames.</summary>
    public string ForFrames(string sessionId, string visitorId, string siteId) =>
        Create(new JoinClaims(sessionId, JoinClaims.Frame, visitorId, siteId, null, null, _time.GetUtcNow() + Lifetime));

    /// <summary>A token for an agent, and when it expires.</summary>
    public (string Token, DateTimeOffset Expires) ForAgent(string sessionId, string userId, string siteId, string? login)
    {
        var claims = new JoinClaims(sessionId, JoinClaims.Agent, userId, siteId, null, login, _time.GetUtcNow() + Lifetime);
        return (Create(claims), claims.Expires);
    }

    /// <summary>The claims of a token that this server signed; null for any other text. Its age is for the caller to judge.</summary>
    public async Task<JoinClaims?> ReadAsync(string token)
    {
        if (token.Length > LongestToken)
        {
            return null;
        }

        var result = await _handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = _key,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            RequireSignedTokens = true,
        });
        return result.IsValid && Claim(result.ClaimsIdentity, "use") == Use ? ToClaims(result.ClaimsIdentity) : null;
    }

    /// <summary>True until the token's lifetime is over.</summary>
    public bool IsFresh(JoinClaims claims) => _time.GetUtcNow() < claims.Expires;

    private string Create(JoinClaims claims)
    {
        var content = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["use"] = Use,
            ["sid"] = claims.SessionId,
            ["role"] = claims.Role,
            ["sub"] = claims.Subject,
            ["site"] = claims.SiteId,
            ["exp"] = claims.Expires.ToUnixTimeSeconds(),
        };
        if (claims.Tab is not null)
        {
            content["tab"] = claims.Tab;
        }

        if (claims.Login is not null)
        {
            content["login"] = claims.Login;
        }

        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Claims = content,
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    private static JoinClaims? ToClaims(ClaimsIdentity identity) =>
        Claim(identity, "sid") is { } session
        && Claim(identity, "role") is { } role
        && Claim(identity, "sub") is { } subject
        && Claim(identity, "site") is { } site
        && long.TryParse(Claim(identity, "exp"), out var expires)
            ? new JoinClaims(session, role, subject, site, Claim(identity, "tab"), Claim(identity, "login"), DateTimeOffset.FromUnixTimeSeconds(expires))
            : null;

    private static string? Claim(ClaimsIdentity identity, string name) => identity.FindFirst(name)?.Value;
}
