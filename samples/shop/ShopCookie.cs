using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pillion.Samples.Shop;

/// <summary>
/// Who is signed in, as <c>externalId.expiry.signature</c>. Signed rather than stored: the shop keeps no sessions,
/// and any node of a cluster reads what another one wrote.
/// </summary>
internal sealed class ShopCookie(string siteSecret, string prefix, TimeProvider time)
{
    private const string Name = "tandem_customer";
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    // A key of its own: a signature made here must not pass as one of Pillion's identity tokens, or the reverse.
    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(siteSecret), "tandem & co: customer cookie"u8);

    public void Write(HttpContext context, Customer customer)
    {
        var expires = time.GetUtcNow() + Lifetime;
        var content = string.Create(CultureInfo.InvariantCulture, $"{customer.ExternalId}.{expires.ToUnixTimeSeconds()}");
        context.Response.Cookies.Append(Name, $"{content}.{Sign(content)}", Options(context, expires));
    }

    public void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, expires: null));

    public Customer? Read(HttpRequest request)
    {
        var value = request.Cookies[Name];
        var parts = value?.Split('.');
        if (parts is not [var externalId, var expiry, var signature])
        {
            return null;
        }

        var genuine = CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Sign($"{externalId}.{expiry}")),
            Encoding.UTF8.GetBytes(signature));
        var alive = long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds > time.GetUtcNow().ToUnixTimeSeconds();
        return genuine && alive ? Customers.ById(externalId) : null;
    }

    private string Sign(string content) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(content)));

    private CookieOptions Options(HttpContext context, DateTimeOffset? expires) => new()
    {
        Path = $"{context.Request.PathBase}{prefix}/",
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Expires = expires,
        IsEssential = true,
    };
}
