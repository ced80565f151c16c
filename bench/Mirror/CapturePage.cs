using System.IO.Compression;
using System.Text.Json;
using Microsoft.Playwright;

namespace Pillion.Bench.Mirror;

/// <summary>What was emitted in one measurement.</summary>
/// <param name="Raw">Bytes as captured, before compression.</param>
/// <param name="Messages">As they would be sent.</param>
/// <param name="Assets">Style sheets and the like that are sent once per site.</param>
internal sealed record Emitted(double Raw, IReadOnlyList<byte[]> Messages, IReadOnlyList<byte[]> Assets)
{
    /// <summary>Bytes on the wire: ours are deflated already, where that is worth it.</summary>
    public double Sent => Messages.Sum(message => (double)message.Length);

    /// <summary>Each message deflated by itself, for engines that leave that to others.</summary>
    public double Deflated => Messages.Sum(message => (double)Deflate(message));

    public double AssetsDeflated => Assets.Sum(asset => (double)Deflate(asset));

    private static int Deflate(byte[] bytes)
    {
        using var into = new MemoryStream();
        using (var deflate = new DeflateStream(into, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(bytes);
        }

        return (int)into.Length;
    }
}

/// <summary>One engine in one page of a browser.</summary>
internal sealed class CapturePage : IAsyncDisposable
{
    private readonly MirrorSite _site;
    private readonly Engine _engine;

    private CapturePage(MirrorSite site, Engine engine, IPage page) => (_site, _engine, Page) = (site, engine, page);

    public IPage Page { get; }

    /// <param name="path">The page on the bench's site.</param>
    /// <param name="ready">A selector that is there when the page has drawn itself.</param>
    public static async Task<CapturePage> OpenAsync(IBrowser browser, MirrorSite site, Engine engine, string path, string ready = "body")
    {
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 800 } });
        await page.GotoAsync(site.Url + path, new PageGotoOptions { WaitUntil = WaitUntilState.Load });
        await page.Locator(ready).First.WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Url = $"{site.Url}/bundles/capture-{engine.Bundle}.js" });
        return new CapturePage(site, engine, page);
    }

    /// <summary>Begins to capture; the store knows the page's style sheets already when <paramref name="known"/>.</summary>
    public Task<Emitted> StartAsync(string mark, bool known = false) =>
        MeasureAsync("([mark, known]) => bench.start(mark, { known })", mark, known);

    public Task<Emitted> KeyframeAsync(string mark) => MeasureAsync("([mark]) => bench.keyframe(mark)", mark);

    public async Task<Emitted> MutateAsync(string mark, string kind, int count)
    {
        await Page.EvaluateAsync("([kind, count]) => bench.prepare(kind, count)", new object[] { kind, count });
        return await MeasureAsync("([mark, kind, count]) => bench.mutate(mark, kind, count)", mark, kind, count);
    }

    /// <summary>From now on everything goes to the others in a room of the relay, too.</summary>
    public Task ConnectAsync(string relay) => Page.EvaluateAsync("url => bench.connect(url)", relay);

    public ValueTask DisposeAsync() => new(Page.CloseAsync());

    private async Task<Emitted> MeasureAsync(string script, params object[] arguments)
    {
        if (_engine.Ingests)
        {
            await TakeIngestedAsync();
        }

        var raw = await Page.EvaluateAsync<double>(script, arguments);
        if (_engine.Ingests)
        {
            var batches = await TakeIngestedAsync();
            return new Emitted(batches.Sum(batch => (double)batch.Length), batches, []);
        }

        var taken = await Page.EvaluateAsync<JsonElement>("() => bench.taken()");
        return new Emitted(raw, BytesOf(taken.GetProperty("messages")), BytesOf(taken.GetProperty("assets")));
    }

    // The tracker's worker sends every half minute, or when it is told to; then it is awaited until it is done.
    private async Task<IReadOnlyList<byte[]>> TakeIngestedAsync()
    {
        await Page.EvaluateAsync("() => bench.flush()");
        return _site.TakeIngested();
    }

    private static byte[][] BytesOf(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetBytesFromBase64())];
}
