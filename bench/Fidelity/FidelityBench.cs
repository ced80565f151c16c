using System.Text.Json;
using Pillion.Bench.Measuring;
using Pillion.Bench.Mirror;
using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Fidelity;

/// <summary>How much of what a visitor sees an agent sees, for Pillion and for rrweb, by the same checks.</summary>
internal static class FidelityBench
{
    private const string Peer = "rrweb";

    public static async Task<IReadOnlyList<Measure>> RunAsync(bool quick)
    {
        await Peers.InstallAsync();
        await using var site = await MirrorSite.StartAsync();
        var ours = await ScoreAsync("pillion", site, quick);
        var theirs = await ScoreAsync(Peer, site, quick);
        if (!quick)
        {
            await ScoreTable.WriteAsync(ours, theirs);
        }

        return [.. Compare(ours, theirs)];
    }

    private static IEnumerable<Measure> Compare(EngineScore ours, EngineScore theirs)
    {
        Measure Of(string name, string unit, Func<EngineScore, double> read, double? goal) =>
            new(name, unit, read(ours), new Dictionary<string, double>(StringComparer.Ordinal) { [Peer] = read(theirs) }, null, goal);

        yield return Of($"probes that fail at once, of {ours.Probes}", "probes", score => score.Failed.Count, 0);
        yield return Of($"probes that fail for a late joiner, of {ours.Probes}", "probes", score => score.FailedLate.Count, 0);
        foreach (var source in ours.Drifts.GroupBy(drift => drift.Source))
        {
            var ticks = source.Sum(drift => drift.Ticks);
            yield return Of($"{source.Key}: drifted, of {ticks}", "ticks", score => score.Drifts.Where(drift => drift.Source == source.Key).Sum(drift => drift.Drifted), 0);
        }

        foreach (var page in ours.Pages)
        {
            yield return Of($"{page.Name}: pixels that differ", "%", score => score.Pages.Single(one => one.Name == page.Name).Differ * 100, 0.1);
        }
    }

    private static async Task<EngineScore> ScoreAsync(string engine, MirrorSite site, bool quick)
    {
        List<string> arguments = ["../../web/mirror/test/fidelity/run.mjs", engine, "--pictures", Repository.At("artifacts", "screenshots", "fidelity")];
        foreach (var (name, ready) in RealPages.Ready.Take(quick ? 1 : int.MaxValue))
        {
            arguments.AddRange(["--page", $"{name}={ready}={site.Url}/real/{name}"]);
        }

        if (quick)
        {
            arguments.AddRange(["--every", "12", "--ticks", "3"]);
        }

        var printed = await Peers.RunAsync("node", [.. arguments]);
        return JsonSerializer.Deserialize<EngineScore>(printed) ?? throw new InvalidOperationException($"The score of {engine} is empty.");
    }
}
