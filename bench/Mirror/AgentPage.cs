using Microsoft.Playwright;

namespace Pillion.Bench.Mirror;

/// <summary>The agent's side of one engine, in a page of its own process.</summary>
internal sealed class AgentPage : IAsyncDisposable
{
    private AgentPage(IPage page) => Page = page;

    public IPage Page { get; }

    public static async Task<AgentPage> OpenAsync(IBrowser browser, MirrorSite site, Engine engine)
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1400, Height = 900 } });
        await page.GotoAsync($"{site.Url}/agent/{engine.Bundle}");
        return new AgentPage(page);
    }

    public Task ConnectAsync(string relay) => Page.EvaluateAsync("url => agent.connect(url)", relay);

    /// <summary>Waits until the rebuilt page has this.</summary>
    public Task HasAsync(string selector) => Page.WaitForFunctionAsync("selector => agent.has(selector)", selector);

    public ValueTask DisposeAsync() => new(Page.CloseAsync());
}
