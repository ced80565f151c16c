using System.Diagnostics;

namespace Pillion.Bench.Api;

/// <summary>What a server did under load.</summary>
/// <param name="MicrosecondsPerRequest">Wall time divided by requests: the inverse of the throughput.</param>
/// <param name="Percentile99">Milliseconds from sending to the whole answer, of the slowest request in a hundred.</param>
internal sealed record LoadResult(double MicrosecondsPerRequest, double Percentile99);

/// <summary>
/// Keeps a number of connections busy, each with one request at a time. Generator and server share the machine, in the
/// same way for everyone who is measured.
/// </summary>
internal static class Load
{
    /// <summary>Connections that are kept busy.</summary>
    public const int Connections = 32;

    /// <param name="request">Makes the request of a number; called once for each.</param>
    /// <exception cref="InvalidOperationException">A request was refused: the figures would say nothing.</exception>
    public static async Task<LoadResult> RunAsync(Func<int, HttpRequestMessage> request, int warmUp, int requests)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections, UseProxy = false });
        await RunAsync(client, request, 0, warmUp);
        var watch = Stopwatch.StartNew();
        var samples = await RunAsync(client, request, warmUp, requests);
        var elapsed = watch.Elapsed;
        Array.Sort(samples);
        return new LoadResult(elapsed.TotalMicroseconds / requests, samples[(int)(samples.Length * 0.99)]);
    }

    private static async Task<double[]> RunAsync(HttpClient client, Func<int, HttpRequestMessage> request, int first, int count)
    {
        var samples = new double[count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                var started = Stopwatch.GetTimestamp();
                using var message = request(first + i);
                using var answer = await client.SendAsync(message);
                var body = await answer.Content.ReadAsByteArrayAsync();
                if (!answer.IsSuccessStatusCode)
                {
                    throw new InvalidOperationException($"{message.Method} {message.RequestUri} was answered {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
                }

                samples[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
        })));
        return samples;
    }
}
