using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Pillion.Kernel;

/// <summary>Makes and checks the identifiers that Pillion hands out.</summary>
public static partial class Ids
{
    /// <summary>Digits in a join code.</summary>
    public const int JoinCodeLength = 6;

    /// <summary>A new id: a lower-case RFC 9562 UUID, version 7, so that ids sort by age.</summary>
    public static string New() => Guid.CreateVersion7().ToString("D");

    /// <summary>True for an id in the one spelling that Pillion uses: 36 characters, lower case.</summary>
    public static bool IsId(string text) => Id().IsMatch(text);

    /// <summary>A join code: six random digits.</summary>
    public static string JoinCode() => RandomNumberGenerator.GetString("0123456789", JoinCodeLength);

    /// <summary>True for six digits; spaces and dashes that people put in between are not accepted here.</summary>
    public static bool IsJoinCode(string text) => Code().IsMatch(text);

    /// <summary>An unguessable URL-safe text of 43 characters (256 bits).</summary>
    public static string Secret() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Id();

    [GeneratedRegex(@"^[0-9]{6}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Code();
}
