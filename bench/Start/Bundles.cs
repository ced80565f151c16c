using System.IO.Compression;
using System.Text.Json;
using Pillion.Bench.Measuring;
using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Start;

/// <summary>What a visitor's browser loads, after brotli at its highest quality.</summary>
internal static class Bundles
{
    public static async Task<IReadOnlyList<Measure>> MeasureAsync()
    {
        var folder = Repository.At("web", "dist", "snippet");
        var loader = await SizeAsync(Path.Combine(folder, "pillion.js"));
        var session = await SizeAsync(Directory.GetFiles(folder, "session-*.js").Single());
        var peers = JsonSerializer.Deserialize<Dictionary<string, double>>(await Peers.RunAsync("node", "sizes.mjs"))!;
        return
        [
            new Measure("loader, on every page (brotli)", "B", loader, peers, null, 3 * 1024),
            new Measure("whole visitor bundle, in a session (brotli)", "B", loader + session, peers, null, 25 * 1024),
        ];
    }

    private static async Task<double> SizeAsync(string file)
    {
        using var compressed = new MemoryStream();
        await using (var brotli = new BrotliStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await brotli.WriteAsync(await File.ReadAllBytesAsync(file));
        }

        return compressed.Length;
    }
}
