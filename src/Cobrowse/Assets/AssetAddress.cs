using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pillion.Kernel;
using Pillion.Storage.Keys;

namespace Pillion.Cobrowse.Assets;

/// <summary>
/// Makes and checks the addresses under which an agent's viewer reads assets: <c>session.expires.signature</c>. The
/// viewer's origin has no cookies, so the address itself is the permission.
/// </summary>
internal sealed class AssetAddress(KeyRing keys, TimeProvider time)
{
    // Addresses change twice a day only, so that the browser's cache is worth something to a viewer that reconnects.
    private const long Step = 12 * 3600;

    private readonly byte[] _secret = keys.Secret("assets");

    /// <summary>The path under which a session's assets are read by hash; ends with a slash. Good for 12 to 24 hours.</summary>
    public string For(string sessionId)
    {
        var expires = ((time.GetUtcNow().ToUnixTimeSeconds() / Step) + 2) * Step;
        var signed = $"{sessionId}.{expires.ToString(CultureInfo.InvariantCulture)}";
        return $"/assets/{signed}.{Sign(signed)}/";
    }

    /// <summary>The session of an address that is genuine and not too old; null for any other.</summary>
    public string? Read(string grant)
    {
        var parts = grant.Split('.');
        return parts.Length == 3
            && Ids.IsId(parts[0])
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign($"{parts[0]}.{parts[1]}")), Encoding.UTF8.GetBytes(parts[2]))
            && time.GetUtcNow().ToUnixTimeSeconds() < expires
                ? parts[0]
                : null;
    }

    private string Sign(string text) => Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.ASCII.GetBytes(text)));
}
