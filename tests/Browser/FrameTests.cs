using System.Text;
using Pillion.Browser.Tests.Driving;
using static Microsoft.Playwright.Assertions;

namespace Pillion.Browser.Tests;

/// <summary>A page of the site's second origin, in a frame: the agent sees into it, and what is hidden there stays there.</summary>
public sealed class FrameTests
{
    [Theory]
    [InlineData("private")]
    [InlineData("balanced")]
    public async Task An_agent_sees_into_a_frame_of_another_origin(string preset)
    {
        await using var shared = await SharedPage.StartAsync("framecookieword", preset, ".secret");
        var places = CanaryTests.Always.Concat(preset == "private" ? CanaryTests.Texts : []).Select((html, index) => html.Replace("WORD", Word(index), StringComparison.Ordinal)).ToList();
        shared.Other.Add("/picture.svg", "image/svg+xml", """<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>""");
        shared.Other.Add("/pay.css", "text/css", "h2 { color: rgb(1, 2, 3); font: 24px sans-serif } body { background: rgb(240, 248, 255) }");
        shared.Other.Add("/pay", "text/html; charset=utf-8", $"""
            <!doctype html><html><head><title>frametitleword</title><link rel="stylesheet" href="/pay.css">{shared.Tag}</head><body>
            <h2 data-pillion="show">Pay here</h2><p data-pillion="show">Sum <b id="sum">42</b></p>
            {string.Join('\n', places)}</body></html>
            """);
        shared.Site.Add("/page", "text/html; charset=utf-8", $"""
            <!doctype html><html><head><title>Cart</title>{shared.Tag}</head><body><h1 data-pillion="show">Your cart</h1>
            <iframe id="pay" data-pillion="show" src="{shared.Other.Origin}/pay?framequeryword" width="500" height="400"></iframe></body></html>
            """);

        await shared.Visitor.Page.GotoAsync($"{shared.Site.Origin}/sign-in");
        await shared.Visitor.Page.GotoAsync($"{shared.Other.Origin}/sign-in");
        await shared.ShareAsync("/page");
        var inside = shared.Mirror.FrameLocator("#pay");
        await Expect(inside.Locator("h2")).ToHaveTextAsync("Pay here");
        await Expect(inside.Locator("h2")).ToHaveCSSAsync("color", "rgb(1, 2, 3)");
        var frame = shared.Visitor.Page.FrameLocator("#pay");
        await frame.Locator("#sum").EvaluateAsync("(element) => element.textContent = '43'");
        await Expect(inside.Locator("#sum")).ToHaveTextAsync("43");
        await shared.Visitor.Page.ReloadAsync();
        await Expect(inside.Locator("#sum")).ToHaveTextAsync("42");
        await shared.Agent.PictureAsync($"sees-into-a-frame-{preset}");

        await shared.VisitorUi.ClickAwayAsync("button", "End sharing");
        await Expect(shared.Agent.Page.GetByTestId("conversation-state")).Not.ToContainTextAsync("Live");

        var stored = shared.Stored().ToList();
        foreach (var word in (string[])[.. places.Select((_, index) => Word(index)), "framecookieword", "framequeryword", "frametitleword"])
        {
            Assert.False(shared.Visitor.Wire.Holds(word), $"{word} left the visitor's browser");
            Assert.False(shared.Agent.Wire.Holds(word), $"{word} reached the agent's browser");
            Assert.DoesNotContain(word, shared.Server.Output, StringComparison.OrdinalIgnoreCase);
            Assert.All(stored, file => Assert.True(file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) < 0, $"{word} is in {file.Name}"));
        }

        Assert.True(shared.Visitor.Wire.Holds("Pay here"));
        Assert.True(shared.Agent.Wire.Holds("Pay here"));
        Assert.Empty(shared.Visitor.Errors);
        Assert.Empty(shared.Agent.Errors);
    }

    private static string Word(int index) => $"framedword{index}end";
}
