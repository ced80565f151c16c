using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Pillion.Http.Limiting;

/// <summary>
/// Whose tokens have been found good, so that a caller is known before their token is looked at again: turning someone
/// away must cost less than serving them. A token never changes hands, so what is known of it stays true.
/// </summary>
internal sealed class KnownCallers
{
    private const int LongestHeader = 16 * 1024;

    // Two generations: when the younger one is full, the older one is forgotten, and who still calls is learned anew.
    private const int MostInOneGeneration = 10_000;

    private readonly Lock _turning = new();
    private ConcurrentDictionary<string, string> _younger = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, string> _older = new(StringComparer.Ordinal);

    /// <summary>The client, or user of a client, behind a request; null when the token is not known yet.</summary>
    public string? Find(HttpRequest request) => Digest(request) is { } token
        && (_younger.TryGetValue(token, out var caller) || _older.TryGetValue(token, out caller)) ? caller : null;

    /// <summary>Remembers the caller of a request whose token was found good.</summary>
    public void Learn(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated != true || Digest(context.Request) is not { } token || _younger.ContainsKey(token))
        {
            return;
        }

        var caller = Caller.From(context.User);
        if (_younger.Count >= MostInOneGeneration)
        {
            lock (_turning)
            {
                if (_younger.Count >= MostInOneGeneration)
                {
                    (_older, _younger) = (_younger, new ConcurrentDictionary<string, string>(StringComparer.Ordinal));
                }
            }
        }

        _younger[token] = $"{caller.ClientId}\n{caller.UserId}";
    }

    // Tokens themselves are not kept.
    private static string? Digest(HttpRequest request) =>
        request.Headers.Authorization is [{ Length: <= LongestHeader } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(header["Bearer ".Length..])))
            : null;
}
