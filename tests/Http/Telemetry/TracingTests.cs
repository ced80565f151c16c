using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Telemetry;

/// <summary>What goes to a receiver of traces.</summary>
public sealed class TracingTests
{
    [Fact]
    public async Task A_refusal_is_traced_with_its_code_and_correlation_id_and_without_content()
    {
        await using var receiver = await TraceReceiver.StartAsync();
        await using var host = await Host.StartAsync(
            [$"--OTEL_EXPORTER_OTLP_ENDPOINT={receiver.Url}", "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "--OTEL_BSP_SCHEDULE_DELAY=50"]);
        var token = await host.TokenAsync();
        var named = await host.GetAsync("/api/v2/conversations/secret-in-the-path?and=secret-in-the-query", token);

        var answer = await host.SendAsync("POST", "/api/v2/conversations", """{ "type": "secret-in-the-body" }""", token);
        var code = answer.Expect(400)["code"]!.GetValue<string>();
        var traces = await receiver.UntilAsync(answer.Header("ININ-Correlation-Id")!);
        traces = named.Header("ININ-Correlation-Id") is { } earlier ? await receiver.UntilAsync(earlier) : traces;

        Assert.Contains("pillion.error.code", traces, StringComparison.Ordinal);
        Assert.Contains(code, traces, StringComparison.Ordinal);
        Assert.Contains("/api/v2/conversations/{conversationId}", traces, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-in-the", traces, StringComparison.Ordinal);
        Assert.DoesNotContain(token, traces, StringComparison.Ordinal);
    }
}
