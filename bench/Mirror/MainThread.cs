using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace Pillion.Bench.Mirror;

/// <summary>
/// What a page's main thread did between two marks, in processor time: what else this machine does meanwhile does not
/// count, as long as it leaves the caches alone.
/// </summary>
/// <param name="Total">Milliseconds in tasks.</param>
/// <param name="Longest">Milliseconds of the longest task.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Work(double Total, double Longest);

/// <summary>
/// Reads main-thread time from the browser's own trace, in which every task is written down: nothing in the page has to
/// measure itself, and whatever an engine defers is counted too.
/// </summary>
internal sealed class MainThread : IAsyncDisposable
{
    private readonly ICDPSession _session;

    private MainThread(ICDPSession session) => _session = session;

    public static async Task<MainThread> TraceAsync(IBrowser browser)
    {
        var session = await browser.NewBrowserCDPSessionAsync();
        await session.SendAsync("Tracing.start", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["transferMode"] = "ReturnAsStream",
            ["traceConfig"] = new { includedCategories = new[] { "toplevel", "blink.user_timing" }, recordMode = "recordAsMuchAsPossible" },
        });
        return new MainThread(session);
    }

    /// <summary>Ends the trace and sums up the work between `name:begin` and `name:end`, for each pair of marks.</summary>
    public async Task<IReadOnlyDictionary<string, Work>> EndAsync()
    {
        var complete = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _session.Event("Tracing.tracingComplete").OnEvent += (_, data) => complete.TrySetResult(data!.Value.GetProperty("stream").GetString()!);
        await _session.SendAsync("Tracing.end");
        using var document = JsonDocument.Parse(await ReadAsync(await complete.Task));
        return Sum(document.RootElement.GetProperty("traceEvents"));
    }

    public async ValueTask DisposeAsync() => await _session.DetachAsync();

    private async Task<string> ReadAsync(string stream)
    {
        var text = new StringBuilder();
        while (true)
        {
            var chunk = (await _session.SendAsync("IO.read", new Dictionary<string, object>(StringComparer.Ordinal) { ["handle"] = stream }))!.Value;
            var data = chunk.GetProperty("data").GetString()!;
            var encoded = chunk.TryGetProperty("base64Encoded", out var flag) && flag.GetBoolean();
            text.Append(encoded ? Encoding.UTF8.GetString(Convert.FromBase64String(data)) : data);
            if (chunk.GetProperty("eof").GetBoolean())
            {
                return text.ToString();
            }
        }
    }

    private static Dictionary<string, Work> Sum(JsonElement events)
    {
        var tasks = new List<(long Thread, double From, double To, double Took)>();
        var marks = new List<(string Name, long Thread, double At)>();
        foreach (var entry in events.EnumerateArray())
        {
            var name = entry.GetProperty("name").GetString()!;
            var thread = (entry.GetProperty("pid").GetInt64() << 32) + entry.GetProperty("tid").GetInt64();
            var at = entry.TryGetProperty("ts", out var time) ? time.GetDouble() / 1000 : 0;
            if (name == "ThreadControllerImpl::RunTask" && entry.TryGetProperty("dur", out var took))
            {
                // Processor time where the platform has it.
                var busy = entry.TryGetProperty("tdur", out var cpu) ? cpu : took;
                tasks.Add((thread, at, at + (took.GetDouble() / 1000), busy.GetDouble() / 1000));
            }
            else if (name.EndsWith(":begin", StringComparison.Ordinal) || name.EndsWith(":end", StringComparison.Ordinal))
            {
                marks.Add((name, thread, at));
            }
        }

        var work = new Dictionary<string, Work>(StringComparer.Ordinal);
        foreach (var (name, thread, begin) in marks.Where(mark => mark.Name.EndsWith(":begin", StringComparison.Ordinal)))
        {
            var label = name[..^":begin".Length];
            var end = marks.First(mark => mark.Name == $"{label}:end").At;
            // The marks are made in short tasks of their own, which may count as a whole.
            var within = tasks.Where(task => task.Thread == thread && task.To > begin && task.From < end).Select(task => task.Took).ToArray();
            work[label] = new Work(within.Sum(), within.DefaultIfEmpty().Max());
        }

        return work;
    }
}
