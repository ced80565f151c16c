using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using Pillion.Browser.Tests.Driving;
using static Microsoft.Playwright.Assertions;

namespace Pillion.Browser.Tests;

/// <summary>
/// What a site gives to those who have logged in only: the visitor's own browser has it, so the agent sees it, from
/// Pillion's store on the viewer's origin. The agent's browser asks the site for nothing.
/// </summary>
public sealed class PrivateAssetTests
{
    private const string Picture = """<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="teal"/></svg>""";

    [Fact]
    public async Task Sheets_fonts_and_images_behind_a_cookie_reach_the_agent_once()
    {
        await using var shared = await SharedPage.StartAsync("logged-in", "balanced");
        var font = await File.ReadAllBytesAsync("/usr/share/fonts/truetype/liberation/LiberationMono-Bold.ttf", TestContext.Current.CancellationToken);
        var rules = string.Join('\n', Enumerable.Range(0, 80).Select(index => $".rule-{index} {{ margin: {index}px; padding: {index}px }}"));
        shared.Site.Add("/private/photo.svg", "image/svg+xml", Picture);
        shared.Site.Add("/private/font.ttf", "font/ttf", font);
        shared.Site.Add("/private/site.css", "text/css", $$"""
            @font-face { font-family: Members; src: url(font.ttf) }
            h1 { font-family: Members, serif; color: rgb(1, 2, 3) }
            #back { width: 40px; height: 30px; background: url(photo.svg) }
            {{rules}}
            """);
        shared.Site.Add("/page", "text/html; charset=utf-8", $"""
            <!doctype html><html><head><title>Members</title><link rel="stylesheet" href="/private/site.css">{shared.Tag}</head>
            <body><h1 id="title">For members</h1><img id="photo" src="/private/photo.svg"><div id="back"></div></body></html>
            """);
        var served = new ConcurrentDictionary<string, byte[]>(StringComparer.Ordinal);
        var asked = new ConcurrentQueue<string>();
        shared.Agent.Page.Request += (_, request) => asked.Enqueue(request.Url);
        shared.Agent.Page.Response += (_, response) => _ = KeepAsync(response, served);

        await shared.Visitor.Page.GotoAsync($"{shared.Site.Origin}/sign-in");
        await shared.ShareAsync("/page");
        await SeesAllAsync(shared);
        await shared.Visitor.Page.ReloadAsync();
        await SeesAllAsync(shared);

        var (photo, face) = (Hash(Encoding.UTF8.GetBytes(Picture)), Hash(font));
        await Polling.UntilAsync<object>(
            "the agent's browser to have the picture, the font and the sheet",
            TimeSpan.FromSeconds(20),
            () => Task.FromResult<object?>(served.ContainsKey(photo) && served.ContainsKey(face) && served.Values.Any(IsSheet) ? true : null),
            () => string.Join(", ", served.Keys));
        var sheet = Hash(served.Values.First(IsSheet));
        Assert.All((string[])[photo, face, sheet], hash => Assert.Equal(1, shared.Visitor.Wire.AssetsSent(hash)));
        Assert.All((string[])[photo, face, sheet], hash => Assert.Single(shared.Stored(), file => file.Name.Contains(hash[2..], StringComparison.Ordinal)));

        // Whoever has no cookie gets nothing, and the agent's browser did not even try.
        Assert.DoesNotContain(asked, url => url.StartsWith(shared.Site.Origin, StringComparison.Ordinal));
        Assert.DoesNotContain(shared.Site.Refused, path => path.StartsWith("/private", StringComparison.Ordinal));
        using var client = new HttpClient();
        using var refused = await client.GetAsync(new Uri($"{shared.Site.Origin}/private/photo.svg"), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Empty(shared.Agent.Errors);
    }

    private static async Task KeepAsync(IResponse response, ConcurrentDictionary<string, byte[]> served)
    {
        try
        {
            if (response.Url.Contains("/assets/", StringComparison.Ordinal) && response.Ok)
            {
                served[new Uri(response.Url).Segments[^1]] = await response.BodyAsync();
            }
        }
        catch (PlaywrightException)
        {
            // The browser has forgotten it: it came from its own cache, or the page is gone. Another answer has it.
        }
    }

    private static async Task SeesAllAsync(SharedPage shared)
    {
        await Expect(shared.Mirror.Locator("#title")).ToHaveCSSAsync("color", "rgb(1, 2, 3)");
        await Expect(shared.Mirror.Locator("#photo")).ToHaveJSPropertyAsync("naturalWidth", 40);
        await Expect(shared.Mirror.Locator("#back")).ToHaveCSSAsync("background-image", new System.Text.RegularExpressions.Regex("/assets/", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    private static bool IsSheet(byte[] body) => body.AsSpan().IndexOf("Members"u8) >= 0 && body.AsSpan().IndexOf("rule-79"u8) >= 0;

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
