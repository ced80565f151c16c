using System.Text;

namespace Pillion.Http.Errors;

/// <summary>The catalogue as Markdown: what lies in <c>docs/errors</c>, and what is answered to programs that ask for it.</summary>
public static class ErrorMarkdown
{
    /// <summary>The page of one code.</summary>
    public static string Page(ErrorEntry entry)
    {
        var page = new StringBuilder()
            .Append(CultureFree($"# {entry.Title}\n\n`{entry.Code}`, status {Statuses(entry)}\n\n"))
            .Append(CultureFree($"{entry.Means}\n\n**Why.** {entry.Why}\n\n**What to do.** {entry.Cure}\n"));
        if (entry.Refused is { } refused)
        {
            page.Append("\n## Refused\n\n").Append(Example(refused));
        }

        if (entry.Works is { } works)
        {
            page.Append("\n## Works\n\n").Append(Example(works));
        }

        if (entry.Unshown is { } unshown)
        {
            page.Append(CultureFree($"\nThere is no {(entry.Refused is null ? "example" : "example that works")}: {LowerFirst(unshown)}\n"));
        }

        if (Used(entry) is { Count: > 0 } used)
        {
            page.Append('\n').AppendJoin('\n', used.Select(name => $"- `{name}`: {Placeholders.All[name]}")).Append('\n');
        }

        return page.ToString();
    }

    /// <summary>The page that lists all codes.</summary>
    /// <param name="link">Where the page of a code is.</param>
    public static string Index(ErrorCatalog catalog, Func<string, string> link)
    {
        var page = new StringBuilder("""
            # Error codes

            Every refusal has one body: `code` and `message` of the whole, and in `errors` everything that is wrong, each with a
            `code` that stays the same, a `message` for people, and where it applies `pointer` (where), `found` (what came),
            `expected` (what is accepted) and `nearest` (what was probably meant). With one fault the code of the whole is the
            fault's; with several it is `bad.request`. `docs` is the path of the code's page. A request that is refused has changed
            nothing.

            `pointer` is a JSON Pointer into the body, or `query:name`, `path:name`, `header:name`.

            In the examples, names in braces stand for something of your own; every page says what. Examples are sent as JSON and
            with the token of a client that has all scopes, unless they say otherwise.

            """.ReplaceLineEndings("\n"));
        foreach (var group in catalog.Groups)
        {
            page.Append(CultureFree($"\n## {group.Title}\n\n| code | status | |\n| --- | --- | --- |\n"));
            foreach (var entry in group.Entries)
            {
                page.Append(CultureFree($"| [`{entry.Code}`]({link(entry.Code)}) | {Statuses(entry)} | {entry.Title} |\n"));
            }
        }

        return page.ToString();
    }

    /// <summary>The page for a code that does not exist.</summary>
    public static string Unknown(string code, IReadOnlyList<ErrorEntry> nearest) => new StringBuilder()
        .Append(CultureFree($"# There is no error code `{code}`\n\n"))
        .Append(nearest.Count == 0 ? "" : "Did you mean one of these?\n\n")
        .Append(string.Concat(nearest.Select(entry => $"- [`{entry.Code}`]({ErrorCatalog.Page(entry.Code)}): {entry.Title}\n")))
        .Append(nearest.Count == 0 ? "" : "\n")
        .Append("[All codes](/docs/errors)\n")
        .ToString();

    internal static string Statuses(ErrorEntry entry) => string.Join(" or ", entry.Statuses);

    /// <summary>The request as it goes over the wire, without what every request has.</summary>
    internal static string Request(ErrorExample example)
    {
        var headers = string.Concat(example.Headers.Where(header => header.Value.Length > 0).Select(header => $"{header.Key}: {header.Value}\n"));
        return $"{example.Method} {example.Path}\n{headers}{(example.Body is null ? "" : $"\n{example.Body}\n")}";
    }

    /// <summary>What is said below a request.</summary>
    internal static string Answer(ErrorExample example) =>
        $"{(example.Headers.TryGetValue("Authorization", out var token) && token.Length == 0 ? "Sent without a token. " : "")}Answered with {example.Status}.";

    /// <summary>The placeholders in an entry's examples.</summary>
    internal static IReadOnlyList<string> Used(ErrorEntry entry)
    {
        var text = string.Concat(new[] { entry.Refused, entry.Works }.OfType<ErrorExample>().Select(Request));
        return Placeholders.All.Keys.Where(name => text.Contains(name, StringComparison.Ordinal)).ToList();
    }

    private static string Example(ErrorExample example) => $"```http\n{Request(example)}```\n\n{Answer(example)}\n";

    private static string LowerFirst(string text) => char.ToLowerInvariant(text[0]) + text[1..];

    private static string CultureFree(FormattableString text) => FormattableString.Invariant(text);
}
