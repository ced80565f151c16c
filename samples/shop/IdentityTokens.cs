using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pillion.Samples.Shop;

/// <summary>
/// Tells Pillion who is signed in: a compact JWT (RFC 7519), signed by HS256 with the site's secret as UTF-8. A site
/// with a JWT library at hand uses that; written out, these are all the steps there are.
/// </summary>
internal sealed class IdentityTokens(string siteSecret, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    private readonly byte[] _key = Encoding.UTF8.GetBytes(siteSecret);

    public string For(Customer customer)
    {
        var now = time.GetUtcNow();
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            sub = customer.ExternalId,
            email = customer.Email,
            name = customer.Name,
            iat = now.ToUnixTimeSeconds(),
            exp = (now + Lifetime).ToUnixTimeSeconds(),
        });
        var content = $"{Header}.{Base64Url.EncodeToString(claims)}";
        var signature = HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(content));
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }
}
