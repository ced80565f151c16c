using Pillion.Bench.Measuring;

namespace Pillion.Bench.Start;

/// <summary>
/// What an operator and a visitor feel first: how fast the server is there, what it costs while nothing happens, what a
/// page must load, and how long it takes from the call to the prompt and from consent to the agent's first picture.
/// </summary>
internal static class StartBench
{
    public static async Task<IReadOnlyList<Measure>> RunAsync(bool quick)
    {
        await Peers.InstallAsync();
        return
        [
            .. await Starting.MeasureAsync(runs: quick ? 2 : 7),
            .. await Bundles.MeasureAsync(),
            .. await Prompting.MeasureAsync(runs: quick ? 5 : 30, pictures: quick ? 3 : 15),
        ];
    }
}
