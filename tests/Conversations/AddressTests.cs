using System.Net;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>Addresses that are nearly right.</summary>
public sealed class AddressTests : IAsyncLifetime
{
    private App _app = null!;

    public async ValueTask InitializeAsync() => _app = await App.StartAsync("Development");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("POST", "/api/v2/conversation", "POST /api/v2/conversations")]
    [InlineData("GET", "/api/v2/conversation", "GET /api/v2/conversations")]
    [InlineData("POST", "/api/v2/conversations/a1/disconect", "POST /api/v2/conversations/a1/disconnect")]
    [InlineData("PATCH", "/api/v2/conversations/a1/participant/b2", "PATCH /api/v2/conversations/a1/participants/b2")]
    [InlineData("GET", "/api/v2/routing/wrap-up-codes", "GET /api/v2/routing/wrapupcodes")]
    [InlineData("DELETE", "/api/v2/routing/wrapupcode", "GET /api/v2/routing/wrapupcodes")]
    [InlineData("GET", "/api/v2/bananas", null)]
    [InlineData("GET", "/api/v2/conversations/a/b/c/d/e/f/g/h/i/j/k", null)]
    public async Task A_mistyped_address_is_answered_with_the_one_that_was_meant(string method, string path, string? nearest)
    {
        var answer = (await _app.SendAsync(method, path)).Expect(HttpStatusCode.NotFound);

        Assert.Equal(nearest, answer.Fault("not.found")["nearest"]?.GetValue<string>());
        Assert.Contains(nearest ?? "/docs", answer["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_method_is_answered_with_those_there_are() =>
        Assert.Equal(
            ["DELETE", "GET"],
            (await _app.SendAsync("PUT", "/api/v2/conversations/a1")).Expect(HttpStatusCode.MethodNotAllowed).Fault("method.not.allowed")["expected"]!.AsArray().Select(method => method!.GetValue<string>()));
}
