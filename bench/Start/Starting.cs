using Pillion.Bench.Measuring;

namespace Pillion.Bench.Start;

/// <summary>Cold and warm start to ready, and memory while idle.</summary>
internal static class Starting
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(int runs)
    {
        List<double> cold = [], warm = [], memory = [], peerStart = [], peerMemory = [];
        for (var run = 0; run < runs; run++)
        {
            using var folder = new TemporaryFolder();
            await using (var first = await PillionServer.StartAsync(folder.Path))
            {
                cold.Add(first.MillisecondsToReady);
            }

            await using (var second = await PillionServer.StartAsync(folder.Path))
            {
                warm.Add(second.MillisecondsToReady);
                memory.Add(await IdleMemoryAsync(second));
            }

            await using var peer = await Peers.StartSocketIoAsync();
            peerStart.Add(peer.MillisecondsToReady);
            peerMemory.Add(await IdleMemoryAsync(peer));
        }

        var start = new Dictionary<string, double>(StringComparer.Ordinal) { [Peers.SocketIo] = Samples.Median(peerStart) };
        var idle = new Dictionary<string, double>(StringComparer.Ordinal) { [Peers.SocketIo] = Samples.Median(peerMemory) };
        return
        [
            new Measure("cold start to ready, new data folder", "ms", Samples.Median(cold), start, null, 4000),
            new Measure("warm start to ready", "ms", Samples.Median(warm), start, null, 2500),
            new Measure("resident memory, idle", "MB", Samples.Median(memory), idle, null, 160),
        ];
    }

    private static async Task<double> IdleMemoryAsync(ServerUnderTest server)
    {
        await Task.Delay(Settling, TimeProvider.System, CancellationToken.None);
        return server.MegabytesResident;
    }
}
