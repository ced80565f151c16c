using Microsoft.Playwright;
using Pillion.Bench.Measuring;

namespace Pillion.Bench.Mirror;

/// <summary>What capturing a generated page costs: its keyframes, and what a page does to itself afterwards.</summary>
internal sealed class Capturing(IBrowser browser, MirrorSite site, bool quick)
{
    private static readonly string[] Kinds = ["append", "innerHTML", "reorder", "class", "style", "text", "remove"];

    // Two recorders of one family are one too many where there is little time.
    private readonly Engine[] _peers = [.. Engine.Peers.Where(peer => !quick || peer.Name != "@rrweb/record")];

    /// <summary>Keyframes of a page of that many nodes, cold in a fresh page and warm right after.</summary>
    public async Task<IReadOnlyList<Measure>> KeyframesAsync(string page, string path, string ready, KeyframeGoals goals)
    {
        var found = new Dictionary<Engine, KeyframeFigures>();
        foreach (var engine in _peers.Prepend(Engine.Pillion))
        {
            found[engine] = await KeyframesOfAsync(engine, path, ready);
        }

        var ours = found[Engine.Pillion];
        Measure Of(string name, string unit, Func<KeyframeFigures, double> read, double? goal) => new(
            $"{page}: {name}", unit, read(ours), _peers.ToDictionary(peer => peer.Name, peer => read(found[peer]), StringComparer.Ordinal), null, goal);
        return
        [
            Of("first keyframe, main thread", "ms", figures => figures.Cold, goals.Cold),
            Of("first keyframe, longest task", "ms", figures => figures.ColdLongest, goals.Longest),
            Of("further keyframe, main thread", "ms", figures => figures.Warm, goals.Warm),
            Of("further keyframe, longest task", "ms", figures => figures.WarmLongest, goals.Longest),
            Of("first keyframe, raw", "B", figures => figures.Raw, null),
            Of("first keyframe, deflated", "B", figures => figures.Deflated, null),
            Of("further keyframe, deflated, style sheets known", "B", figures => figures.Known, goals.Known),
        ];
    }

    /// <summary>Each kind of change to <paramref name="count"/> rows, in a page of 10,000 nodes.</summary>
    public async Task<IReadOnlyList<Measure>> MutationsAsync(int count, IReadOnlyCollection<string>? only = null)
    {
        var kinds = only ?? Kinds;
        var idle = await MutationsOfAsync(Engine.None, count, kinds);
        var found = new Dictionary<Engine, IReadOnlyDictionary<string, MutationFigures>>();
        foreach (var engine in _peers.Prepend(Engine.Pillion))
        {
            found[engine] = await MutationsOfAsync(engine, count, kinds);
        }

        var measures = new List<Measure>();
        foreach (var kind in kinds)
        {
            double Beyond(Engine engine) => Math.Max(0.1, found[engine][kind].Total - idle[kind].Total);
            double Longest(Engine engine) => Math.Max(0.1, found[engine][kind].Longest - idle[kind].Longest);
            Dictionary<string, double> Peers(Func<Engine, double> read) => _peers.ToDictionary(peer => peer.Name, read, StringComparer.Ordinal);
            var rrweb = _peers[0];
            var appended = kind == "append" && count >= 10_000;
            var name = $"{count:N0} x {kind}";
            measures.Add(new Measure($"{name}: main thread, beyond the page's own", "ms", Beyond(Engine.Pillion), Peers(Beyond), null, appended ? Beyond(rrweb) / 5 : null));
            measures.Add(new Measure($"{name}: longest task, beyond the page's own", "ms", Longest(Engine.Pillion), Peers(Longest), null, null));
            measures.Add(new Measure($"{name}: bytes, raw", "B", found[Engine.Pillion][kind].Raw, Peers(peer => found[peer][kind].Raw), null, appended ? found[rrweb][kind].Raw / 15 : null));
        }

        return measures;
    }

    private async Task<KeyframeFigures> KeyframesOfAsync(Engine engine, string path, string ready)
    {
        var (colds, warms) = quick ? (1, 1) : (3, 5);
        List<Work> cold = [], warm = [];
        Emitted? first = null, further = null;
        for (var run = 0; run < colds; run++)
        {
            await using var page = await CapturePage.OpenAsync(browser, site, engine, path, ready);
            await using var trace = await MainThread.TraceAsync(browser);
            first = await page.StartAsync("cold");
            var marks = Enumerable.Range(0, run == 0 ? warms : 0).Select(index => $"warm{index}").ToArray();
            foreach (var mark in marks)
            {
                further = await page.KeyframeAsync(mark);
            }

            var work = await trace.EndAsync();
            cold.Add(work["cold"]);
            warm.AddRange(marks.Select(mark => work[mark]));
        }

        return new KeyframeFigures(
            Samples.Median(cold.Select(work => work.Total)),
            Samples.Median(cold.Select(work => work.Longest)),
            Samples.Median(warm.Select(work => work.Total)),
            Samples.Median(warm.Select(work => work.Longest)),
            first!.Raw + first.Assets.Sum(asset => asset.Length),
            Wire(engine, first) + first.AssetsDeflated,
            Wire(engine, further!));
    }

    private static double Wire(Engine engine, Emitted emitted) => engine == Engine.Pillion ? emitted.Sent : emitted.Deflated;

    private async Task<IReadOnlyDictionary<string, MutationFigures>> MutationsOfAsync(Engine engine, int count, IReadOnlyCollection<string> kinds)
    {
        var runs = quick ? 1 : 3;
        await using var page = await CapturePage.OpenAsync(browser, site, engine, "/generated/10000");
        await page.StartAsync("start");
        var emitted = new Dictionary<string, Emitted>(StringComparer.Ordinal);
        await using var trace = await MainThread.TraceAsync(browser);
        foreach (var kind in kinds)
        {
            for (var run = 0; run < runs; run++)
            {
                emitted[kind] = await page.MutateAsync($"{kind}{run}", kind, count);
            }
        }

        var work = await trace.EndAsync();
        return kinds.ToDictionary(
            kind => kind,
            kind =>
            {
                var samples = Enumerable.Range(0, runs).Select(run => work[$"{kind}{run}"]).ToArray();
                return new MutationFigures(Samples.Median(samples.Select(one => one.Total)), Samples.Median(samples.Select(one => one.Longest)), emitted[kind].Raw);
            },
            StringComparer.Ordinal);
    }

    private sealed record KeyframeFigures(double Cold, double ColdLongest, double Warm, double WarmLongest, double Raw, double Deflated, double Known);

    private sealed record MutationFigures(double Total, double Longest, double Raw);
}

/// <summary>What keyframes of a page should cost at most; null where the comparison is the goal.</summary>
internal sealed record KeyframeGoals(double? Cold = null, double? Warm = null, double? Longest = null, double? Known = null);
