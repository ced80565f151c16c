using System.Net.WebSockets;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Tokens;

/// <summary>In the whole server, a revoked token closes what it opened.</summary>
public sealed class RevokingTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private Host _host = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await Host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_sockets_of_its_channels_and_no_others()
    {
        var (revoked, other) = (await _host.TokenAsync(), await _host.TokenAsync());
        using var socket = await ConnectAsync(revoked);
        using var stays = await ConnectAsync(other);

        (await _host.SendAsync("DELETE", "/api/v2/tokens/me", null, revoked)).Expect(200);

        var buffer = new byte[64 * 1024];
        var told = await socket.ReceiveAsync(buffer, Cancellation).WaitAsync(Patience, Cancellation);
        Assert.Contains("v2.system.socket_closing", System.Text.Encoding.UTF8.GetString(buffer, 0, told.Count), StringComparison.Ordinal);
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(buffer, Cancellation).WaitAsync(Patience, Cancellation)).MessageType);
        Assert.Equal(4401, (int)socket.CloseStatus!);
        await stays.SendAsync("""{"message":"ping"}"""u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        var pong = await stays.ReceiveAsync(buffer, Cancellation).WaitAsync(Patience, Cancellation);
        Assert.Contains("pong", System.Text.Encoding.UTF8.GetString(buffer, 0, pong.Count), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_streams_that_follow_the_lobby()
    {
        var token = await _host.TokenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/cobrowse/lobby/stream");
        request.Headers.Add("Authorization", $"Bearer {token}");
        using var answer = await _host.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancellation));
        Assert.Equal("event: lobby", await lines.ReadLineAsync(Cancellation));

        (await _host.SendAsync("DELETE", "/api/v2/tokens/me", null, token)).Expect(200);

        await lines.ReadToEndAsync(Cancellation).WaitAsync(Patience, Cancellation);
    }

    private async Task<ClientWebSocket> ConnectAsync(string token)
    {
        var channel = (await _host.SendAsync("POST", "/api/v2/notifications/channels", null, token)).Expect(200);
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(channel["connectUri"]!.GetValue<string>()), Cancellation);
        return socket;
    }
}
