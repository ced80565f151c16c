using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests;

/// <summary>Every answer carries the id by which it is found in the log.</summary>
public sealed class CorrelationTests(SharedHost shared)
{
    private readonly Host _host = shared.Host;

    [Theory]
    [InlineData("GET", "/api/v2/conversations")]
    [InlineData("GET", "/api/v2/nothing")]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/console/")]
    [InlineData("GET", "/docs/errors")]
    [InlineData("GET", "/health/ready")]
    [InlineData("GET", "/openapi/v2.json")]
    [InlineData("POST", "/oauth/token")]
    [InlineData("OPTIONS", "/api/v2/users")]
    [InlineData("HEAD", "/api/v2/users")]
    public async Task In_the_spelling_that_sdks_look_for(string method, string path)
    {
        // The client library knows no case, so the bytes are looked at.
        using var socket = new TcpClient("127.0.0.1", _host.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{_host.Port}\r\nConnection: close\r\nContent-Length: 0\r\nININ-Correlation-Id: mine\r\n\r\n"), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Matches("\r\nININ-Correlation-Id: [0-9a-f-]{36}\r\n", answer);
        Assert.DoesNotContain("mine", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_of_ours_carries_it_too_and_the_body_names_it()
    {
        await using var app = await TinyApp.StartAsync(routes => routes.MapGet("/api/v2/broken", string () => throw new InvalidOperationException("a bug")));

        var answer = (await app.SendAsync("GET", "/api/v2/broken")).Expect(500, "internal.server.error");

        Assert.Equal(answer.Header("ININ-Correlation-Id"), answer["contextId"]!.GetValue<string>());
        Assert.DoesNotContain("a bug", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /api/v2/users HTTP/1.1\r\nHost: x\r\nX: {0}\r\n\r\n", 431)]
    [InlineData("GET\r\n\r\n", 400)]
    [InlineData("GET /api/v2/users HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", 400)]
    public async Task What_is_no_request_is_refused_before_anyone_sees_it(string request, int status)
    {
        using var socket = new TcpClient("127.0.0.1", _host.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request.Replace("{0}", new string('x', 40_000), StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        var answer = await new StreamReader(stream).ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith($"HTTP/1.1 {status}", answer, StringComparison.Ordinal);
    }
}
