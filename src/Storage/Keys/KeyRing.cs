using System.Security.Cryptography;

namespace Pillion.Storage.Keys;

/// <summary>
/// The server's keys: one ES256 pair that signs tokens, and secrets for other purposes derived from one master
/// secret. Made on the first start and kept in the data folder, readable by the owner only.
/// </summary>
public sealed class KeyRing : IDisposable
{
    private readonly byte[] _master;

    public KeyRing(DataFolder folder)
    {
        var keys = folder.At("keys");
        Directory.CreateDirectory(keys);
        Signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = Path.Combine(keys, "signing.pem");
        if (File.Exists(pem))
        {
            Signing.ImportFromPem(File.ReadAllText(pem));
        }
        else
        {
            WritePrivate(pem, System.Text.Encoding.ASCII.GetBytes(Signing.ExportPkcs8PrivateKeyPem()));
        }

        var master = Path.Combine(keys, "master.key");
        if (!File.Exists(master))
        {
            WritePrivate(master, RandomNumberGenerator.GetBytes(32));
        }

        _master = File.ReadAllBytes(master);
        KeyId = Convert.ToHexStringLower(SHA256.HashData(Signing.ExportSubjectPublicKeyInfo()))[..16];
    }

    /// <summary>P-256 pair for ES256 signatures.</summary>
    public ECDsa Signing { get; }

    /// <summary>Name of <see cref="Signing"/> in token headers.</summary>
    public string KeyId { get; }

    /// <summary>32 secret bytes for one purpose, the same on every start (HKDF-SHA256, RFC 5869).</summary>
    public byte[] Secret(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _master, 32, info: System.Text.Encoding.UTF8.GetBytes(purpose));

    public void Dispose() => Signing.Dispose();

    private static void WritePrivate(string path, byte[] bytes)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.WriteThrough };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Written aside and renamed: a crash half-way must not leave half a key behind.
        var aside = path + ".new";
        File.Delete(aside);
        using (var file = new FileStream(aside, options))
        {
            file.Write(bytes);
        }

        File.Move(aside, path);
    }
}
