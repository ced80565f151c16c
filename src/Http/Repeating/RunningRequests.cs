using System.Collections.Concurrent;

namespace Pillion.Http;

/// <summary>Lets requests with the same Idempotency-Key take turns in this process.</summary>
internal sealed class RunningRequests(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _running = new(StringComparer.Ordinal);

    /// <summary>The turn, to be disposed at its end; null when it did not come in time.</summary>
    public async Task<IDisposable?> EnterAsync(string id, TimeSpan longest, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!_running.TryAdd(id, mine))
        {
            if (!_running.TryGetValue(id, out var others))
            {
                continue;
            }

            var left = longest - time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return null;
            }

            try
            {
                await others.Task.WaitAsync(left, time, cancellation);
            }
            catch (TimeoutException)
            {
                return null;
            }
        }

        return new Turn(() =>
        {
            _running.TryRemove(id, out _);
            mine.SetResult();
        });
    }

    private sealed class Turn(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
