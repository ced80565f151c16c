using Pillion.Kernel;

namespace Pillion.Http.Routing;

/// <summary>A route with the caller's own ids in it, and how far it is from what the caller wrote.</summary>
/// <param name="Words">Words of the route, beside <c>api</c> and <c>v2</c>, that stand in the caller's address too.</param>
internal sealed record Aligned(ApiRoute Route, IReadOnlyList<string> Segments, double Cost, int Words)
{
    public string Path => $"/{string.Join('/', Segments)}";

    /// <summary>False when an id is still missing.</summary>
    public bool Whole => !Segments.Any(ApiRoute.IsParameter);
}

/// <summary>
/// Lays an address beside routes: the edit distance over segments, in which words may be mistyped, other words for the
/// same thing, missing, too many, joined or swapped, and ids are kept. For one address; it remembers what it compared.
/// </summary>
/// <param name="farthest">What costs more than this is given up on the way.</param>
internal sealed class Alignment(IReadOnlyList<string> wanted, Func<string, string?> idFromQuery, ApiRoutes routes, double farthest)
{
    // In units of a mistyped word. A word in the wrong spelling is hardly a mistake; an id that goes lost is a big one.
    private const double OtherSpelling = 0.25;
    private const double OtherWord = 0.5;
    private const double Mistyped = 1;
    private const double Joined = 0.5;
    private const double Swapped = 0.75;
    private const double MissingWord = 1.25;
    private const double MissingPrefix = 0.25;
    private const double MissingId = 2;
    private const double IdFromQuery = 0.5;
    private const double WordTooMany = 1.5;
    private const double PrefixTooMany = 0.5;
    private const double IdTooMany = 3;
    private const double WordAsId = 2.5;

    private readonly string[] _folded = [.. wanted.Select(Synonyms.Fold)];
    private readonly bool?[] _isWord = new bool?[wanted.Count];
    private readonly Dictionary<(int At, string Word), double?> _words = [];
    private readonly Dictionary<string, string> _foldedWords = new(StringComparer.Ordinal);

    /// <summary>The cheapest way to read the address as this route; null when there is none, or none that is near enough.</summary>
    public Aligned? To(ApiRoute route)
    {
        var (rows, columns) = (wanted.Count + 1, route.Segments.Count + 1);
        var best = new Step?[rows, columns];
        best[0, 0] = new Step(0, 0, null, null);
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                if (best[i, j] is { } here)
                {
                    Extend(best, here, i, j, route);
                }
            }
        }

        return best[wanted.Count, route.Segments.Count] is { } end ? new Aligned(route, end.Path(), end.Cost, end.Words) : null;
    }

    private void Extend(Step?[,] best, Step here, int i, int j, ApiRoute route)
    {
        var (left, segments) = (wanted.Count - i, route.Segments);
        if (left > 0)
        {
            Offer(best, i + 1, j, here with { Cost = here.Cost + TooMany(i) });
        }

        if (j == segments.Count)
        {
            return;
        }

        var (text, missing) = Missing(segments[j]);
        Offer(best, i, j + 1, here.Then(missing, 0, text));
        if (left > 0 && Fits(i, segments[j]) is { } fit)
        {
            Offer(best, i + 1, j + 1, here.Then(fit, Counts(segments[j]), Shown(i, segments[j])));
        }

        if (left > 1 && !ApiRoute.IsParameter(segments[j]) && $"{_folded[i]}{_folded[i + 1]}" == Fold(segments[j]))
        {
            Offer(best, i + 2, j + 1, here.Then(Joined, 1, segments[j]));
        }

        if (left > 1 && j + 1 < segments.Count
            && ApiRoute.IsParameter(segments[j]) != ApiRoute.IsParameter(segments[j + 1])
            && Fits(i, segments[j + 1]) is { } second && Fits(i + 1, segments[j]) is { } first)
        {
            Offer(best, i + 2, j + 2, here
                .Then(Swapped + first, Counts(segments[j]), Shown(i + 1, segments[j]))
                .Then(second, Counts(segments[j + 1]), Shown(i, segments[j + 1])));
        }
    }

    private void Offer(Step?[,] best, int i, int j, Step step)
    {
        if (step.Cost <= farthest && (best[i, j] is null || step.Cost < best[i, j]!.Cost))
        {
            best[i, j] = step;
        }
    }

    private double? Fits(int at, string segment)
    {
        if (ApiRoute.IsParameter(segment))
        {
            return IsWord(at) ? WordAsId : 0;
        }

        if (!_words.TryGetValue((at, segment), out var cost))
        {
            _words[(at, segment)] = cost = Compare(at, segment);
        }

        return cost;
    }

    private double? Compare(int at, string word)
    {
        if (wanted[at] == word)
        {
            return 0;
        }

        var folded = Fold(word);
        return _folded[at] == folded ? OtherSpelling
            : Synonyms.Means(_folded[at], folded) ? OtherWord
            : !IsId(at) && Nearest.To(wanted[at], [word]) is not null ? Mistyped
            : null;
    }

    private double TooMany(int at) => IsPrefix(_folded[at]) ? PrefixTooMany : IsId(at) ? IdTooMany : WordTooMany;

    private (string Text, double Cost) Missing(string segment) =>
        !ApiRoute.IsParameter(segment) ? (segment, IsPrefix(segment) ? MissingPrefix : MissingWord)
        : idFromQuery(segment[1..^1]) is { } given ? (given, IdFromQuery)
        : (segment, MissingId);

    private bool IsWord(int at) => _isWord[at] ??=
        routes.Words.Contains(wanted[at]) || Synonyms.IsKnown(_folded[at]) || (!IsId(at) && Nearest.To(wanted[at], routes.Words) is not null);

    private string Fold(string word)
    {
        if (!_foldedWords.TryGetValue(word, out var folded))
        {
            _foldedWords[word] = folded = Synonyms.Fold(word);
        }

        return folded;
    }

    // Ids have digits; words of addresses have none, but for versions.
    private bool IsId(int at) => wanted[at].Any(char.IsAsciiDigit) && !IsPrefix(_folded[at]);

    private string Shown(int at, string segment) => ApiRoute.IsParameter(segment) ? wanted[at] : segment;

    private static int Counts(string segment) => ApiRoute.IsParameter(segment) || IsPrefix(segment) ? 0 : 1;

    private static bool IsPrefix(string text) => text is "api" or "v1" or "v2" or "v3";

    // A way through the address and the route; steps share their beginnings.
    private sealed record Step(double Cost, int Words, Step? Before, string? Segment)
    {
        public Step Then(double cost, int words, string segment) => new(Cost + cost, Words + words, this, segment);

        public List<string> Path()
        {
            var path = new List<string>();
            for (var step = this; step is not null; step = step.Before)
            {
                if (step.Segment is not null)
                {
                    path.Add(step.Segment);
                }
            }

            path.Reverse();
            return path;
        }
    }
}
