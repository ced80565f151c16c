using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Http.Tests.Hosting;
using Pillion.Http.Tests.Repeating;
using Pillion.Storage;

namespace Pillion.Http.Tests.Limiting;

/// <summary>A caller who asks too much waits, costs nothing, and keeps nobody else from being served.</summary>
public sealed class CallerRateTests : IAsyncLifetime
{
    private const string Path = "/api/v2/users";
    private const int Burst = 5;

    private Host _host = null!;
    private LosingStore _store = null!;

    public async ValueTask InitializeAsync() => _host = await Host.StartAsync(
        ["--Pillion:RateLimits:PerMinute=1", $"--Pillion:RateLimits:Burst={Burst}", "--Pillion:RateLimits:AnonymousPerMinute=1", "--Pillion:RateLimits:AnonymousBurst=12"],
        builder =>
        {
            var made = builder.Services.Last(service => service.ServiceType == typeof(IStore));
            builder.Services.AddSingleton<IStore>(services => _store = LosingStore.Around(made, services));
        });

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Beyond_the_burst_a_caller_is_told_when_to_come_again()
    {
        var token = await UsedTokenAsync();
        await ServeAsync(token, Burst);

        var refused = (await _host.GetAsync(Path, token)).Expect(429, "too.many.requests.retry.after");

        var seconds = int.Parse(refused.Header("Retry-After")!, CultureInfo.InvariantCulture);
        Assert.InRange(seconds, 1, 60);
        Assert.Contains($"in {seconds} s", refused["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotNull(refused.Header("ININ-Correlation-Id"));
    }

    [Fact]
    public async Task The_allowance_is_that_of_the_client_whichever_token_it_uses()
    {
        var (one, other) = (await UsedTokenAsync(), await UsedTokenAsync());
        await ServeAsync(one, Burst);

        (await _host.GetAsync(Path, other)).Expect(429);
    }

    [Fact]
    public async Task Who_was_turned_away_costs_no_look_into_the_store()
    {
        var token = await UsedTokenAsync();
        await ServeAsync(token, Burst);
        var reads = 0;
        _store.OnRead = () => Interlocked.Increment(ref reads);

        for (var i = 0; i < 20; i++)
        {
            (await _host.SendAsync("POST", "/api/v2/conversations", "{}", token)).Expect(429);
        }

        Assert.Equal(0, reads);
    }

    [Fact]
    public async Task Calls_without_a_good_token_share_their_addresss_allowance_and_leave_others_theirs()
    {
        var token = await UsedTokenAsync();
        Answer answer;
        var served = 0;
        while ((answer = await _host.GetAsync(Path, $"wrong-{served}")).Status == 401 && served < 100)
        {
            served++;
        }

        answer.Expect(429, "too.many.requests.retry.after");
        Assert.InRange(served, 1, 12);
        (await _host.SendAsync("POST", "/oauth/token", null, [])).Expect(429);
        (await _host.GetAsync(Path, token)).Expect(200);
    }

    [Fact]
    public async Task Pages_and_files_have_no_limit()
    {
        for (var i = 0; i < 30; i++)
        {
            (await _host.GetAsync("/health/live")).Expect(200);
            (await _host.GetAsync("/docs/errors/not.found")).Expect(200);
            (await _host.GetAsync("/console/")).Expect(200);
        }
    }

    [Theory]
    [InlineData("/API/v2/users")]
    [InlineData("//api/v2/users")]
    [InlineData("/api/v2/nothing")]
    public async Task No_spelling_of_an_address_goes_round_the_limit(string path)
    {
        var token = await UsedTokenAsync();
        await ServeAsync(token, Burst);

        (await _host.SendAsync("GET", path, null, [.. Host.Bearer(token), ("Upgrade", "websocket")])).Expect(429);
    }

    // One that the server has seen already.
    private async Task<string> UsedTokenAsync()
    {
        var token = await _host.TokenAsync();
        (await _host.GetAsync("/api/v2/tokens/me", token)).Expect(200);
        return token;
    }

    private async Task ServeAsync(string token, int times)
    {
        for (var i = 0; i < times; i++)
        {
            (await _host.GetAsync(Path, token)).Expect(200);
        }
    }
}
