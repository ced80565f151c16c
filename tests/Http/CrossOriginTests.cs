using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests;

/// <summary>Pages of the origins that are configured call the API from a browser; no others do.</summary>
public sealed class CrossOriginTests : IAsyncLifetime
{
    private const string Ours = "https://app.example.com";

    private Host _host = null!;

    public async ValueTask InitializeAsync() => _host = await Host.StartAsync([$"--Pillion:Cors:AllowedOrigins:0={Ours}", "--Pillion:Cors:AllowedOrigins:1=http://localhost:3000"]);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData("POST", "/oauth/token", "authorization,content-type")]
    [InlineData("GET", "/api/v2/conversations", "authorization")]
    [InlineData("PATCH", "/api/v2/conversations/a/participants/b", "authorization,content-type,if-match")]
    [InlineData("PUT", "/api/v2/users/a/routingstatus", "authorization,content-type")]
    [InlineData("DELETE", "/api/v2/tokens/me", "authorization")]
    [InlineData("POST", "/api/v2/conversations/cobrowse", "authorization,content-type,idempotency-key,purecloud-sdk")]
    [InlineData("GET", "/api/v2/not/there/yet", "authorization")]
    public async Task A_preflight_is_answered(string method, string path, string headers)
    {
        var answer = (await PreflightAsync(Ours, method, path, headers)).Expect(204);

        Assert.Equal(Ours, answer.Header("Access-Control-Allow-Origin"));
        Assert.Contains(method, answer.Header("Access-Control-Allow-Methods"), StringComparison.Ordinal);
        Assert.All(headers.Split(','), header => Assert.Contains(header, answer.Header("Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase));
        Assert.Null(answer.Header("Access-Control-Allow-Credentials"));
        Assert.NotNull(answer.Header("ININ-Correlation-Id"));
    }

    [Fact]
    public async Task An_answer_shows_its_headers_to_the_page_refusals_too()
    {
        foreach (var (path, status) in new[] { ("/api/v2/conversations", 401), ("/api/v2/nothing", 404), ("/api/v2/conversations/cobrowse", 405) })
        {
            var answer = (await _host.SendAsync("GET", path, null, ("Origin", "http://localhost:3000"))).Expect(status);

            Assert.Equal("http://localhost:3000", answer.Header("Access-Control-Allow-Origin"));
            Assert.Contains("Origin", answer.Header("Vary"), StringComparison.Ordinal);
            Assert.All(
                new[] { "ININ-Correlation-Id", "ETag", "Location", "Retry-After", "Idempotent-Replayed" },
                header => Assert.Contains(header, answer.Header("Access-Control-Expose-Headers"), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Theory]
    [InlineData("https://app.example.com.evil.example")]
    [InlineData("http://app.example.com")]
    [InlineData("https://APP.example.com:8443")]
    [InlineData("null")]
    public async Task Another_origin_is_not_let_in(string origin)
    {
        Assert.Null((await PreflightAsync(origin, "GET", "/api/v2/conversations", "authorization")).Header("Access-Control-Allow-Origin"));
        Assert.Null((await _host.SendAsync("GET", "/api/v2/conversations", null, ("Origin", origin))).Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Pages_are_not_opened_to_other_origins() =>
        Assert.Null((await _host.SendAsync("GET", "/console/", null, ("Origin", Ours))).Expect(200).Header("Access-Control-Allow-Origin"));

    private Task<Answer> PreflightAsync(string origin, string method, string path, string headers) => _host.SendAsync(
        "OPTIONS", path, null, ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", headers));
}
