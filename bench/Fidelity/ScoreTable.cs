using System.Globalization;
using System.Text;
using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Fidelity;

/// <summary>Writes the scores into docs/internals/fidelity.md, between two marks.</summary>
internal static class ScoreTable
{
    private const string Begin = "<!-- score: written by `./pillion bench fidelity` -->";
    private const string End = "<!-- end of score -->";

    public static async Task WriteAsync(EngineScore ours, EngineScore theirs)
    {
        var file = Repository.At("docs", "internals", "fidelity.md");
        var text = await File.ReadAllTextAsync(file);
        var (from, to) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{file} has no place for the scores: {Begin} ... {End}");
        }

        await File.WriteAllTextAsync(file, $"{text[..from]}{Begin}\n\n{Table(ours, theirs)}\n{text[to..]}");
    }

    private static string Table(EngineScore ours, EngineScore theirs)
    {
        var table = new StringBuilder("| check | Pillion | rrweb |\n| --- | --- | --- |\n");
        void Row(string check, Func<EngineScore, string> read) => table.Append(CultureInfo.InvariantCulture, $"| {check} | {read(ours)} | {read(theirs)} |\n");

        Row("probes passed, right after it happened", score => $"{score.Probes - score.Failed.Count} of {score.Probes}");
        Row("probes passed, for an agent who joins later", score => $"{score.Probes - score.FailedLate.Count} of {score.Probes}");
        foreach (var drift in ours.Drifts)
        {
            Row(
                $"{drift.Source}, {drift.Changes} at a time: trees that differ",
                score =>
                {
                    var same = score.Drifts.Single(one => one.Source == drift.Source && one.Changes == drift.Changes);
                    return $"{same.Drifted} of {same.Ticks}";
                });
        }

        foreach (var page in ours.Pages)
        {
            Row($"{page.Name}: pixels that differ", score => score.Pages.Single(one => one.Name == page.Name).Differ.ToString("0.000 %", CultureInfo.InvariantCulture));
        }

        return table.ToString();
    }
}
