using Pillion.Http;

namespace Pillion.Identity.OAuth;

/// <summary>Turns the scopes of a token request, in our names or the vendor's, into scopes that are granted.</summary>
internal static class ScopeNames
{
    private const int LongestShown = 60;

    // Scopes of OpenID Connect itself; the server library knows what they mean.
    private static readonly string[] Protocol = ["openid", "offline_access"];

    /// <summary>Every name that a token request may use.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Scopes.All, .. Scopes.Aliases.Keys.Order(StringComparer.Ordinal), .. Protocol];

    /// <summary>Our scopes behind these names, in the order of <see cref="Scopes.All"/>, and the names that are not known.</summary>
    public static (IReadOnlyList<string> Scopes, IReadOnlyList<string> Unknown) Resolve(IEnumerable<string> names)
    {
        var (scopes, unknown) = (new HashSet<string>(StringComparer.Ordinal), new List<string>());
        foreach (var name in names.Where(name => !Protocol.Contains(name, StringComparer.Ordinal)))
        {
            if (Scopes.All.Contains(name, StringComparer.Ordinal))
            {
                scopes.Add(name);
            }
            else if (Scopes.Aliases.TryGetValue(name, out var meant))
            {
                scopes.UnionWith(meant);
            }
            else
            {
                unknown.Add(name);
            }
        }

        return (Scopes.All.Where(scopes.Contains).ToList(), unknown);
    }

    /// <summary>
    /// What is granted to someone who may have <paramref name="permitted"/> and asks for <paramref name="asked"/>;
    /// all of it when nothing is asked for. Otherwise a sentence that says why not.
    /// </summary>
    /// <remarks>
    /// One of the vendor's names may stand for more than the client may have; the part that it may have is granted,
    /// because the vendor's names can't be asked for in part.
    /// </remarks>
    public static (IReadOnlyList<string> Granted, string? Problem) Grant(IReadOnlyList<string> asked, IReadOnlyList<string> permitted)
    {
        var (_, unknown) = Resolve(asked);
        if (unknown.Count > 0)
        {
            return ([], $"Unknown scope: {string.Join(", ", unknown.Take(5).Select(Shown))}. Known here: {string.Join(", ", Known)}.");
        }

        var names = asked.Except(Protocol, StringComparer.Ordinal).ToList();
        if (names.Count == 0)
        {
            return (permitted, null);
        }

        var refused = names.Where(name => !Resolve([name]).Scopes.Any(scope => Holds(permitted, scope))).ToList();
        return refused.Count > 0
            ? ([], $"This client may not have: {string.Join(", ", refused)}. It may have: {string.Join(", ", permitted)}.")
            : (Resolve(names).Scopes.Where(scope => Holds(permitted, scope)).ToList(), null);
    }

    /// <summary>The part of <paramref name="scopes"/> that is covered by <paramref name="permitted"/>.</summary>
    public static IReadOnlyList<string> Narrow(IEnumerable<string> scopes, IReadOnlyList<string> permitted) =>
        scopes.Where(scope => Holds(permitted, scope)).ToList();

    private static bool Holds(IReadOnlyList<string> permitted, string scope) => permitted.Contains(scope, StringComparer.Ordinal) || scope switch
    {
        Scopes.ConversationRead => permitted.Contains(Scopes.ConversationWrite, StringComparer.Ordinal),
        Scopes.UsersRead => permitted.Contains(Scopes.UsersWrite, StringComparer.Ordinal),
        _ => false,
    };

    // RFC 6749 lets an error description hold printable ASCII only, without quotes and backslashes.
    private static string Shown(string name) => string.Concat(
        name.Take(LongestShown).Select(c => c is >= ' ' and <= '~' and not ('"' or '\\') ? c : '?'));
}
