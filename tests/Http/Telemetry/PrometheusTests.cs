using System.Net;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Telemetry;

/// <summary>What a Prometheus server reads.</summary>
public sealed class PrometheusTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_are_on_the_port_that_is_for_them_and_nothing_else_is()
    {
        var port = Host.FreePort();
        await using var host = await Host.StartAsync([$"--Pillion:Telemetry:PrometheusPort={port}"]);
        (await host.SendAsync("POST", "/api/v2/conversations", "{}", await host.TokenAsync())).Expect(400);

        var metrics = await host.Http.GetStringAsync(new Uri($"http://localhost:{port}/metrics"), Cancellation);
        using var other = await host.Http.GetAsync(new Uri($"http://localhost:{port}/health/live"), Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        (await host.GetAsync("/metrics")).Expect(404);
        Assert.Contains("pillion_sessions{", metrics, StringComparison.Ordinal);
        Assert.Contains("state=\"reconnecting\"", metrics, StringComparison.Ordinal);
        Assert.Contains("pillion_presence_visitors", metrics, StringComparison.Ordinal);
        Assert.Contains("pillion_live_queue", metrics, StringComparison.Ordinal);
        Assert.Matches("http_server_request_duration_seconds_count\\{.*http_route=\"/api/v2/conversations\".*pillion_error_code=", metrics);
    }

    [Fact]
    public async Task Who_asks_for_another_host_on_the_public_port_gets_none()
    {
        var port = Host.FreePort();
        await using var host = await Host.StartAsync([$"--Pillion:Telemetry:PrometheusPort={port}"]);

        var answer = await host.SendAsync("GET", "/metrics", null, ("Host", $"localhost:{port}"));

        answer.Expect(404);
    }
}
