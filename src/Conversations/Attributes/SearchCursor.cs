using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pillion.Conversations.Attributes;

/// <summary>
/// Where a search goes on: how many entries were looked at, how many there were in all, and of which search it is. Made
/// of nothing secret; one that was tampered with shows no more than another page of the same search.
/// </summary>
/// <param name="Total">Entries in all when the search began. Later ones are newer, which moves the others down.</param>
internal sealed record SearchCursor(int Looked, long Total)
{
    /// <summary>Characters that a cursor can have.</summary>
    public const int Longest = 100;

    public string Write(Search search) =>
        Base64Url.EncodeToString(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Looked}.{Total}.{Name(search)}")));

    /// <summary>Null for one that is not of this search.</summary>
    public static SearchCursor? Read(string text, Search search)
    {
        var bytes = new byte[Longest];
        if (!Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length))
        {
            return null;
        }

        var parts = Encoding.ASCII.GetString(bytes, 0, length).Split('.');
        return parts.Length == 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var looked)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var total)
            && parts[2] == Name(search)
                ? new SearchCursor(looked, total)
                : null;
    }

    private static string Name(Search search) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes((search.Criteria, search.NewestFirst).ToTuple())))[..16];
}
