using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;

namespace Pillion.Http.Errors;

/// <summary>The catalogue as web pages: no scripts, nothing from elsewhere, light and dark.</summary>
internal static partial class ErrorHtml
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #1d2433; --soft: #5b6478; --line: #dde1ea; --paper: #fff; --well: #f4f6fa; --link: #1c5fd0; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e9f0; --soft: #a0a8ba; --line: #353c4c; --paper: #161a22; --well: #1f2530; --link: #84b2ff; } }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.6 system-ui, sans-serif; }
        main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
        h1 { font-size: 1.7rem; line-height: 1.25; margin: 1rem 0 .25rem; }
        h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; }
        a { color: var(--link); }
        a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        p { margin: .75rem 0; }
        .soft { color: var(--soft); }
        code, pre { font: .9em/1.5 ui-monospace, "Liberation Mono", Menlo, monospace; background: var(--well); border-radius: 4px; }
        code { padding: .1em .3em; overflow-wrap: anywhere; }
        pre { padding: .9rem 1rem; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--line); }
        table { border-collapse: collapse; width: 100%; }
        td { padding: .4rem .75rem .4rem 0; border-top: 1px solid var(--line); vertical-align: top; }
        td:nth-child(2) { white-space: nowrap; }
        """;

    /// <summary>Allows the one style sheet in the page and nothing else.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style.ReplaceLineEndings("\n"))))}'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static string Page(ErrorEntry entry)
    {
        var page = new StringBuilder()
            .Append("<p><a href=\"/docs/errors\">Error codes</a></p>")
            .Append(FormattableString.Invariant($"<h1>{Text(entry.Title)}</h1><p class=\"soft\"><code>{Text(entry.Code)}</code>, status {ErrorMarkdown.Statuses(entry)}</p>"))
            .Append(FormattableString.Invariant($"<p>{Inline(entry.Means)}</p><p><strong>Why.</strong> {Inline(entry.Why)}</p><p><strong>What to do.</strong> {Inline(entry.Cure)}</p>"));
        Example(page, "Refused", entry.Refused);
        Example(page, "Works", entry.Works);
        if (entry.Unshown is { } unshown)
        {
            page.Append(FormattableString.Invariant($"<p class=\"soft\">There is no {(entry.Refused is null ? "example" : "example that works")}. {Inline(unshown)}</p>"));
        }

        if (ErrorMarkdown.Used(entry) is { Count: > 0 } used)
        {
            page.Append("<h2>In the examples</h2><ul>")
                .AppendJoin("", used.Select(name => $"<li><code>{Text(name)}</code>: {Inline(Placeholders.All[name])}</li>"))
                .Append("</ul>");
        }

        return Whole(entry.Title, page.ToString());
    }

    public static string Index(ErrorCatalog catalog) => Whole("Error codes", string.Concat(
        catalog.Groups.Select(group => $"<h2>{Text(group.Title)}</h2><table>{string.Concat(group.Entries.Select(Row))}</table>")
            .Prepend("<h1>Error codes</h1><p>Every refusal has a <code>code</code>, and each fault in <code>errors</code> has one of its own. A request that is refused has changed nothing.</p>")));

    public static string Unknown(string code, IReadOnlyList<ErrorEntry> nearest)
    {
        var list = nearest.Count == 0 ? "" : $"<p>Did you mean one of these?</p><table>{string.Concat(nearest.Select(Row))}</table>";
        return Whole("Unknown error code", $"<h1>There is no error code <code>{Text(code)}</code></h1>{list}<p><a href=\"/docs/errors\">All codes</a></p>");
    }

    private static string Row(ErrorEntry entry) =>
        $"<tr><td><a href=\"{ErrorCatalog.Page(entry.Code)}\"><code>{Text(entry.Code)}</code></a></td><td>{ErrorMarkdown.Statuses(entry)}</td><td>{Text(entry.Title)}</td></tr>";

    private static void Example(StringBuilder page, string title, ErrorExample? example)
    {
        if (example is not null)
        {
            page.Append(FormattableString.Invariant($"<h2>{title}</h2><pre>{Text(ErrorMarkdown.Request(example))}</pre><p class=\"soft\">{Text(ErrorMarkdown.Answer(example))}</p>"));
        }
    }

    private static string Whole(string title, string body) =>
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
        + $"<title>{Text(title)} · Pillion</title><style>{Style.ReplaceLineEndings("\n")}</style></head><body><main>{body}</main></body></html>";

    private static string Text(string text) => HtmlEncoder.Default.Encode(text);

    // Names between backticks are the only markup in the texts.
    private static string Inline(string text) => Name().Replace(Text(text), "<code>${name}</code>");

    [GeneratedRegex("&#x60;(?<name>.*?)&#x60;", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Name();
}
