using Microsoft.Extensions.Time.Testing;

namespace Pillion.Tests.Hosting;

/// <summary>A clock to turn that tells when somebody waits by it, so that it is turned neither too early nor again and again.</summary>
internal sealed class ArmedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _lock = new();
    private readonly List<(TimeSpan Due, Counted Timers)> _awaited = [];

    /// <summary>Completes when this many more timers have been set to go off after this time. Arm it before what sets them.</summary>
    public Task SetAsync(TimeSpan due, int timers = 1)
    {
        var counted = new Counted { Left = timers };
        lock (_lock)
        {
            _awaited.Add((due, counted));
        }

        return counted.Done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
        {
            foreach (var (_, timers) in _awaited.Where(wait => wait.Due == dueTime))
            {
                if (--timers.Left == 0)
                {
                    timers.Done.TrySetResult();
                }
            }
        }

        return timer;
    }

    private sealed class Counted
    {
        public int Left { get; set; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
