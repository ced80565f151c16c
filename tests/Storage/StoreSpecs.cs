using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Pillion.Storage.Tests;

/// <summary>What every engine must do. An engine's test class inherits it and provides the store.</summary>
public abstract class StoreSpecs
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    protected abstract IStore Store { get; }

    [Fact]
    public async Task Events_come_back_in_order_with_their_versions()
    {
        await CommitAsync(new Commit().Append("s", 0, [new Counted(1), new Counted(2)]));
        await CommitAsync(new Commit().Append("s", 2, [new Counted(3)]));

        var events = await Store.ReadStreamAsync("s", Cancellation);

        Assert.Equal([(1, new Counted(1)), (2, new Counted(2)), (3, new Counted(3))], events.Select(e => (e.Version, (Counted)e.Event)));
        Assert.All(events, e => Assert.Equal(Time.GetUtcNow(), e.At));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_wrong_expected_version_is_a_conflict_and_stores_nothing(long expected)
    {
        await CommitAsync(new Commit().Append("s", 0, [new Counted(1)]));

        var outcome = await Store.CommitAsync(
            new Commit().Put("k", "id", new Counted(9)).Publish(new Counted(9)).Append("s", expected, [new Counted(2)]), Cancellation);

        Assert.Equal(CommitOutcome.Conflict, outcome);
        Assert.Single(await Store.ReadStreamAsync("s", Cancellation));
        Assert.Null(await Store.GetAsync<Counted>("k", "id", Cancellation));
    }

    [Fact]
    public async Task Of_concurrent_writers_of_one_version_exactly_one_wins()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(n =>
            Store.CommitAsync(new Commit().Append("s", 0, [new Counted(n)]), Cancellation)));

        Assert.Single(outcomes, outcome => outcome == CommitOutcome.Committed);
        Assert.Single(await Store.ReadStreamAsync("s", Cancellation));
    }

    [Fact]
    public async Task A_bug_in_one_write_leaves_the_others_alone()
    {
        var broken = Store.CommitAsync(new Commit().Publish(new Unregistered()), Cancellation);
        var fine = Store.CommitAsync(new Commit().Append("s", 0, [new Counted(1)]), Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => broken);
        Assert.Equal(CommitOutcome.Committed, await fine);
    }

    [Fact]
    public async Task Documents_are_found_by_id_and_by_each_of_their_present_keys()
    {
        await CommitAsync(new Commit().Put("k", "id", new Counted(1), keys: ["a", "b"]));
        await CommitAsync(new Commit().Put("k", "id", new Counted(2), expected: 1, keys: ["b", "c"]));

        Assert.Equal(new Document<Counted>("id", new Counted(2), 2), await Store.GetAsync<Counted>("k", "id", Cancellation));
        Assert.Null(await Store.FindAsync<Counted>("k", "a", Cancellation));
        Assert.Equal(2, (await Store.FindAsync<Counted>("k", "c", Cancellation))!.Value.Number);
        Assert.Null(await Store.FindAsync<Counted>("other", "c", Cancellation));
    }

    [Fact]
    public async Task Every_change_of_a_kind_changes_its_number_and_that_of_no_other()
    {
        var (before, other) = (Store.ChangesOf("k"), Store.ChangesOf("other"));
        await CommitAsync(new Commit().Put("k", "id", new Counted(1)));
        var put = Store.ChangesOf("k");
        await CommitAsync(new Commit().Delete("k", "id"));
        var deleted = Store.ChangesOf("k");

        Assert.Equal(3, new[] { before, put, deleted }.Distinct().Count(number => number is not null));
        Assert.Equal(other, Store.ChangesOf("other"));
    }

    [Fact]
    public async Task What_is_remembered_is_read_once_and_never_older_than_the_last_change()
    {
        var remembered = new Remembered(Store, "k");
        var reads = 0;
        async Task<int> ReadAsync() => (await remembered.GetAsync("id", () =>
        {
            Interlocked.Increment(ref reads);
            return Store.GetAsync<Counted>("k", "id", Cancellation);
        }))!.Value.Number;
        await CommitAsync(new Commit().Put("k", "id", new Counted(0)));
        await ReadAsync();
        await ReadAsync();
        Assert.Equal(1, reads);

        // Readers that read all the time must not keep what was there while a write was under way.
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await ReadAsync();
            }
        })).ToList();
        for (var number = 1; number <= 200; number++)
        {
            await CommitAsync(new Commit().Put("k", "id", new Counted(number)));
            Assert.Equal(number, await ReadAsync());
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task A_document_that_must_be_new_may_follow_one_that_has_expired()
    {
        await CommitAsync(new Commit().Put("k", "id", new Counted(1), expected: 0, keys: ["a"], expires: Time.GetUtcNow().AddMinutes(1)));
        var again = new Commit().Put("k", "id", new Counted(2), expected: 0, keys: ["a"]);
        Assert.Equal(CommitOutcome.Conflict, await Store.CommitAsync(again, Cancellation));

        Time.Advance(TimeSpan.FromMinutes(1));
        await CommitAsync(again);

        Assert.Equal(2, (await Store.FindAsync<Counted>("k", "a", Cancellation))!.Value.Number);
    }

    [Fact]
    public async Task A_key_belongs_to_one_document()
    {
        await CommitAsync(new Commit().Put("k", "one", new Counted(1), keys: ["a"]));

        Assert.Equal(CommitOutcome.Conflict, await Store.CommitAsync(new Commit().Put("k", "two", new Counted(2), keys: ["a"]), Cancellation));
    }

    [Fact]
    public async Task An_expired_document_is_absent_and_its_key_is_free()
    {
        await CommitAsync(new Commit().Put("k", "one", new Counted(1), keys: ["a"], expires: Time.GetUtcNow().AddMinutes(1)));
        Time.Advance(TimeSpan.FromMinutes(1));

        Assert.Null(await Store.GetAsync<Counted>("k", "one", Cancellation));
        Assert.Null(await Store.FindAsync<Counted>("k", "a", Cancellation));
        Assert.Equal(0, (await Store.ListAsync<Counted>(new DocumentQuery("k"), Cancellation)).Total);
        await CommitAsync(new Commit().Put("k", "two", new Counted(2), expected: 0, keys: ["a"]));
        Assert.Equal(2, (await Store.FindAsync<Counted>("k", "a", Cancellation))!.Value.Number);
    }

    [Fact]
    public async Task Listings_page_within_a_group()
    {
        for (var n = 1; n <= 5; n++)
        {
            await CommitAsync(new Commit().Put("k", $"{n}", new Counted(n), group: n == 3 ? "other" : "live"));
        }

        var page = await Store.ListAsync<Counted>(new DocumentQuery("k", "live", NewestFirst: true, Skip: 1, Take: 2), Cancellation);

        Assert.Equal(4, page.Total);
        Assert.Equal([4, 2], page.Items.Select(item => item.Value.Number));
    }

    [Fact]
    public Task A_store_agrees_with_a_dictionary_after_any_history() => Check.SampleAsync(
        Gen.Select(Gen.Int[1, 6], Gen.Int[0, 3], Gen.Int, Gen.Bool).Array[0, 40],
        async history =>
        {
            var kind = Kernel.Ids.New();
            var model = new Dictionary<string, (int Value, long Version)>(StringComparer.Ordinal);
            foreach (var (document, expected, value, delete) in history)
            {
                var id = $"{document}";
                var now = model.TryGetValue(id, out var entry) ? entry.Version : 0;
                var commit = delete ? new Commit().Delete(kind, id, expected) : new Commit().Put(kind, id, new Counted(value), expected);
                var outcome = await Store.CommitAsync(commit, Cancellation);
                Assert.Equal(now == expected ? CommitOutcome.Committed : CommitOutcome.Conflict, outcome);
                if (outcome == CommitOutcome.Conflict)
                {
                    continue;
                }

                if (delete)
                {
                    model.Remove(id);
                }
                else
                {
                    model[id] = (value, now + 1);
                }
            }

            foreach (var id in Enumerable.Range(1, 6).Select(n => $"{n}"))
            {
                var stored = await Store.GetAsync<Counted>(kind, id, Cancellation);
                Assert.Equal(model.TryGetValue(id, out var wanted) ? wanted : null, stored is null ? null : ((int, long)?)(stored.Value.Number, stored.Version));
            }
        },
        iter: 30,
        threads: 1);

    protected async Task CommitAsync(Commit commit) => Assert.Equal(CommitOutcome.Committed, await Store.CommitAsync(commit, Cancellation));

    public sealed record Counted(int Number);

    private sealed record Unregistered;
}
