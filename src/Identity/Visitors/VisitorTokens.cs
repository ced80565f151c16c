using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Pillion.Kernel;
using Pillion.Storage.Keys;

namespace Pillion.Identity.Visitors;

/// <summary>
/// Visitor tokens: how a browser that comes back says who it was, without a cookie and without a row in a database.
/// Compact JWT, ES256, claims <c>use</c>, <c>sub</c>, <c>site</c>, <c>iat</c>, <c>exp</c>.
/// </summary>
internal sealed class VisitorTokens(KeyRing keys)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    private const string Use = "visitor";

    public string Issue(string visitorId, string siteId, DateTimeOffset now)
    {
        var unsigned = CompactJwt.Unsigned(
            new { alg = "ES256", typ = "JWT", kid = keys.KeyId },
            new { use = Use, sub = visitorId, site = siteId, iat = now.ToUnixTimeSeconds(), exp = (now + Lifetime).ToUnixTimeSeconds() });
        var signature = keys.Signing.SignData(Encoding.ASCII.GetBytes(unsigned), HashAlgorithmName.SHA256);
        return $"{unsigned}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The visitor's id, or why the token is not accepted on this site.</summary>
    public Result<string> Read(string token, string siteId, DateTimeOffset now)
    {
        if (CompactJwt.Parse(token) is not { Algorithm: "ES256" } jwt)
        {
            return TokenRefusals.Visitor("malformed", "This is not a visitor token.");
        }

        // Join tokens and access tokens are signed with the same key; "use" keeps the kinds apart.
        if (!keys.Signing.VerifyData(jwt.Signed, jwt.Signature, HashAlgorithmName.SHA256) || jwt.Text("use") != Use)
        {
            return TokenRefusals.Visitor("signature", "The visitor token was not issued by this server.");
        }

        if (jwt.Time("exp") is not { } expires || expires <= now)
        {
            return TokenRefusals.Visitor("expired", "The visitor token is expired.");
        }

        if (jwt.Text("site") != siteId || jwt.Text("sub") is not { } visitor || !Ids.IsId(visitor))
        {
            return TokenRefusals.Visitor("site", "The visitor token was issued for another site.");
        }

        return visitor;
    }
}
