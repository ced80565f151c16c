using System.Security.Cryptography;
using System.Text;

namespace Pillion.Identity;

/// <summary>Ids of things that come from the configuration: the same name gets the same id on every start.</summary>
internal static class StableId
{
    /// <summary>A version 8 UUID (RFC 9562, 5.8) from the SHA-256 of kind and name.</summary>
    public static string Of(string kind, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"pillion:{kind}:{name}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
