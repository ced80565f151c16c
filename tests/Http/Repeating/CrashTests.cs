using Microsoft.Extensions.DependencyInjection;
using Pillion.Http.Tests.Hosting;
using Pillion.Storage;
using Pillion.Tests.Hosting;

namespace Pillion.Http.Tests.Repeating;

/// <summary>A request with an Idempotency-Key happens once, whenever the server dies and whoever comes at the same time.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const string Path = "/api/v2/conversations/cobrowse";
    private const string Body = """{"to":[{"id":"robin@example.test","type":"email"}],"agent":{"email":"agent@example.test"},"externalTag":"T-17"}""";

    private static readonly TimeSpan LongerThanARun = TimeSpan.FromSeconds(61);

    private readonly ArmedTime _time = new(TimeProvider.System.GetUtcNow());
    private LosingStore _store = null!;
    private Host _host = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _host = await Host.StartAsync(configure: builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time);
            var made = builder.Services.Last(service => service.ServiceType == typeof(IStore));
            builder.Services.AddSingleton<IStore>(services => _store = LosingStore.Around(made, services));
        });
        _token = await _host.TokenAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Dying_between_the_start_and_its_answer_starts_nothing_twice()
    {
        var begun = 0;
        _store.Loses = commit => LosingStore.IsOfKey(commit) && ++begun > 1;
        (await StartAsync("T-17/open")).Expect(500);
        _store.Loses = _ => false;
        var only = (await ListAsync()).Single();

        _time.Advance(LongerThanARun);
        var again = (await StartAsync("T-17/open")).Expect(201);
        var third = (await StartAsync("T-17/open")).Expect(201);

        Assert.Equal(only, again["id"]!.GetValue<string>());
        Assert.Equal($"/api/v2/conversations/{only}", again.Header("Location"));
        Assert.Equal(6, again["joinCode"]!.GetValue<string>().Length);
        Assert.Equal(again.Text, third.Text);
        Assert.Equal("true", third.Header("Idempotent-Replayed"));
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task Dying_before_the_start_leaves_the_key_free()
    {
        var broken = false;
        _store.Loses = commit => broken |= LosingStore.Starts(commit);
        (await StartAsync("T-18/open")).Expect(500);
        _store.Loses = _ => false;
        Assert.Empty(await ListAsync());

        _time.Advance(LongerThanARun);
        (await StartAsync("T-18/open")).Expect(201);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task What_was_made_belongs_to_its_request()
    {
        var begun = 0;
        _store.Loses = commit => LosingStore.IsOfKey(commit) && ++begun > 1;
        (await StartAsync("T-19/open")).Expect(500);
        _store.Loses = _ => false;
        _time.Advance(LongerThanARun);

        (await StartAsync("T-19/open", Body.Replace("T-17", "T-19", StringComparison.Ordinal))).Expect(422, "idempotency.key.reused");
        (await StartAsync("T-19/open")).Expect(201);
        Assert.Single(await ListAsync());
    }

    [Fact]
    public async Task A_request_that_was_taken_for_dead_gives_way_to_the_one_in_its_place()
    {
        // Another process has served the same request by the time that this one stores its conversation.
        _store.Before = async commit =>
        {
            if (LosingStore.Starts(commit))
            {
                _store.Before = _ => Task.CompletedTask;
                Assert.Equal(CommitOutcome.Committed, await _store.CommitAsync(commit, TestContext.Current.CancellationToken));
            }
        };

        var answer = (await StartAsync("T-20/open")).Expect(201);

        Assert.Equal(answer["id"]!.GetValue<string>(), Assert.Single(await ListAsync()));
    }

    [Fact]
    public async Task A_repeated_request_waits_for_the_first_ones_answer_but_not_for_ever()
    {
        var (held, arrived) = (new TaskCompletionSource(), new TaskCompletionSource());
        _store.Before = async commit =>
        {
            if (LosingStore.Starts(commit) && arrived.TrySetResult())
            {
                await held.Task;
            }
        };
        var first = StartAsync("T-21/open");
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var waiting = _time.SetAsync(Idempotency.LongestWait, timers: 2);
        var (patient, late) = (StartAsync("T-21/open"), StartAsync("T-21/open"));
        await waiting;

        // Time runs out for both before the first is done, and before it is taken for dead, so they are told to come again.
        _time.Advance(Idempotency.LongestWait);

        foreach (var told in new[] { await patient, await late })
        {
            Assert.Equal("1", told.Expect(409, "idempotency.key.running").Header("Retry-After"));
        }

        var third = StartAsync("T-21/open");
        held.SetResult();
        Assert.Equal((await first).Expect(201).Text, (await third).Expect(201).Text);
        Assert.Single(await ListAsync());
    }

    private Task<Answer> StartAsync(string key, string body = Body) => _host.SendAsync("POST", Path, body, _token, ("Idempotency-Key", key));

    private async Task<List<string>> ListAsync() =>
        [.. (await _host.GetAsync("/api/v2/conversations", _token)).Expect(200)["entities"]!.AsArray().Select(one => one!["id"]!.GetValue<string>())];
}
