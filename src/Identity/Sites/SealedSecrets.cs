using System.Security.Cryptography;
using System.Text;
using Pillion.Storage.Keys;

namespace Pillion.Identity.Sites;

/// <summary>
/// Keeps the sites' secrets unreadable to whoever gets hold of the database but not of the key folder: AES-256-GCM, bound
/// to the site that a secret belongs to.
/// </summary>
internal sealed class SealedSecrets(KeyRing keys)
{
    // What stands in the store without it was put there before secrets were sealed.
    private const string Prefix = "aes-gcm:";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _key = keys.Secret("site-secrets");

    /// <summary>The site as it is stored.</summary>
    public Site Seal(Site site) => site with
    {
        Secret = Seal(site.Id, site.Secret),
        Former = site.Former is null ? null : site.Former with { Secret = Seal(site.Id, site.Former.Secret) },
    };

    /// <summary>The site as it is used.</summary>
    /// <exception cref="CryptographicException">The key folder belongs to another database.</exception>
    public Site Open(Site site) => site with
    {
        Secret = Open(site.Id, site.Secret),
        Former = site.Former is null ? null : site.Former with { Secret = Open(site.Id, site.Former.Secret) },
    };

    private string Seal(string siteId, string secret)
    {
        var plain = Encoding.UTF8.GetBytes(secret);
        var whole = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = whole.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);

        // One for every use: a cipher can't be shared between threads.
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(nonce, plain, whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(NonceBytes + plain.Length), Encoding.UTF8.GetBytes(siteId));
        return Prefix + Convert.ToBase64String(whole);
    }

    // One that is not sealed yet is sealed with the next change of its site.
    private string Open(string siteId, string stored)
    {
        if (!stored.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return stored;
        }

        var whole = Convert.FromBase64String(stored[Prefix.Length..]);
        var plain = new byte[whole.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Decrypt(
            whole.AsSpan(0, NonceBytes), whole.AsSpan(NonceBytes, plain.Length), whole.AsSpan(NonceBytes + plain.Length), plain, Encoding.UTF8.GetBytes(siteId));
        return Encoding.UTF8.GetString(plain);
    }
}
