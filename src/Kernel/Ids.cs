using System.Buffers;
using System.Security.Cryptography;

namespace Pillion.Kernel;

/// <summary>Makes and checks the identifiers that Pillion hands out.</summary>
public static class Ids
{
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("0123456789abcdef-");

    /// <summary>Digits in a join code.</summary>
    public const int JoinCodeLength = 6;

    /// <summary>A new id: a lower-case RFC 9562 UUID, version 7, so that ids sort by age.</summary>
    public static string New() => Guid.CreateVersion7().ToString("D");

    /// <summary>True for an id in the one spelling that Pillion uses: 36 characters, lower case.</summary>
    public static bool IsId(string text) =>
        text.Length == 36 && text.AsSpan().IndexOfAnyExcept(IdCharacters) < 0 && Guid.TryParseExact(text, "D", out _);

    /// <summary>A join code: six random digits.</summary>
    public static string JoinCode() => RandomNumberGenerator.GetString("0123456789", JoinCodeLength);

    /// <summary>True for six digits; spaces and dashes that people put in between are not accepted here.</summary>
    public static bool IsJoinCode(string text) => text.Length == JoinCodeLength && text.All(char.IsAsciiDigit);

    /// <summary>An unguessable URL-safe text of 43 characters (256 bits).</summary>
    public static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
