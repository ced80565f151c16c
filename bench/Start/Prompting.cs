using Microsoft.Playwright;
using Pillion.Bench.Measuring;

namespace Pillion.Bench.Start;

/// <summary>
/// From the call to the prompt on the visitor's page, and from consent to the agent's first picture, in a real browser.
/// All clocks are that of this machine.
/// </summary>
internal static class Prompting
{
    public static async Task<IReadOnlyList<Measure>> MeasureAsync(int runs, int pictures)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding"],
        });
        using var folder = new TemporaryFolder();
        await using var server = await PillionServer.StartAsync(folder.Path);
        await using var peer = await Peers.StartSocketIoAsync();

        var ours = await PillionJourney.MeasureAsync(browser, server, runs, pictures);
        var peerPrompt = await PeerPromptAsync(browser, peer, runs);
        var peerPicture = await PeerPictureAsync(browser, peer, $"{server.Url}/demo/shop/", pictures);
        return
        [
            new Measure("from POST /conversations to the prompt on the page", "ms", Samples.Median(ours.Prompts), Of(peerPrompt), null, 150),
            new Measure("from consent to the agent's first picture", "ms", Samples.Median(ours.Pictures), Of(peerPicture), null, 500),
        ];
    }

    private static Dictionary<string, double> Of(IReadOnlyList<double> samples) =>
        new(StringComparer.Ordinal) { [Peers.SocketIo] = Samples.Median(samples) };

    // What pushing an offer costs without a conversation, an invitation and a store behind it.
    private static async Task<IReadOnlyList<double>> PeerPromptAsync(IBrowser browser, ServerUnderTest peer, int runs)
    {
        using var client = new HttpClient { BaseAddress = new Uri(peer.Url) };
        var samples = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var page = await browser.NewPageAsync();
            await page.GotoAsync(peer.Url);
            await page.WaitForFunctionAsync("() => window.connected");
            var before = Clock.Now;
            using var answer = await client.PostAsync(new Uri("/offer", UriKind.Relative), null);
            samples.Add(await page.WaitForNumberAsync("promptedAt") - before);
            await page.CloseAsync();
        }

        return samples;
    }

    private static async Task<IReadOnlyList<double>> PeerPictureAsync(IBrowser browser, ServerUnderTest peer, string shared, int runs)
    {
        var samples = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var agent = await browser.NewPageAsync();
            await agent.GotoAsync($"{peer.Url}/agent");
            await agent.WaitForFunctionAsync("() => window.connected");
            var visitor = await browser.NewPageAsync();
            await visitor.GotoAsync(shared);
            await visitor.WaitForSelectorAsync("#products > li");
            await visitor.AddScriptTagAsync(new PageAddScriptTagOptions { Url = $"{peer.Url}/visitor.js" });
            await visitor.WaitForFunctionAsync("() => window.connected");
            await visitor.EvaluateAsync("() => startSharing()");
            samples.Add(await agent.WaitForNumberAsync("renderedAt") - await visitor.WaitForNumberAsync("sharedAt"));
            await visitor.CloseAsync();
            await agent.CloseAsync();
        }

        return samples;
    }
}
