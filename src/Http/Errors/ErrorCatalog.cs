using System.Collections.Frozen;
using Pillion.Kernel;

namespace Pillion.Http.Errors;

/// <summary>Every code that the API answers with: those of requests in general, and those of the areas of this host.</summary>
public sealed class ErrorCatalog
{
    private const int MostNearest = 5;

    private readonly FrozenDictionary<string, ErrorEntry> _byCode;

    /// <exception cref="ArgumentException">Two entries have the same code.</exception>
    public ErrorCatalog(IEnumerable<ErrorGroup> ofAreas)
    {
        Groups = [BodyErrors.Group, AddressErrors.Group, TokenErrors.Group, RepeatingErrors.Group, VersionErrors.Group, ServerErrors.Group, .. ofAreas];
        var entries = Groups.SelectMany(group => group.Entries).ToList();
        var twice = entries.CountBy(entry => entry.Code, StringComparer.Ordinal).Where(count => count.Value > 1).Select(count => count.Key).ToList();
        if (twice.Count > 0)
        {
            throw new ArgumentException($"Several entries have the code {string.Join(", ", twice)}.", nameof(ofAreas));
        }

        _byCode = entries.ToFrozenDictionary(entry => entry.Code, StringComparer.Ordinal);
    }

    /// <summary>The entries, under the headings of the index.</summary>
    public IReadOnlyList<ErrorGroup> Groups { get; }

    /// <summary>Path of the page of a code.</summary>
    public static string Page(string code) => $"/docs/errors/{code}";

    public ErrorEntry? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>The codes that look most like a text, best first.</summary>
    public IReadOnlyList<ErrorEntry> NearestTo(string text)
    {
        var left = _byCode.Keys.Order(StringComparer.Ordinal).ToList();
        var near = new List<string>();
        while (near.Count < MostNearest && Nearest.To(text, left) is { } nearest)
        {
            near.Add(nearest);
            left.Remove(nearest);
        }

        // A part of a code, such as "wrapup", is no typing mistake but as good a clue.
        var wanted = text.Split('.', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
        near.AddRange(left
            .Select(code => (Code: code, Shared: code.Split('.').Count(wanted.Contains)))
            .Where(found => found.Shared > 0)
            .OrderByDescending(found => found.Shared)
            .Select(found => found.Code));
        return near.Take(MostNearest).Select(code => _byCode[code]).ToList();
    }
}
