using System.Security.Cryptography;
using System.Text;
using Pillion.Identity.Sites;
using Pillion.Identity.Users;
using Pillion.Kernel;

namespace Pillion.Identity.Visitors;

/// <summary>What a site's backend says about a visitor.</summary>
internal sealed record Claimed(string ExternalId, string? Email, string? Name);

/// <summary>Identity tokens: compact JWTs that a site's backend signs with the site's secret (HS256, nothing else).</summary>
internal static class IdentityTokens
{
    public const int LongestExternalId = 255;
    public const int LongestName = 255;

    /// <summary>How far ahead a token may expire.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(24);

    /// <summary>By how much the clocks of the two servers may differ.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    public static Result<Claimed> Read(string token, Site site, DateTimeOffset now)
    {
        if (CompactJwt.Parse(token) is not { } jwt)
        {
            return TokenRefusals.Identity("malformed", $"This is no JSON Web Token in compact form of at most {CompactJwt.Longest} characters.");
        }

        if (jwt.Algorithm != "HS256")
        {
            return TokenRefusals.Identity("algorithm", "Identity tokens are signed with HS256 and the site's secret; no other algorithm is accepted.");
        }

        if (!site.SecretsAt(now).Any(secret => Fits(jwt, secret)))
        {
            return TokenRefusals.Identity("signature", "The signature does not fit. Sign with the secret of this very site, as UTF-8 text.");
        }

        return WrongTime(jwt, now) is { } refusal ? refusal : Claims(jwt);
    }

    private static bool Fits(CompactJwt jwt, string secret) => CryptographicOperations.FixedTimeEquals(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), jwt.Signed), jwt.Signature);

    private static Refusal? WrongTime(CompactJwt jwt, DateTimeOffset now)
    {
        if (jwt.Time("exp") is not { } expires)
        {
            return TokenRefusals.Identity("exp", "`exp` is needed: the time at which the token expires, in seconds since 1970.", "exp");
        }

        if (expires <= now - Skew)
        {
            return TokenRefusals.Identity("expired", "The identity token is expired. Sign a new one for each page.", "exp");
        }

        if (expires > now + LongestLifetime + Skew)
        {
            return TokenRefusals.Identity("lifetime", "`exp` must be at most 24 hours ahead, in seconds since 1970 (not milliseconds).", "exp");
        }

        foreach (var claim in new[] { "iat", "nbf" })
        {
            if (jwt.Has(claim) && (jwt.Time(claim) is not { } from || from > now + Skew))
            {
                return TokenRefusals.Identity("early", $"`{claim}` lies in the future or is no time. Compare the clocks of the two servers.", claim);
            }
        }

        return null;
    }

    private static Result<Claimed> Claims(CompactJwt jwt)
    {
        var externalId = Text(jwt, "sub", LongestExternalId);
        if (externalId is null)
        {
            return TokenRefusals.Identity("sub", $"`sub` is needed: your own id of this person, a text of 1 to {LongestExternalId} characters.", "sub");
        }

        var (email, name) = (Text(jwt, "email", User.LongestEmail), Text(jwt, "name", LongestName));
        if (Given(jwt, "email") && (email is null || !email.Contains('@', StringComparison.Ordinal)))
        {
            return TokenRefusals.Identity("email", $"`email` must be an email address of at most {User.LongestEmail} characters, or be left out.", "email");
        }

        if (Given(jwt, "name") && name is null)
        {
            return TokenRefusals.Identity("name", $"`name` must be a text of at most {LongestName} characters, or be left out.", "name");
        }

        return new Claimed(externalId, email, name);
    }

    // An empty text is what many backends send for a field that they do not have.
    private static bool Given(CompactJwt jwt, string claim) => jwt.Has(claim) && jwt.Text(claim) != "";

    private static string? Text(CompactJwt jwt, string claim, int longest) =>
        jwt.Text(claim)?.Trim() is { Length: > 0 } text && text.Length <= longest && !text.Any(char.IsControl) ? text : null;
}
