namespace Pillion.Kernel;

/// <summary>Finds the accepted name or value that a mistyped one was meant to be.</summary>
public static class Nearest
{
    // Longer texts are no typing mistakes of a name, and the distance costs the product of the lengths.
    private const int LongestCompared = 64;

    /// <summary>
    /// The candidate nearest to <paramref name="text"/> by edit distance (Damerau-Levenshtein, optimal
    /// string alignment), ignoring case, dashes and underscores; null when nothing is near.
    /// </summary>
    public static string? To(string text, IEnumerable<string> candidates)
    {
        var wanted = Fold(text);
        if (wanted.Length is 0 or > LongestCompared)
        {
            return null;
        }

        string? best = null;
        var bestDistance = int.MaxValue;
        foreach (var candidate in candidates)
        {
            var folded = Fold(candidate);
            var distance = folded.Length > LongestCompared ? int.MaxValue : Distance(wanted, folded);
            var near = Math.Max(1, Math.Max(wanted.Length, folded.Length) / 3);
            if (distance <= near && distance < bestDistance)
            {
                (best, bestDistance) = (candidate, distance);
            }
        }

        return best;
    }

    private static string Fold(string text) =>
        string.Concat(text.Where(c => c is not ('-' or '_' or ' '))).ToLowerInvariant();

    private static int Distance(string a, string b)
    {
        var (twoBack, previous, current) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], twoBack[j - 2] + 1);
                }
            }

            (twoBack, previous, current) = (previous, current, twoBack);
        }

        return previous[b.Length];
    }
}
