namespace Pillion.Identity.Sites;

/// <summary>
/// Finds CSS selectors that no browser would understand: brackets and quotes that are left open, empty parts, dangling
/// combinators, whole rules. A browser has the last word; a selector that it refuses hides more, never less.
/// </summary>
internal static class Selectors
{
    /// <summary>The longest selector, in characters.</summary>
    public const int Longest = 500;

    /// <summary>Null, or a sentence that says what is wrong.</summary>
    public static string? Problem(string selector)
    {
        if (selector.Trim().Length == 0 || selector.Length > Longest)
        {
            return $"A selector has 1 to {Longest} characters.";
        }

        if (selector.Any(char.IsControl))
        {
            return "A selector must not hold control characters or line breaks.";
        }

        return new Scan(selector.Trim()).Problem();
    }

    private ref struct Scan(string text)
    {
        private readonly Stack<char> _open = new();

        // True where a compound selector has to come next: at the start, after a comma, after a combinator.
        private bool _wanting = true;
        private bool _combined;

        public string? Problem()
        {
            for (var i = 0; i < text.Length; i++)
            {
                var problem = text[i] switch
                {
                    '\\' => ++i < text.Length ? Take() : "It ends in the middle of an escape.",
                    '"' or '\'' => SkipQuoted(ref i),
                    '[' or '(' => Open(text[i]),
                    ']' or ')' => Close(text[i]),
                    ',' => Comma(),
                    '>' or '+' or '~' when !InBrackets => Combine(text[i]),
                    '{' or '}' or ';' or '@' when !InBrackets => $"\"{text[i]}\" belongs to a rule; give the selector alone.",
                    '/' when i + 1 < text.Length && text[i + 1] == '*' => "Comments are not part of a selector.",
                    '.' or '#' or ':' when EndsAfter(i) => $"\"{text[i]}\" has no name after it.",
                    >= '0' and <= '9' when _wanting && _open.Count == 0 => "A name must not begin with a digit.",
                    ' ' => null,
                    _ => Take(),
                };
                if (problem is not null)
                {
                    return problem;
                }
            }

            return _open.Count > 0
                ? $"\"{_open.Peek()}\" is never closed."
                : _wanting ? "It ends where another part should follow." : null;
        }

        private readonly bool InBrackets => _open.TryPeek(out var open) && open == '[';

        private string? Take()
        {
            (_wanting, _combined) = (false, false);
            return null;
        }

        private string? SkipQuoted(ref int i)
        {
            if (_open.Count == 0)
            {
                return "Quotes belong into [attribute=\"value\"].";
            }

            var quote = text[i++];
            while (i < text.Length && text[i] != quote)
            {
                i += text[i] == '\\' ? 2 : 1;
            }

            return i < text.Length ? Take() : $"The quote {quote} is never closed.";
        }

        private string? Open(char bracket)
        {
            if (bracket == '(' && _wanting && _open.Count == 0)
            {
                return "\"(\" has no name before it, such as :not(.)";
            }

            _open.Push(bracket);
            (_wanting, _combined) = (true, false);
            return null;
        }

        private string? Close(char bracket)
        {
            if (!_open.TryPop(out var open) || open != (bracket == ']' ? '[' : '('))
            {
                return $"\"{bracket}\" closes nothing.";
            }

            return _wanting ? $"There is nothing before \"{bracket}\"." : null;
        }

        private string? Comma()
        {
            if (_wanting)
            {
                return "There is nothing before a comma.";
            }

            _wanting = true;
            return null;
        }

        private string? Combine(char combinator)
        {
            // A relative selector such as :has(> img) may begin with one.
            if (_combined || (_wanting && _open.Count == 0))
            {
                return $"There is nothing before \"{combinator}\".";
            }

            (_wanting, _combined) = (true, true);
            return null;
        }

        private readonly bool EndsAfter(int i) =>
            !InBrackets && (i + 1 == text.Length || text[i + 1] is ' ' or ',' or '.' or '#' or '[' or ']' or '(' or ')' or '>' or '+' or '~');
    }
}
