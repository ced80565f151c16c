using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pillion.Kernel.Json;

/// <summary>Texts, numbers and words.</summary>
public sealed partial class LooseJson
{
    private static readonly Dictionary<string, JsonNode?> Words = new(StringComparer.Ordinal)
    {
        ["True"] = true,
        ["TRUE"] = true,
        ["False"] = false,
        ["FALSE"] = false,
        ["None"] = null,
        ["nil"] = null,
        ["undefined"] = null,
        ["NULL"] = null,
        ["Null"] = null,
    };

    private JsonValue Text()
    {
        var (start, close) = (_at, Closing(Now));
        if (Now != '"')
        {
            Note(start, Now is '\'' or '`' ? "names and texts stand between double quotes" : "names and texts stand between straight double quotes; an editor turned them into curly ones");
        }

        _at++;
        var text = new StringBuilder();
        while (!Done && !close.Contains(Now, StringComparison.Ordinal))
        {
            if (Now == '\\')
            {
                Escape(text);
                continue;
            }

            if (Now < ' ')
            {
                Note(_at, "line breaks and tabs inside a text are written \\n and \\t");
            }

            text.Append(Now);
            _at++;
        }

        if (Done)
        {
            throw Hopeless(start, "this text has no end: its closing quote is missing");
        }

        _at++;
        return JsonValue.Create(text.ToString());
    }

    private void Escape(StringBuilder text)
    {
        var next = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
        if (next == 'u')
        {
            if (_at + 6 > _text.Length || !ushort.TryParse(_text.AsSpan(_at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                throw Hopeless(_at, "\\u is followed by four hexadecimal digits");
            }

            text.Append((char)code);
            _at += 6;
            return;
        }

        if ("\"\\/bfnrt".Contains(next, StringComparison.Ordinal))
        {
            text.Append(next switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => next });
        }
        else if (next == '\'')
        {
            Note(_at, "a single quote needs no backslash");
            text.Append(next);
        }
        else
        {
            throw Hopeless(_at, "a backslash is written \\\\");
        }

        _at += 2;
    }

    // Anything without quotes, up to where a value ends.
    private JsonNode? Bare()
    {
        var start = _at;
        while (!Done && Now is not (',' or '}' or ']' or '\n' or '\r' or '{' or '[' or '"' or '\'') && !AtComment())
        {
            _at++;
        }

        var word = _text[start.._at].TrimEnd();
        _at = start + word.Length;
        if (word is "true" or "false" or "null")
        {
            return JsonNode.Parse(word);
        }

        if (Words.TryGetValue(word, out var meant))
        {
            Note(start, $"JSON has true, false and null; {word} is of another language");
            return meant?.DeepClone();
        }

        return word is "NaN" or "Infinity" or "-Infinity"
            ? throw Hopeless(start, $"JSON has no {word}: leave the field out, or send a number")
            : Number(start, word) ?? Unquoted(start, word);
    }

    // An address such as https://shop.example is no comment: that stands after a space.
    private bool AtComment() => _at > 0 && char.IsWhiteSpace(_text[_at - 1])
        && (Now == '#' || (Now == '/' && _at + 1 < _text.Length && _text[_at + 1] is '/' or '*'));

    private JsonNode? Number(int start, string word)
    {
        if (word.Length == 0 || !word.All(char.IsAscii) || !(char.IsAsciiDigit(word[0]) || word[0] is '-' or '+' or '.'))
        {
            return null;
        }

        if (IsJson(word))
        {
            return JsonNode.Parse(word);
        }

        // Other digits and letters make it no number: a date, an id or a price, which are texts.
        var plain = word.TrimStart('+');
        plain = plain.StartsWith('.') ? $"0{plain}" : plain.EndsWith('.') ? $"{plain}0" : plain;
        if (IsJson(plain))
        {
            Note(start, $"this number is written {plain}");
            return JsonNode.Parse(plain);
        }

        return null;
    }

    private JsonValue Unquoted(int start, string word)
    {
        if (word.Length == 0 || word.Any(char.IsWhiteSpace))
        {
            throw Hopeless(start, "texts stand between double quotes");
        }

        Note(start, "texts stand between double quotes; a shell may have taken them away");
        return JsonValue.Create(word);
    }

    // Opening and closing quotes get mixed up as often as not.
    private static string Closing(char open) => open switch
    {
        '"' => "\"",
        '\'' => "'",
        '`' => "`'",
        '\u2018' or '\u2019' => "\u2018\u2019'",
        '\u00ab' => "\u00bb",
        _ => "\u201c\u201d\"",
    };

    private static bool IsJson(string number)
    {
        try
        {
            using var _ = JsonDocument.Parse(number);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
