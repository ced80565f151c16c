using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Measuring;

/// <summary>A server process under measurement, on a free loopback port.</summary>
internal sealed class ServerUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private ServerUnderTest(Process process, int port, double milliseconds)
    {
        _process = process;
        Port = port;
        MillisecondsToReady = milliseconds;
    }

    public int Port { get; }

    public string Url => $"http://localhost:{Port}";

    /// <summary>From the start of the process to the first 200 on its ready address.</summary>
    public double MillisecondsToReady { get; }

    /// <summary>Resident memory in MB, from /proc.</summary>
    public double MegabytesResident => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .First();

    /// <summary>Starts a program that listens on the port in the environment variable PORT.</summary>
    /// <param name="ready">What it answers at <paramref name="readyPath"/> once it is there.</param>
    /// <exception cref="InvalidOperationException">It was not there within 30 seconds.</exception>
    public static async Task<ServerUnderTest> StartAsync(
        string file,
        IReadOnlyList<string> arguments,
        string readyPath,
        IReadOnlyDictionary<string, string>? environment = null,
        HttpStatusCode ready = HttpStatusCode.OK)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PORT"] = $"{port}";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using var client = new HttpClient();
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (await timer.WaitForNextTickAsync())
        {
            if (watch.Elapsed > Limit || process.HasExited)
            {
                process.Kill();
                throw new InvalidOperationException($"{file} was not ready within {Limit.TotalSeconds} s.");
            }

            try
            {
                using var answer = await client.GetAsync(new Uri($"http://localhost:{port}{readyPath}"));
                if (answer.StatusCode == ready)
                {
                    break;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }

        return new ServerUnderTest(process, port, watch.Elapsed.TotalMilliseconds);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
