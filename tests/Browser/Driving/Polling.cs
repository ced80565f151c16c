using System.Diagnostics;

namespace Pillion.Browser.Tests.Driving;

/// <summary>Waits for what can only be asked, not awaited: a process that comes up, a file that appears.</summary>
internal static class Polling
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is not null.</summary>
    /// <exception cref="TimeoutException">Names what was waited for, for how long, and what was last seen.</exception>
    public static async Task<T> UntilAsync<T>(string what, TimeSpan limit, Func<Task<T?>> ask, Func<string>? lastSeen = null)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(Interval);
        do
        {
            if (await ask() is { } answer)
            {
                return answer;
            }
        }
        while (watch.Elapsed < limit && await timer.WaitForNextTickAsync());

        throw new TimeoutException($"Waited {limit.TotalSeconds:0} s for {what}. Last seen: {lastSeen?.Invoke() ?? "nothing"}");
    }
}
