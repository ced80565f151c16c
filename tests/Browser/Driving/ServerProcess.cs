using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Pillion.Browser.Tests.Driving;

/// <summary>A real server process in development mode, on a port and a data folder of its own, that can be killed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly int _port = FreePort();
    private readonly StringBuilder _output = new();
    private Process? _process;

    /// <summary>Address of the server: the same before and after a restart.</summary>
    public string Url => $"http://localhost:{_port}";

    /// <summary>The data folder, new and empty at first.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("pillion-browser-").FullName;

    /// <summary>Everything that the process has printed, over all its starts.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the process and waits until it can take work.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PORT"] = $"{_port}", ["PILLION_DATA"] = Data, ["Pillion__Web"] = Repository.At("web", "dist") },
        };
        start.ArgumentList.Add(Repository.At("artifacts", "bin", "Pillion.Server", "release", "Pillion.Server.dll"));
        start.ArgumentList.Add("--environment");
        start.ArgumentList.Add("Development");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();

        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Polling.UntilAsync("the server to be ready", StartLimit, () => AskReadyAsync(client), () => Output);
    }

    /// <summary>Ends the process as a crash does: SIGKILL, no shutdown code runs.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        Directory.Delete(Data, recursive: true);
    }

    private async Task<object?> AskReadyAsync(HttpClient client)
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"The server ended with {_process.ExitCode}:{Environment.NewLine}{Output}");
        }

        try
        {
            using var answer = await client.GetAsync(new Uri($"{Url}/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK ? true : null;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
