using System.Text.Json.Nodes;

namespace Pillion.Kernel.Json;

/// <summary>Where a text stops being JSON, what stands there and what to do about it.</summary>
/// <param name="Index">Place in the text, in UTF-16 code units.</param>
/// <param name="Found">What stands there, shortened.</param>
/// <param name="Cure">A sentence.</param>
public sealed record JsonProblem(int Index, string Found, string Cure);

/// <summary>
/// Reads what people write when they mean JSON: single and curly quotes, names without quotes, commas too many or too
/// few, comments, and the words of other languages. For explaining and repairing what strict reading has refused,
/// never for serving it.
/// </summary>
public sealed partial class LooseJson
{
    /// <summary>Texts that are nested deeper are not repaired.</summary>
    public const int DeepestNesting = 32;

    private const int LongestFound = 24;

    private readonly string _text;
    private int _at;

    private LooseJson(string text) => _text = text;

    private JsonProblem? First { get; set; }

    /// <summary>The first problem of a text, and the value that was meant where that can be told for certain.</summary>
    public static (JsonProblem? Problem, JsonNode? Meant) Read(string text)
    {
        var reader = new LooseJson(text);
        try
        {
            var meant = reader.Document();
            return (reader.First, meant);
        }
        catch (HopelessException)
        {
            return (reader.First, null);
        }
    }

    private char Now => _at < _text.Length ? _text[_at] : '\0';

    private bool Done => _at >= _text.Length;

    private JsonNode? Document()
    {
        Blank();
        if (Now == '\'' && _text.TrimEnd() is var trimmed && trimmed.Length > _at + 2 && trimmed[^1] == '\'' && trimmed[_at + 1] is '{' or '[')
        {
            // A shell that does not know single quotes passed them on, often after taking the double quotes away.
            Note(_at, "take away the single quotes around the body; in Windows shells use double quotes around it and \\\" inside");
            return new LooseJson(trimmed[(_at + 1)..^1]) { First = First }.Document();
        }

        var value = Value(0);
        Blank();
        if (!Done)
        {
            throw Hopeless(_at, Now is '{' or '[' ? "one body holds one value; send the others in requests of their own" : "nothing may follow after the end of the value");
        }

        return value;
    }

    private JsonNode? Value(int depth)
    {
        if (depth > DeepestNesting)
        {
            throw Hopeless(_at, $"values may stand inside each other {DeepestNesting} levels deep");
        }

        return Now switch
        {
            '{' => Object(depth),
            '[' => List(depth),
            '"' or '\'' or '\u201c' or '\u201d' or '\u201e' or '\u2018' or '\u2019' or '`' or '\u00ab' => Text(),
            '\0' when Done => throw Hopeless(_at, "a value is missing: the text ends too early"),
            ',' or ':' or '}' or ']' => throw Hopeless(_at, "a value is missing here"),
            _ => Bare(),
        };
    }

    private JsonObject Object(int depth)
    {
        var members = new JsonObject();
        _at++;
        while (true)
        {
            Blank();
            if (Done)
            {
                throw Hopeless(_at, "} is missing at the end: was the body cut off?");
            }

            if (Now == '}')
            {
                _at++;
                return members;
            }

            var (start, name) = (_at, Name());
            Blank();
            Colon();
            Blank();
            if (!members.TryAdd(name, Value(depth + 1)))
            {
                throw Hopeless(start, "this name stands twice in one object");
            }

            Separate('}');
        }
    }

    private JsonArray List(int depth)
    {
        var items = new JsonArray();
        _at++;
        while (true)
        {
            Blank();
            if (Done)
            {
                throw Hopeless(_at, "] is missing at the end: was the body cut off?");
            }

            if (Now == ']')
            {
                _at++;
                return items;
            }

            items.Add(Value(depth + 1));
            Separate(']');
        }
    }

    private string Name()
    {
        if (Now is '"' or '\'' or '\u201c' or '\u201d' or '\u201e' or '\u2018' or '\u2019' or '`' or '\u00ab')
        {
            return Text().GetValue<string>();
        }

        var start = _at;
        while (!Done && (char.IsLetterOrDigit(Now) || Now is '_' or '-' or '.' or '$'))
        {
            _at++;
        }

        if (_at == start)
        {
            throw Hopeless(start, "a name between double quotes, or }, belongs here");
        }

        Note(start, "names stand between double quotes");
        return _text[start.._at];
    }

    private void Colon()
    {
        if (Now == ':')
        {
            _at++;
            return;
        }

        if (Now == '=')
        {
            Note(_at, "a colon stands between a name and its value");
            _at += _text.AsSpan(_at).StartsWith("=>", StringComparison.Ordinal) ? 2 : 1;
            return;
        }

        throw Hopeless(_at, "a colon stands between a name and its value");
    }

    // After an item: a comma, or the end of what holds it.
    private void Separate(char end)
    {
        Blank();
        if (Now == ',')
        {
            var comma = _at++;
            Blank();
            if (Now == end)
            {
                Note(comma, "no comma stands after the last item");
            }
            else if (Now == ',')
            {
                throw Hopeless(_at, "a value is missing between two commas");
            }
        }
        else if (!Done && Now != end)
        {
            if (Now is '}' or ']')
            {
                throw Hopeless(_at, $"{end} belongs here, which closes what is open");
            }

            Note(_at, "a comma is missing before this");
        }
    }

    private void Blank()
    {
        while (!Done)
        {
            if (Now is ' ' or '\t' or '\r' or '\n')
            {
                _at++;
            }
            else if (char.IsWhiteSpace(Now) || Now is '\u200b' or '\ufeff')
            {
                Note(_at, "only plain spaces and line breaks stand between values");
                _at++;
            }
            else if (Now == '#' || _text.AsSpan(_at).StartsWith("//", StringComparison.Ordinal))
            {
                Note(_at, "JSON has no comments");
                var end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end;
            }
            else if (_text.AsSpan(_at).StartsWith("/*", StringComparison.Ordinal))
            {
                var start = _at;
                var end = _text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
                _ = end < 0 ? throw Hopeless(start, "JSON has no comments, and this one has no end") : _at = end + 2;
                Note(start, "JSON has no comments");
            }
            else
            {
                return;
            }
        }
    }

    private void Note(int index, string cure)
    {
        if (First is null || index < First.Index)
        {
            First = new JsonProblem(index, Shown(index), cure);
        }
    }

    private HopelessException Hopeless(int index, string cure)
    {
        First ??= new JsonProblem(index, Shown(index), cure);
        return new HopelessException();
    }

    private string Shown(int index)
    {
        if (index >= _text.Length)
        {
            return "the end of the body";
        }

        var end = Math.Min(_text.Length, index + LongestFound);
        if (end < _text.Length && char.IsLowSurrogate(_text[end]))
        {
            end--;
        }

        var line = _text[index..end].Split('\n', '\r')[0];
        return line.Length == 0 ? "a line break" : line;
    }

    private sealed class HopelessException : Exception;
}
