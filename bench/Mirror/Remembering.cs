using Microsoft.Playwright;
using Pillion.Bench.Measuring;

namespace Pillion.Bench.Mirror;

/// <summary>What an agent's page keeps of many changes, and what a visitor's page keeps when it is over.</summary>
internal sealed class Remembering(IBrowser browser, MirrorSite site, bool quick)
{
    private const int Batch = 500;

    /// <summary>Growth of an agent's heap over 60,000 changes of one text.</summary>
    public async Task<Measure> AgentAsync()
    {
        var count = quick ? 10_000 : 60_000;
        var found = new Dictionary<Engine, double>();
        foreach (var engine in Engine.Peers.Where(peer => peer.Rebuilds).Append(Engine.Pillion))
        {
            await using var agent = await AgentPage.OpenAsync(browser, site, engine);
            await ChurnAsync(agent, 0, 2_000);
            var before = await HeapAsync(agent.Page);
            await ChurnAsync(agent, 2_000, count);
            found[engine] = Math.Max(0, await HeapAsync(agent.Page) - before);
        }

        return new Measure(
            $"agent's heap, grown over {count:N0} changes",
            "MB",
            found[Engine.Pillion],
            found.Where(one => one.Key != Engine.Pillion).ToDictionary(one => one.Key.Name, one => one.Value, StringComparer.Ordinal),
            null,
            1);
    }

    /// <summary>What is left in a visitor's heap after a page of 10,000 nodes was captured, changed, and capturing stopped.</summary>
    public async Task<Measure> VisitorAsync()
    {
        var found = new Dictionary<Engine, double>();
        foreach (var engine in Engine.Peers.Where(peer => !quick || peer.Rebuilds).Append(Engine.Pillion))
        {
            await using var visitor = await CapturePage.OpenAsync(browser, site, engine, "/generated/10000");
            var before = await HeapAsync(visitor.Page);
            await visitor.StartAsync("start");
            await visitor.MutateAsync("append", "append", 1_000);
            await visitor.MutateAsync("remove", "remove", 1_000);
            await visitor.Page.EvaluateAsync("async () => { await bench.stop(); bench.forget(); }");
            await visitor.Page.WaitForTimeoutAsync(500);
            found[engine] = Math.Max(0, await HeapAsync(visitor.Page) - before);
        }

        return new Measure(
            "visitor's heap, grown when it is over",
            "MB",
            found[Engine.Pillion],
            found.Where(one => one.Key != Engine.Pillion).ToDictionary(one => one.Key.Name, one => one.Value, StringComparer.Ordinal),
            null,
            1);
    }

    private static async Task ChurnAsync(AgentPage agent, int from, int count)
    {
        for (var at = from; at < from + count; at += Batch)
        {
            await agent.Page.EvaluateAsync("([from, count]) => agent.churn(from, count)", new object[] { at, Batch });
        }

        await agent.Page.WaitForTimeoutAsync(500);
    }

    private static async Task<double> HeapAsync(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        await session.SendAsync("HeapProfiler.collectGarbage");
        await session.SendAsync("HeapProfiler.collectGarbage");
        var usage = await session.SendAsync("Runtime.getHeapUsage");
        await session.DetachAsync();
        return usage!.Value.GetProperty("usedSize").GetDouble() / (1024 * 1024);
    }
}
