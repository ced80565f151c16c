using Microsoft.Playwright;
using Pillion.Bench.Measuring;

namespace Pillion.Bench.Mirror;

/// <summary>The mirror beside the open engines that capture pages: what it costs a visitor, and how soon an agent sees.</summary>
internal static class MirrorBench
{
    public static async Task<IReadOnlyList<Measure>> RunAsync(bool quick)
    {
        await Peers.InstallAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-backgrounding-occluded-windows", "--disable-renderer-backgrounding", "--js-flags=--expose-gc"],
        });
        await using var site = await MirrorSite.StartAsync();
        var capturing = new Capturing(browser, site, quick);
        var measures = new List<Measure>();
        measures.AddRange(await capturing.KeyframesAsync("10k nodes", "/generated/10000", "main", new KeyframeGoals(60, 40, 8, 15 * 1024)));
        measures.AddRange(await capturing.MutationsAsync(10_000, quick ? ["append"] : null));
        if (!quick)
        {
            measures.AddRange(await capturing.MutationsAsync(1_000));
            measures.AddRange(await capturing.KeyframesAsync("1k nodes", "/generated/1000", "main", new KeyframeGoals(Longest: 8)));
            measures.AddRange(await capturing.KeyframesAsync("50k nodes", "/generated/50000", "main", new KeyframeGoals(Longest: 50)));
            foreach (var (name, ready) in RealPages.Ready)
            {
                measures.AddRange(await capturing.KeyframesAsync(name, $"/real/{name}", ready, new KeyframeGoals(Longest: 8)));
            }
        }

        var following = new Following(browser, site, quick);
        measures.AddRange(await following.MeasureAsync());
        measures.AddRange(await following.RebuildAsync());
        var remembering = new Remembering(browser, site, quick);
        measures.Add(await remembering.AgentAsync());
        measures.Add(await remembering.VisitorAsync());
        return measures;
    }
}
