using Pillion.Http.Limiting;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Limiting;

/// <summary>Addresses and headers at their bounds: what is too long is refused with a body, and hurts nobody.</summary>
public sealed class RequestBoundsTests : IAsyncLifetime
{
    private Host _host = null!;

    public async ValueTask InitializeAsync() => _host = await Host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(RequestBounds.LongestTarget, 400, "unknown.parameter")]
    [InlineData(RequestBounds.LongestTarget + 1, 414, "uri.too.long")]
    [InlineData(100_000, 414, "uri.too.long")]
    public async Task An_address_is_read_up_to_its_bound(int length, int status, string code)
    {
        const string start = "/api/v2/users?x=";
        var answer = await _host.GetAsync(start + new string('a', length - start.Length), await _host.TokenAsync());

        Assert.NotNull(answer.Expect(status).Header("ININ-Correlation-Id"));
        Assert.Contains(code, answer.Codes);
    }

    [Theory]
    [InlineData(RequestBounds.LargestHeaders - 4_000, 200)]
    [InlineData(RequestBounds.LargestHeaders, 431)]
    [InlineData(100_000, 431)]
    public async Task Headers_are_read_up_to_their_bound(int length, int status)
    {
        var answer = await _host.SendAsync("GET", "/api/v2/users", (string?)null, await _host.TokenAsync(), ("X-Notes", new string('a', length)));

        answer.Expect(status, status == 200 ? null : "headers.too.large");
        Assert.NotNull(answer.Header("ININ-Correlation-Id"));
    }
}
