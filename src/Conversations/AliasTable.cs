using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Pillion.Conversations;

/// <summary>
/// Names that people guess for a field, each with the field's real name. Looked up without regard to case, dashes
/// and underscores, so <c>wrap_up_code</c>, <c>wrapupCode</c> and <c>WrapUp-Code</c> are one entry.
/// </summary>
internal sealed class AliasTable : IReadOnlyDictionary<string, string>
{
    private readonly Dictionary<string, string> _fields;

    public AliasTable(params (string Alias, string Field)[] entries) =>
        _fields = entries.DistinctBy(entry => Fold(entry.Alias)).ToDictionary(entry => Fold(entry.Alias), entry => entry.Field, StringComparer.Ordinal);

    public IEnumerable<string> Keys => _fields.Keys;

    public IEnumerable<string> Values => _fields.Values;

    public int Count => _fields.Count;

    public string this[string key] => _fields[Fold(key)];

    public static string Fold(string name) =>
        string.Concat(name.Where(c => c is not ('_' or '-' or ' ' or '.'))).ToLowerInvariant();

    public bool ContainsKey(string key) => _fields.ContainsKey(Fold(key));

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value) => _fields.TryGetValue(Fold(key), out value);

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
