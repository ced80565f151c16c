using System.Text.Json;
using System.Text.RegularExpressions;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Live;

/// <summary>The first frame of a socket, read.</summary>
internal abstract record Hello;

/// <param name="Session">The session that this tab's document, or its previous one, had.</param>
internal sealed record VisitorHello(
    string Site, string Tab, string? VisitorToken, string? IdentityToken, PageView Page, ResumeClaim? Session, string? Redeem) : Hello;

internal sealed record AgentHello(string Token, long Epoch, long Seq) : Hello;

/// <summary>The newest ordered frame that a visitor's document has sent.</summary>
internal sealed record ResumeClaim(string Token, long Epoch, long Seq);

/// <summary>Reads hello. Fields that it does not know are left alone, so that newer clients can talk to older servers.</summary>
internal static partial class HelloReader
{
    private const int LongestToken = 8 * 1024;

    public static Result<Hello> Read(ReadOnlyMemory<byte> payload)
    {
        if (LiveJson.Parse(payload) is not { } json)
        {
            return Refusal.Of([new Fault("invalid.json", "hello is not valid JSON", "")]);
        }

        var faults = new List<Fault>();
        var body = BodyReader.Root(json, faults);
        body.Integer("protocol", 1, 1, required: true);
        Hello? hello = body.OneOf("role", [JoinClaims.Visitor, JoinClaims.Agent], required: true) switch
        {
            JoinClaims.Visitor => Visitor(body),
            JoinClaims.Agent => new AgentHello(
                body.Text("token", required: true, longest: LongestToken) ?? "", Number(body, "epoch"), Number(body, "seq")),
            _ => null,
        };
        return faults.Count > 0 || hello is null ? Refusal.Of(faults) : hello;
    }

    /// <summary>A page as a visitor's tab reports it, without query and fragment whatever the tab sent.</summary>
    public static PageView? Page(BodyReader? page)
    {
        if (page?.Peek("title") is { ValueKind: JsonValueKind.String } title
            && page.Text("url", required: true, longest: 4096) is { } url)
        {
            if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https")
            {
                return new PageView(Cut(uri.GetLeftPart(UriPartial.Path), PageView.LongestUrl), Cut(title.GetString()!, PageView.LongestTitle), page.Flag("visible") ?? true);
            }

            page.Refuse("url", "invalid.value", "`url` must be an absolute http or https address.");
        }
        else
        {
            page?.Text("title", required: true);
        }

        return null;
    }

    private static VisitorHello Visitor(BodyReader body)
    {
        var session = body.Object("session");
        var tab = body.Text("tab", required: true, longest: 64) ?? "";
        if (tab.Length > 0 && !TabId().IsMatch(tab))
        {
            body.Refuse("tab", "invalid.value", "`tab` takes letters, digits, dashes and underscores.");
        }

        return new VisitorHello(
            body.Text("site", required: true, longest: 100) ?? "",
            tab,
            body.Text("visitor", longest: LongestToken),
            body.Text("identity", longest: LongestToken),
            Page(body.Object("page", required: true)) ?? PageView.None,
            session is null
                ? null
                : new ResumeClaim(session.Text("token", required: true, longest: LongestToken) ?? "", Number(session, "epoch"), Number(session, "seq")),
            body.Text("redeem", longest: 64));
    }

    // Epoch and seq go up to 2^53 - 1, beyond what BodyReader's whole numbers hold.
    private static long Number(BodyReader body, string name)
    {
        if (body.Peek(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) && number is >= 0 and <= Varint.MaxValue)
        {
            return number;
        }

        body.Refuse(name, "invalid.value", $"`{name}` must be a whole number from 0 to 2^53 - 1.");
        return 0;
    }

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex TabId();
}
