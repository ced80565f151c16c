using System.Text;
using Pillion.Browser.Tests.Driving;
using static Microsoft.Playwright.Assertions;

namespace Pillion.Browser.Tests;

/// <summary>
/// Words are planted where a site's policy hides them, and looked for in everything that the product keeps or sends: each
/// frame of both browsers, each file of the data folder, the log. The mirror's own tests know many more places.
/// </summary>
public sealed class CanaryTests
{
    // Hidden under every preset; WORD becomes a word of the place's own.
    internal static readonly string[] Always =
    [
        """<input type="password" value="WORD">""",
        """<input autocomplete="cc-number" value="WORD">""",
        """<input name="cvc" placeholder="WORD" title="WORD" value="WORD">""",
        """<label>Passport number <input value="WORD"></label>""",
        """<input type="hidden" name="csrf" value="WORD">""",
        """<p class="secret" title="WORD" aria-label="WORD" data-x="WORD" style="--x: 'WORD'">WORD</p>""",
        """<p data-pillion="hide">WORD <img src="/picture.svg?WORD" alt="WORD"></p>""",
        """<div class="secret"><iframe srcdoc="<p>WORD</p>"></iframe></div>""",
        """<div class="secret"><template shadowrootmode="open"><style>p::after{content:"WORD"}</style><p>WORD</p></template></div>""",
        """<div><template shadowrootmode="open"><b data-pillion="hide"><slot></slot></b></template>WORD</div>""",
        """<svg class="secret"><text>WORD</text><title>WORD</title></svg>""",
        """<select class="secret"><option label="WORD">WORD</select>""",
        """<textarea class="secret">WORD</textarea>""",
        """<a href="/WORD?WORD#WORD" data-unread="WORD">x</a><form action="/WORD"></form>""",
        """<!-- WORD --><script type="application/json">"WORD"</script><template>WORD</template><noscript>WORD</noscript>""",
        """<meta name="description" content="WORD"><datalist><option value="WORD">WORD</datalist>""",
    ];

    // Hidden under private alone.
    internal static readonly string[] Texts =
    [
        "<p>WORD</p>",
        """<p title="WORD" aria-label="WORD">x</p>""",
        """<input value="WORD" placeholder="WORD">""",
        """<img src="/picture.svg?WORD" alt="WORD">""",
        """<iframe srcdoc="<p>WORD</p>" title="WORD"></iframe>""",
        """<style>.c::after { content: "WORD"; quotes: "WORD" "x" } [title="WORD"] { color: red }</style>""",
        """<select><optgroup label="WORD"><option>WORD</select><button>WORD</button>""",
        """<div><template shadowrootmode="open">WORD</template></div>""",
        """<svg><text>WORD</text></svg><math><mtext>WORD</mtext></math>""",
        """<div style="background: url(/picture.svg?WORD)">x</div>""",
    ];

    [Theory]
    [InlineData("private")]
    [InlineData("balanced")]
    public async Task What_is_hidden_is_nowhere(string preset)
    {
        await using var shared = await SharedPage.StartAsync("canarycookieword", preset, ".secret");
        var places = Always.Concat(Texts).Select((html, index) => html.Replace("WORD", Word(index), StringComparison.Ordinal));
        shared.Site.Add("/picture.svg", "image/svg+xml", """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>""");
        shared.Site.Add("/page", "text/html; charset=utf-8", $"""
            <!doctype html><html><head><title>canarytitleword</title>{shared.Tag}</head><body>
            <h1 id="shown" data-pillion="show">What may be seen</h1><p id="later">x</p><input id="typed" type="password">
            {string.Join('\n', places)}</body></html>
            """);

        await shared.Visitor.Page.GotoAsync($"{shared.Site.Origin}/sign-in/canaryreferrerword");
        await shared.ShareAsync("/page?canaryqueryword=1#canaryfragmentword");
        await Expect(shared.Mirror.Locator("#shown")).ToHaveTextAsync("What may be seen");
        await ActAsync(shared);
        await shared.Visitor.Page.ReloadAsync();
        await Expect(shared.Mirror.Locator("#shown")).ToHaveTextAsync("What may be seen");
        await ActAsync(shared);
        await shared.VisitorUi.ClickAwayAsync("button", "End sharing");
        await Expect(shared.Agent.Page.GetByTestId("conversation-state")).Not.ToContainTextAsync("Live");

        var hidden = Always.Concat(preset == "private" ? Texts : []).Select((_, index) => Word(index)).ToList();
        hidden.AddRange(["canarycookieword", "canaryqueryword", "canaryfragmentword", "canaryreferrerword", "canarytypedword", "canarylaterword"]);
        if (preset == "private")
        {
            hidden.Add("canarytitleword");
        }

        var stored = shared.Stored().ToList();
        foreach (var word in hidden)
        {
            foreach (var form in (string[])[word, Convert.ToBase64String(Encoding.UTF8.GetBytes(word))[..^4], Convert.ToHexStringLower(Encoding.UTF8.GetBytes(word))])
            {
                Assert.False(shared.Visitor.Wire.Holds(form), $"{word} left the visitor's browser");
                Assert.False(shared.Agent.Wire.Holds(form), $"{word} reached the agent's browser");
                Assert.DoesNotContain(form, shared.Server.Output, StringComparison.OrdinalIgnoreCase);
                Assert.All(stored, file => Assert.True(file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) < 0, $"{word} is in {file.Name}"));
            }
        }

        // The search finds what is there: else it proves nothing.
        Assert.True(shared.Visitor.Wire.Holds("What may be seen"));
        Assert.True(shared.Agent.Wire.Holds("What may be seen"));
        if (preset != "private")
        {
            Assert.All(Enumerable.Range(Always.Length, 2), index => Assert.True(shared.Agent.Wire.Holds(Word(index)), Word(index)));
            Assert.True(shared.Visitor.Wire.Holds("canarytitleword"));
        }

        Assert.Empty(shared.Visitor.Errors);
        Assert.Empty(shared.Agent.Errors);
    }

    private static string Word(int index) => $"canaryword{index}end";

    // Typed, then turned into a text; hidden and filled in one task. The last change says that all before it came through.
    private static async Task ActAsync(SharedPage shared)
    {
        var page = shared.Visitor.Page;
        await page.Locator("#typed").PressSequentiallyAsync("canarytypedword");
        await page.EvaluateAsync("""
            document.querySelector('#typed').type = 'text';
            const later = document.querySelector('#later');
            later.textContent = 'canarylaterword';
            later.className = 'secret';
            const shown = document.querySelector('#shown');
            shown.textContent = shown.textContent + ', still';
            """);
        await Expect(shared.Mirror.Locator("#shown")).ToHaveTextAsync("What may be seen, still");
    }
}
