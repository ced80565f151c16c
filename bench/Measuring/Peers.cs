using System.Diagnostics;
using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Measuring;

/// <summary>The peers that a bench runs beside Pillion; their packages are in bench/peers.</summary>
internal static class Peers
{
    public const string SocketIo = "socket.io + rrweb";

    /// <summary>Installs the peers' packages unless they are there.</summary>
    public static async Task InstallAsync()
    {
        if (!Directory.Exists(Repository.At("bench", "peers", "node_modules")))
        {
            await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
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
