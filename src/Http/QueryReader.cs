using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>
/// Reads the query strictly, as <see cref="Pillion.Kernel.Json.BodyReader"/> reads bodies. Lists may be repeated
/// (<c>id=a&amp;id=b</c>) or joined with commas (<c>id=a,b</c>), because the vendor's SDKs do either.
/// </summary>
public sealed class QueryReader(IQueryCollection query)
{
    private readonly List<Fault> _faults = [];
    private readonly List<string> _asked = [];

    /// <summary>Everything that is wrong so far.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary><c>pageSize</c> and <c>pageNumber</c>.</summary>
    public PageRequest Page() => new(
        Integer("pageNumber", 1, 1_000_000, 1),
        Integer("pageSize", 1, PageRequest.LargestSize, PageRequest.DefaultSize));

    /// <summary>A whole number within bounds, both included.</summary>
    public int Integer(string name, int least, int most, int otherwise)
    {
        if (Single(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, text, $"`{name}` must be a whole number from {least} to {most}.", [$"{least}..{most}"], null);
        return otherwise;
    }

    /// <summary>One of the accepted texts, whatever its case.</summary>
    public string? OneOf(string name, IReadOnlyList<string> accepted)
    {
        if (Single(name) is not { } text)
        {
            return null;
        }

        var known = accepted.FirstOrDefault(value => string.Equals(value, text, StringComparison.OrdinalIgnoreCase));
        if (known is null)
        {
            var nearest = Nearest.To(text, accepted);
            Refuse(name, text, $"`{name}` must be one of {string.Join(", ", accepted)}.", accepted, nearest);
        }

        return known;
    }

    /// <summary>A text, or null.</summary>
    public string? Single(string name)
    {
        _asked.Add(name);
        if (!query.TryGetValue(name, out var values) || values.Count == 0)
        {
            return null;
        }

        if (values.Count > 1)
        {
            Refuse(name, values.ToString(), $"`{name}` is given {values.Count} times; give it once.", null, null);
        }

        return string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    /// <summary>The items of a list; empty when it is not there.</summary>
    public IReadOnlyList<string> Many(string name)
    {
        _asked.Add(name);
        return query.TryGetValue(name, out var values)
            ? values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToList()
            : [];
    }

    /// <summary>Accepts a parameter of the vendor's that has no effect here.</summary>
    public void Ignore(params string[] names) => _asked.AddRange(names);

    /// <summary>Refuses every parameter that nobody asked for. Call it last.</summary>
    public void Close()
    {
        foreach (var name in query.Keys.Where(name => !_asked.Contains(name, StringComparer.Ordinal)))
        {
            var nearest = Nearest.To(name, _asked);
            var hint = nearest is not null ? $" Did you mean `{nearest}`?"
                : _asked.Count == 0 ? " There are none."
                : $" Known here: {string.Join(", ", _asked)}.";
            _faults.Add(new Fault("unknown.parameter", $"`{name}` is not a parameter here.{hint}", $"query:{name}", query[name].ToString(), _asked.ToArray(), nearest));
        }
    }

    private void Refuse(string name, string found, string message, IReadOnlyList<string>? expected, string? nearest) =>
        _faults.Add(new Fault("invalid.query.param.value", message, $"query:{name}", found, expected, nearest));
}
