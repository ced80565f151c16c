using Microsoft.Playwright;
using Pillion.Bench.Measuring;

namespace Pillion.Bench.Mirror;

/// <summary>
/// How soon an agent sees what a visitor sees. All engines go through the same relay, which only passes messages on;
/// visitor and agent are pages of two processes, and their clock is that of this machine.
/// </summary>
internal sealed class Following(IBrowser browser, MirrorSite site, bool quick)
{
    private const string NoReplayer = "it captures only";
    private static readonly Engine[] Engines = [Engine.Pillion, .. Engine.Peers.Where(peer => peer.Rebuilds)];

    public async Task<IReadOnlyList<Measure>> MeasureAsync()
    {
        var found = new Dictionary<Engine, Delays>();
        foreach (var engine in Engines)
        {
            found[engine] = await FollowAsync(engine);
        }

        return
        [
            Of(found, "DOM change to the agent's DOM, p50", delays => Percentile(delays.Changes, 0.50), 5),
            Of(found, "DOM change to the agent's DOM, p95", delays => Percentile(delays.Changes, 0.95), 15),
            Of(found, "pointer, p50", delays => Percentile(delays.Pointers, 0.50), 25),
            Of(found, "scroll, p50", delays => Percentile(delays.Scrolls, 0.50), 25),
        ];
    }

    /// <summary>From the bytes of a keyframe to the second frame that is painted with it, 10,000 nodes.</summary>
    public async Task<IReadOnlyList<Measure>> RebuildAsync()
    {
        var found = new Dictionary<Engine, double>();
        foreach (var engine in Engines)
        {
            var samples = new List<double>();
            await using var visitor = await CapturePage.OpenAsync(browser, site, engine, "/generated/10000");
            await visitor.ConnectAsync($"{site.RelayUrl}rebuild-{engine.Bundle}");
            var emitted = await visitor.StartAsync("start");
            var messages = emitted.Messages.Select(Convert.ToBase64String).ToArray();
            for (var run = 0; run < (quick ? 2 : 7); run++)
            {
                await using var agent = await AgentPage.OpenAsync(browser, site, engine);
                samples.Add(await agent.Page.EvaluateAsync<double>("messages => agent.build(messages)", messages));
            }

            found[engine] = Samples.Median(samples);
        }

        return [Of(found, "rebuild of 10k nodes to the second painted frame", value => value, 250)];
    }

    private static Measure Of<T>(IReadOnlyDictionary<Engine, T> found, string name, Func<T, double> read, double goal) => new(
        name,
        "ms",
        read(found[Engine.Pillion]),
        found.Where(one => one.Key != Engine.Pillion).ToDictionary(one => one.Key.Name, one => read(one.Value), StringComparer.Ordinal),
        null,
        goal)
    {
        Absent = Engine.Peers.Where(peer => !peer.Rebuilds).ToDictionary(peer => peer.Name, _ => NoReplayer, StringComparer.Ordinal),
    };

    private async Task<Delays> FollowAsync(Engine engine)
    {
        var (changes, views) = quick ? (60, 12) : (300, 40);
        var relay = $"{site.RelayUrl}follow-{engine.Bundle}";
        await using var agent = await AgentPage.OpenAsync(browser, site, engine);
        await agent.ConnectAsync(relay);
        await using var visitor = await CapturePage.OpenAsync(browser, site, engine, "/generated/1000");
        await visitor.ConnectAsync(relay);
        await visitor.StartAsync("start");
        await agent.HasAsync("#bench-probe");

        await agent.Page.EvaluateAsync("() => agent.watchText()");
        var sent = await visitor.Page.EvaluateAsync<Dictionary<string, double>>("count => bench.ticks(count, 33)", changes);
        var texts = Difference(sent, await SeenAsync(agent, "seen", sent.Count));

        await agent.Page.EvaluateAsync("() => agent.watchViews()");
        sent = await visitor.Page.EvaluateAsync<Dictionary<string, double>>("count => bench.scrolls(count, 90)", views);
        var scrolls = Difference(sent, await SeenAsync(agent, "scrolls", sent.Count));

        await visitor.Page.EvaluateAsync("() => bench.watchPointer()");
        for (var step = 0; step < views; step++)
        {
            await visitor.Page.Mouse.MoveAsync(100 + (step * 9), 300);
            await visitor.Page.WaitForTimeoutAsync(90);
        }

        sent = await visitor.Page.EvaluateAsync<Dictionary<string, double>>("() => sentPointers");
        return new Delays(texts, scrolls, Difference(sent, await SeenAsync(agent, "pointers", sent.Count)));
    }

    // What an engine has not shown after this time it does not show.
    private static async Task<Dictionary<string, double>> SeenAsync(AgentPage agent, string name, int count)
    {
        await agent.Page.EvaluateAsync(
            """
            async ([name, count]) => {
              const until = performance.now() + 2500;
              while (Object.keys(window[name]).length < count && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
            }
            """,
            new object[] { name, count });
        return await agent.Page.EvaluateAsync<Dictionary<string, double>>("name => window[name]", name);
    }

    private static double[] Difference(Dictionary<string, double> sent, Dictionary<string, double> seen) =>
        [.. sent.Where(one => seen.ContainsKey(one.Key)).Select(one => seen[one.Key] - one.Value).Order()];

    private static double Percentile(double[] sorted, double share) =>
        sorted.Length == 0 ? throw new InvalidOperationException("Nothing arrived.") : sorted[(int)(share * (sorted.Length - 1))];

    private sealed record Delays(double[] Changes, double[] Scrolls, double[] Pointers);
}
