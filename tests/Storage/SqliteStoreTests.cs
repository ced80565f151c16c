using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pillion.Kernel;
using Pillion.Storage.Messages;
using Pillion.Storage.Sqlite;

namespace Pillion.Storage.Tests;

/// <summary>The store on a real SQLite file, and delivery of what was published, across restarts.</summary>
public sealed class SqliteStoreTests : StoreSpecs, IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pillion-storage-").FullName;
    private readonly Received _received = new();
    private IHost _host = null!;

    protected override IStore Store => _host.Services.GetRequiredService<IStore>();

    public async ValueTask InitializeAsync() => await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        await CommitAsync(new Commit().Append("s", 0, [new Counted(1)]).Put("k", "id", new Counted(2)));

        await RestartAsync();

        Assert.Single(await Store.ReadStreamAsync("s", TestContext.Current.CancellationToken));
        Assert.Equal(2, (await Store.GetAsync<Counted>("k", "id", TestContext.Current.CancellationToken))!.Value.Number);
    }

    [Fact]
    public async Task Messages_arrive_in_the_order_of_their_commits()
    {
        for (var n = 1; n <= 20; n++)
        {
            await CommitAsync(new Commit().Publish(new Counted(n)));
        }

        Assert.Equal(Enumerable.Range(1, 20), await _received.TakeAsync(20));
    }

    [Fact]
    public async Task A_delayed_message_survives_a_restart_and_waits_for_its_time()
    {
        await CommitAsync(new Commit().Publish(new Counted(7), Time.GetUtcNow().AddMinutes(5)));
        await RestartAsync();
        await CommitAsync(new Commit().Publish(new Counted(1)));
        Assert.Equal([1], await _received.TakeAsync(1));

        Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal([7], await _received.TakeAsync(1));
    }

    [Fact]
    public async Task A_message_with_the_same_key_replaces_the_one_before_and_a_cancelled_one_never_comes()
    {
        var later = Time.GetUtcNow().AddMinutes(1);
        await CommitAsync(new Commit().Publish(new Counted(1), later, "timer"));
        await CommitAsync(new Commit().Publish(new Counted(2), later, "timer"));
        await CommitAsync(new Commit().Publish(new Counted(3), later, "gone"));
        await CommitAsync(new Commit().Cancel("gone").Publish(new Counted(4), later.AddSeconds(1)));

        Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal([2, 4], await _received.TakeAsync(2));
    }

    [Fact]
    public async Task A_failing_subscriber_is_tried_again_and_does_not_hold_up_others()
    {
        _received.FailOnceFor(1);
        await CommitAsync(new Commit().Publish(new Counted(1)).Publish(new Counted(2)));
        Assert.Equal([2], await _received.TakeAsync(1));

        Time.Advance(TimeSpan.FromSeconds(5));
        await CommitAsync(new Commit().Publish(new Counted(3)));

        Assert.Equal([1, 3], (await _received.TakeAsync(2)).Order());
    }

    [Fact]
    public async Task Sequences_keep_their_own_order_and_do_not_wait_for_each_other()
    {
        var release = _received.HoldBack(1);
        await CommitAsync(new Commit()
            .Publish(new Step("slow", 1))
            .Publish(new Step("slow", 2))
            .Publish(new Step("quick", 3))
            .Publish(new Step("quick", 4)));
        Assert.Equal([3, 4], await _received.TakeAsync(2));

        release.SetResult();

        Assert.Equal([1, 2], await _received.TakeAsync(2));
    }

    [Fact]
    public async Task The_log_of_what_was_written_stays_short_however_much_that_is()
    {
        const int page = 4096;
        const int mostPages = 3 * 4000;
        const int writes = 1200;
        var text = new string('x', 16 * page);
        for (var done = 0; done < writes; done += 10)
        {
            await Task.WhenAll(Enumerable.Range(done, 10).Select(n => CommitAsync(new Commit().Put("k", $"{n}", new Long(text)))));
        }

        var log = new FileInfo(Path.Combine(_folder, "pillion.db-wal")).Length;
        Assert.InRange(log, 1, mostPages * page);
        await RestartAsync();
        Assert.Equal(writes, (await Store.ListAsync<Long>(new DocumentQuery("k", Take: 1), TestContext.Current.CancellationToken)).Total);
    }

    private async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    private async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(_received)
            .AddStoredType<Counted>("test.counted")
            .AddSubscriber<Counted, Receiver>()
            .AddStoredType<Step>("test.step")
            .AddSubscriber<Step, StepReceiver>()
            .AddSqliteStorage(new DataFolder(_folder));
        _host = builder.Build();
        await _host.StartAsync();
    }

    private async Task StopAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private sealed class Receiver(Received received) : ISubscriber<Counted>
    {
        public Task HandleAsync(Counted message, CancellationToken cancellation)
        {
            received.Add(message.Number);
            return Task.CompletedTask;
        }
    }

    private sealed record Step(string Sequence, int Number) : ISequenced;

    private sealed record Long(string Text);

    private sealed class StepReceiver(Received received) : ISubscriber<Step>
    {
        public async Task HandleAsync(Step message, CancellationToken cancellation)
        {
            await received.HeldBackAsync(message.Number).WaitAsync(cancellation);
            received.Add(message.Number);
        }
    }

    private sealed class Received
    {
        private readonly System.Threading.Channels.Channel<int> _numbers = System.Threading.Channels.Channel.CreateUnbounded<int>();
        private int _failing;
        private (int Number, TaskCompletionSource Release)? _held;

        /// <summary>This number is not received before the release.</summary>
        public TaskCompletionSource HoldBack(int number)
        {
            var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _held = (number, release);
            return release;
        }

        public Task HeldBackAsync(int number) => _held is { } held && held.Number == number ? held.Release.Task : Task.CompletedTask;

        public void FailOnceFor(int number) => _failing = number;

        public void Add(int number)
        {
            if (Interlocked.CompareExchange(ref _failing, 0, number) == number)
            {
                throw new IOException("The subscriber fails once, as asked.");
            }

            _numbers.Writer.TryWrite(number);
        }

        public async Task<List<int>> TakeAsync(int count)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            var taken = new List<int>();
            while (taken.Count < count)
            {
                taken.Add(await _numbers.Reader.ReadAsync(limit.Token));
            }

            return taken;
        }
    }
}
