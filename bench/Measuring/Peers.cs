using System.Diagnostics;
using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Measuring;

/// <summary>The peers that a bench runs beside Pillion; their packages are in bench/peers.</summary>
internal static class Peers
{
    public const string SocketIo = "socket.io + rrweb";

    /// <summary>Installs the peers' packages when their lock file changed since the last time.</summary>
    public static async Task InstallAsync()
    {
        var wanted = Repository.At("bench", "peers", "package-lock.json");
        var installed = Repository.At("bench", "peers", "node_modules", ".installed-lock");
        if (!File.Exists(installed) || !File.ReadAllBytes(wanted).AsSpan().SequenceEqual(File.ReadAllBytes(installed)))
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
            File.Copy(wanted, installed, overwrite: true);
        }
    }

    /// <summary>Runs a program in bench/peers and returns what it printed.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.At("bench", "peers"),
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    /// <summary>Starts the socket.io server with rrweb as its mirror.</summary>
    public static Task<ServerUnderTest> StartSocketIoAsync() =>
        ServerUnderTest.StartAsync("node", [Repository.At("bench", "peers", "socketio-server.mjs")], "/ready");
}
