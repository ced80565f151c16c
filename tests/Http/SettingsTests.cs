using Pillion.Http.Tests.Hosting;
using Pillion.Server;

namespace Pillion.Http.Tests;

/// <summary>Settings that can't be used stop the start, all of them named.</summary>
public sealed class SettingsTests
{
    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var problem = await Assert.ThrowsAsync<SettingsException>(() => Host.StartAsync(
        [
            "--Pillion:RateLimit:PerMinute=5",
            "--Pillion:RateLimits:PerMinut=5",
            "--Pillion:RateLimits:Burst=0",
            "--Pillion:RateLimits:AnonymousBurst=many",
            "--Pillion:Telemetry:PrometheusPort=70000",
            "--Pillion:Telemetry:Prometheus=9464",
            "--Pillion:Cors:AllowedOrigin:0=https://a.example",
            "--Pillion:Cors:AllowedOrigins:0=https://a.example/",
            "--Pillion:Cors:AllowedOrigins:1=*",
            "--Pillion:Cors:AllowedOrigins:2=http://a.example",
            "--Pillion:Cors:AllowedOrigins:3=https://b.example",
            "--Pillion:Cors:AllowedOrigins:4=https://b.example",
            "--Pillion:Cors:AllowedOrigins:5=https://A.example:443",
            "--Pillion:Cors:AllowedOrigins:6=null",
        ]));

        Assert.All(
            new[]
            {
                "Pillion:RateLimit is not a setting. Did you mean Pillion:RateLimits?",
                "Pillion:RateLimits:PerMinut is not a setting. Did you mean Pillion:RateLimits:PerMinute?",
                "Pillion:RateLimits:Burst must be a number from 1 to 10000000; it is \"0\".",
                "Pillion:RateLimits:AnonymousBurst must be a number from 1 to 10000000; it is \"many\".",
                "Pillion:Telemetry:PrometheusPort must be a number from 1 to 65535; it is \"70000\".",
                "Pillion:Telemetry:Prometheus is not a setting. Did you mean Pillion:Telemetry:PrometheusPort?",
                "Pillion:Cors:AllowedOrigin is not a setting. Did you mean Pillion:Cors:AllowedOrigins?",
                "Pillion:Cors:AllowedOrigins:0: Browsers send this origin as https://a.example; write it that way.",
                "Pillion:Cors:AllowedOrigins:1: An origin is scheme, host",
                "Pillion:Cors:AllowedOrigins:2: Tokens travel with the calls",
                "Pillion:Cors:AllowedOrigins:4: https://b.example is given twice.",
                "Pillion:Cors:AllowedOrigins:5: Browsers send this origin as https://a.example",
                "Pillion:Cors:AllowedOrigins:6: An origin is scheme, host",
            },
            sentence => Assert.Contains(sentence, problem.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_port_of_the_metrics_is_not_the_servers() => Assert.Contains(
        "Pillion:Telemetry:PrometheusPort must be a port of its own",
        (await Assert.ThrowsAsync<SettingsException>(() => Host.StartAsync(["--urls=http://127.0.0.1:9464", "--Pillion:Telemetry:PrometheusPort=9464"]))).Message,
        StringComparison.Ordinal);

    [Fact]
    public async Task One_origin_that_is_no_list_is_told_how() => Assert.Contains(
        "Pillion:Cors:AllowedOrigins must be a list, such as Pillion:Cors:AllowedOrigins:0=https://a.example",
        (await Assert.ThrowsAsync<SettingsException>(() => Host.StartAsync(["--Pillion:Cors:AllowedOrigins=https://a.example"]))).Message,
        StringComparison.Ordinal);
}
