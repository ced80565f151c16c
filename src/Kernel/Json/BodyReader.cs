using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pillion.Kernel.Json;

/// <summary>
/// Reads one JSON object strictly and collects every fault instead of stopping at the first: wrong types,
/// values that are not accepted, missing fields and, on <see cref="Close"/>, unknown and repeated names.
/// A reading method answers null both for "absent" and for "faulty"; the faults tell them apart.
/// </summary>
/// <remarks>JSON null counts as absent, because the vendor's SDKs send it for fields that were not set.</remarks>
public sealed class BodyReader
{
    private const int LongestFound = 200;

    // A refusal must not grow with the request: beyond this, one closing fault stands for the rest.
    private const int MostFaults = 50;

    private readonly JsonElement _object;
    private readonly List<Fault> _faults;
    private readonly List<string> _asked = [];

    private BodyReader(JsonElement element, string pointer, List<Fault> faults)
    {
        _object = element;
        _faults = faults;
        At = pointer;
    }

    /// <summary>JSON Pointer of this object.</summary>
    public string At { get; }

    /// <summary>The faults found so far, shared by all readers of one body.</summary>
    public IReadOnlyList<Fault> Faults => _faults;

    /// <summary>Starts at the root; a root that is no object is itself a fault and reads as an empty object.</summary>
    /// <param name="at">JSON Pointer of the element, where the body is more than this one object.</param>
    public static BodyReader Root(JsonElement element, List<Fault> faults, string at = "")
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return new BodyReader(element, at, faults);
        }

        faults.Add(WrongType(at, element, "an object"));
        return new BodyReader(default, at, faults);
    }

    /// <summary>Adds a fault of a field that the caller's own check found.</summary>
    public void Refuse(string name, string code, string message, IReadOnlyList<string>? expected = null, string? nearest = null)
    {
        var found = Find(name) is { } value ? Shown(value) : null;
        _faults.Add(new Fault(code, message, Pointer.Of(At, name), found, expected, nearest));
    }

    /// <summary>Adds a fault of this object as a whole.</summary>
    public void RefuseWhole(string code, string message, IReadOnlyList<string>? expected = null) =>
        _faults.Add(new Fault(code, message, At, Expected: expected));

    /// <summary>True when the field is there and not null.</summary>
    public bool Has(string name)
    {
        Ask(name);
        return Find(name) is not null;
    }

    /// <summary>A text of 1 to <paramref name="longest"/> characters without control characters.</summary>
    public string? Text(string name, bool required = false, int longest = 255)
    {
        if (Value(name, required, JsonValueKind.String, "a text") is not { } value)
        {
            return null;
        }

        var text = value.GetString()!;
        if (text.Trim().Length == 0 || text.Length > longest)
        {
            Refuse(name, "invalid.length", $"`{name}` must have 1 to {longest} characters; it has {text.Trim().Length}.");
            return null;
        }

        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            Refuse(name, "invalid.value", $"`{name}` must not hold control characters.");
            return null;
        }

        return text;
    }

    /// <summary>One of the accepted texts, compared exactly; a near miss is named in the fault.</summary>
    public string? OneOf(string name, IReadOnlyList<string> accepted, bool required = false)
    {
        if (Value(name, required, JsonValueKind.String, "a text", accepted) is not { } value)
        {
            return null;
        }

        var text = value.GetString()!;
        if (accepted.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }

        var nearest = Nearest.To(text, accepted);
        var hint = nearest is null ? "" : $" Did you mean \"{nearest}\"?";
        Refuse(name, "invalid.value", $"`{name}` must be {Listed(accepted)}.{hint}", accepted, nearest);
        return null;
    }

    /// <summary>A whole number within bounds, both included.</summary>
    public int? Integer(string name, int least, int most, bool required = false)
    {
        string[] expected = [$"{least}..{most}"];
        if (Value(name, required, JsonValueKind.Number, "a whole number", expected) is not { } value)
        {
            return null;
        }

        if (value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, "invalid.value", $"`{name}` must be a whole number from {least} to {most}.", expected);
        return null;
    }

    /// <summary>true or false.</summary>
    public bool? Flag(string name, bool required = false)
    {
        Ask(name);
        switch (Find(name))
        {
            case null:
                Missing(name, required, null);
                return null;
            case { ValueKind: JsonValueKind.True }:
                return true;
            case { ValueKind: JsonValueKind.False }:
                return false;
            case { } value:
                _faults.Add(WrongType(Pointer.Of(At, name), value, "true or false", ["true", "false"]));
                return null;
        }
    }

    /// <summary>A nested object, or null.</summary>
    public BodyReader? Object(string name, bool required = false) =>
        Value(name, required, JsonValueKind.Object, "an object") is { } value
            ? new BodyReader(value, Pointer.Of(At, name), _faults)
            : null;

    /// <summary>The objects of an array; items of other types are faults and left out.</summary>
    public IReadOnlyList<BodyReader>? Objects(string name, int least, int most, bool required = false) =>
        Items(name, least, most, required)?
            .Where(item => Is(item.Value, item.Pointer, JsonValueKind.Object, "an object"))
            .Select(item => new BodyReader(item.Value, item.Pointer, _faults))
            .ToList();

    /// <summary>The texts of an array, each one of <paramref name="accepted"/> where that is given.</summary>
    public IReadOnlyList<string>? Texts(string name, int least, int most, bool required = false, IReadOnlyList<string>? accepted = null)
    {
        var items = Items(name, least, most, required);
        if (items is null)
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var (value, pointer) in items.Where(item => Is(item.Value, item.Pointer, JsonValueKind.String, "a text")))
        {
            var text = value.GetString()!;
            if (accepted is null || accepted.Contains(text, StringComparer.Ordinal))
            {
                texts.Add(text);
                continue;
            }

            var nearest = Nearest.To(text, accepted);
            _faults.Add(new Fault("invalid.value", $"\"{Cut(text)}\" is not accepted here; use {Listed(accepted)}.", pointer, Cut(text), accepted, nearest));
        }

        return texts;
    }

    /// <summary>An object whose values are all texts, such as attributes.</summary>
    public IReadOnlyDictionary<string, string>? Map(string name, int most, int longestValue, bool required = false)
    {
        if (Value(name, required, JsonValueKind.Object, "an object of texts") is not { } value)
        {
            return null;
        }

        var at = Pointer.Of(At, name);
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            if (_faults.Count >= MostFaults)
            {
                TooMany();
                return map;
            }

            var pointer = Pointer.Of(at, Cut(member.Name));
            if (!Is(member.Value, pointer, JsonValueKind.String, "a text"))
            {
                continue;
            }

            var text = member.Value.GetString()!;
            if (text.Length > longestValue || member.Name.Length > 100)
            {
                _faults.Add(new Fault("invalid.length", $"Names here have at most 100 characters, values at most {longestValue}.", pointer, Cut(text)));
            }
            else if (!map.TryAdd(member.Name, text))
            {
                _faults.Add(new Fault("duplicate.field", $"`{Cut(member.Name)}` is given twice.", pointer, Cut(member.Name)));
            }
        }

        if (map.Count > most)
        {
            Refuse(name, "too.many", $"`{name}` may hold at most {most} entries; it holds {map.Count}.");
        }

        return map;
    }

    /// <summary>
    /// Refuses every name that no reading method asked for, and every name that stands twice. Call it last.
    /// </summary>
    public void Close(IReadOnlyDictionary<string, string>? aliases = null)
    {
        if (_object.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in _object.EnumerateObject())
        {
            if (_faults.Count >= MostFaults)
            {
                TooMany();
                return;
            }

            var pointer = Pointer.Of(At, Cut(member.Name));
            if (!seen.Add(member.Name))
            {
                _faults.Add(new Fault("duplicate.field", $"`{Cut(member.Name)}` is given twice; give it once.", pointer, Shown(member.Value)));
            }
            else if (!_asked.Contains(member.Name, StringComparer.Ordinal))
            {
                var nearest = aliases?.GetValueOrDefault(member.Name) ?? Nearest.To(member.Name, _asked);
                var hint = nearest is null ? $" Known here: {string.Join(", ", _asked)}." : $" Did you mean `{nearest}`?";
                _faults.Add(new Fault("unknown.field", $"`{Cut(member.Name)}` is not a field here.{hint}", pointer, Shown(member.Value), _asked.ToArray(), nearest));
            }
        }
    }

    /// <summary>The raw value of a field; for reading the intent of a faulty request, never for serving it.</summary>
    public JsonElement? Peek(string name) => Find(name);

    private void TooMany()
    {
        if (_faults[^1].Code != "too.many.faults")
        {
            _faults.Add(new Fault("too.many.faults", $"More than {MostFaults} things are wrong; the rest is not listed.", At));
        }
    }

    private List<(JsonElement Value, string Pointer)>? Items(string name, int least, int most, bool required)
    {
        if (Value(name, required, JsonValueKind.Array, "an array") is not { } value)
        {
            return null;
        }

        var count = value.GetArrayLength();
        if (count < least || count > most)
        {
            var bounds = least == most ? $"exactly {least}" : $"{least} to {most}";
            Refuse(name, "invalid.length", $"`{name}` must hold {bounds} items; it holds {count}.");
        }

        var at = Pointer.Of(At, name);
        return value.EnumerateArray().Take(most).Select((item, index) => (item, Pointer.Of(at, index))).ToList();
    }

    private JsonElement? Value(string name, bool required, JsonValueKind kind, string described, IReadOnlyList<string>? expected = null)
    {
        Ask(name);
        if (Find(name) is not { } value)
        {
            Missing(name, required, expected);
            return null;
        }

        return Is(value, Pointer.Of(At, name), kind, described, expected) ? value : null;
    }

    private void Missing(string name, bool required, IReadOnlyList<string>? expected)
    {
        if (required)
        {
            var accepted = expected is null ? "" : $" It takes {Listed(expected)}.";
            _faults.Add(new Fault("missing.field", $"`{name}` is needed here.{accepted}", Pointer.Of(At, name), null, expected));
        }
    }

    private bool Is(JsonElement value, string pointer, JsonValueKind kind, string described, IReadOnlyList<string>? expected = null)
    {
        if (value.ValueKind == kind)
        {
            return true;
        }

        _faults.Add(WrongType(pointer, value, described, expected));
        return false;
    }

    private void Ask(string name)
    {
        if (!_asked.Contains(name, StringComparer.Ordinal))
        {
            _asked.Add(name);
        }
    }

    private JsonElement? Find(string name) =>
        _object.ValueKind == JsonValueKind.Object && _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private static Fault WrongType(string pointer, JsonElement value, string described, IReadOnlyList<string>? expected = null)
    {
        var kind = value.ValueKind switch
        {
            JsonValueKind.String => "a text",
            JsonValueKind.Number => "a number",
            JsonValueKind.True or JsonValueKind.False => "true or false",
            JsonValueKind.Array => "an array",
            JsonValueKind.Object => "an object",
            _ => "nothing",
        };
        return new Fault("invalid.type", $"This must be {described}; it is {kind}.", pointer, Shown(value), expected);
    }

    private static JsonNode? Shown(JsonElement value)
    {
        var raw = value.GetRawText();
        return raw.Length <= LongestFound ? JsonNode.Parse(raw) : Cut(raw);
    }

    private static string Cut(string text) => text.Length <= LongestFound ? text : $"{text[..LongestFound]}…";

    private static string Listed(IReadOnlyList<string> accepted) =>
        accepted.Count == 1 ? $"\"{accepted[0]}\"" : $"one of {string.Join(", ", accepted.Select(value => $"\"{value}\""))}";
}
