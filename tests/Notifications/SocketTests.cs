using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Pillion.Notifications.Tests.Hosting;

namespace Pillion.Notifications.Tests;

public sealed class SocketTests : IAsyncLifetime
{
    private const string Mine = $"v2.users.{World.Avery}";

    private App _app = null!;
    private OpenChannel _channel = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.StartAsync();
        _channel = await _app.OpenAsync(Party.Avery);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_heartbeat_comes_every_thirty_seconds()
    {
        await using var client = await _channel.ConnectAsync();
        await client.SettleAsync();
        _app.Time.Advance(TimeSpan.FromSeconds(29));
        await client.SettleAsync();
        Assert.Empty(client.Waiting);
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"topicName":"channel.metadata","eventBody":{"message":"WebSocket Heartbeat"}}""", (await client.EventAsync("channel.metadata")).ToJsonString());
        _app.Time.Advance(TimeSpan.FromSeconds(30));
        await client.EventAsync("channel.metadata");
        await client.SettleAsync();
        Assert.Empty(client.Waiting);
    }

    [Fact]
    public async Task A_ping_is_answered_in_the_vendors_words()
    {
        await using var client = await ChannelClient.ConnectAsync(_channel.ConnectUri, origin: "https://anywhere.example");
        await client.SayAsync("""{"message":"ping"}""");
        Assert.Equal("""{"topicName":"channel.metadata","eventBody":{"message":"pong"}}""", (await client.EventAsync("channel.metadata")).ToJsonString());
    }

    [Fact]
    public async Task A_ping_frame_gets_its_pong()
    {
        var uri = new Uri(_channel.ConnectUri);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(uri.Host, uri.Port, App.Cancellation);
        var stream = tcp.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"GET {uri.AbsolutePath} HTTP/1.1\r\nHost: {uri.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"),
            App.Cancellation);
        using var reader = new BufferedStream(stream);
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await reader.ReadExactlyAsync(one, App.Cancellation);
            head.Append((char)one[0]);
        }

        Assert.StartsWith("HTTP/1.1 101", head.ToString(), StringComparison.Ordinal);

        // FIN and ping, masked with zeros, "hello" (RFC 6455, 5.5.2); the pong comes back unmasked.
        await stream.WriteAsync((byte[])[0x89, 0x85, 0, 0, 0, 0, .. "hello"u8], App.Cancellation);
        var pong = new byte[7];
        await reader.ReadExactlyAsync(pong, App.Cancellation);
        Assert.Equal([0x8A, 0x05, .. "hello"u8], pong);
    }

    [Fact]
    public async Task Topics_are_subscribed_and_left_over_the_socket()
    {
        await using var client = await _channel.ConnectAsync();
        await client.SayAsync(new { message = "subscribe", topics = new[] { $"{Mine}.presence", $"{Mine}?activity&conversations" }, correlationId = "abc" });
        Assert.Equal("""{"result":"200","status":"subscribed","correlationId":"abc"}""", (await client.AnswerAsync()).ToJsonString());
        Assert.Equal([$"Permitted {Mine}.presence", $"Permitted {Mine}?activity&conversations"], (await _channel.ReadAsync()).Topics);

        await client.SayAsync(new { message = "unsubscribe", topics = new[] { $"{Mine}.PRESENCE", $"{Mine}.never" } });
        Assert.Equal("""{"result":"200","status":"unsubscribed"}""", (await client.AnswerAsync()).ToJsonString());
        Assert.Equal([$"Permitted {Mine}?activity&conversations"], (await _channel.ReadAsync()).Topics);
    }

    [Fact]
    public async Task Topics_that_can_not_be_had_are_explained_over_the_socket()
    {
        await using var client = await _channel.ConnectAsync();
        await client.SayAsync(new { message = "subscribe", topics = new[] { $"{Mine}.presence", $"{Mine}.presense", $"v2.users.{World.Jordan}.presence" }, correlationId = "abc" });
        var answer = await client.AnswerAsync();
        Assert.Equal(["400", "failure", "abc"], new[] { "result", "status", "correlationId" }.Select(name => answer[name]!.GetValue<string>()));
        Assert.Equal(["unknown.topic /topics/1", "topic.not.yours /topics/2"], Faults(answer));
        Assert.Empty((await _channel.ReadAsync()).Topics);
    }

    [Fact]
    public async Task Over_the_socket_a_channel_has_the_scopes_of_the_token_that_last_subscribed()
    {
        await using var client = await _channel.ConnectAsync();
        (await (_channel with { Party = Party.Avery with { Scopes = ["conversation:read"] } }).SubscribeAsync()).Expect(HttpStatusCode.OK);
        await client.SayAsync(new { message = "subscribe", topics = new[] { $"{Mine}.conversations", $"{Mine}.presence" } });
        Assert.Equal(["missing.scope /topics/1"], Faults(await client.AnswerAsync()));
    }

    [Theory]
    [InlineData("", "invalid.json")]
    [InlineData("hello", "invalid.json")]
    [InlineData("[]", "invalid.type;missing.field /message")]
    [InlineData("null", "invalid.type;missing.field /message")]
    [InlineData("{}", "missing.field /message")]
    [InlineData("""{"message":"Ping"}""", "invalid.value /message")]
    [InlineData("""{"message":"ping","topics":["a"]}""", "unknown.field /topics")]
    [InlineData("""{"message":"subscribe"}""", "missing.field /topics")]
    [InlineData("""{"message":"subscribe","topics":[]}""", "invalid.length /topics")]
    [InlineData("""{"message":"subscribe","topics":[7]}""", "invalid.type /topics/0")]
    [InlineData("""{"message":"subscribe","topic":"a"}""", "missing.field /topics;unknown.field /topic")]
    [InlineData("""{"message":"subscribe","topics":["\ud800"]}""", "invalid.json")]
    public async Task What_can_not_be_read_is_refused_and_the_socket_stays(string text, string faults)
    {
        await using var client = await _channel.ConnectAsync();
        await client.SayAsync(text);
        var answer = await client.AnswerAsync();
        Assert.Equal("400 error", $"{answer["result"]} {answer["status"]}");
        Assert.Equal(faults.Split(';'), Faults(answer));
        await client.SettleAsync();
    }

    [Fact]
    public async Task Hostile_messages_are_refused()
    {
        await using var client = await _channel.ConnectAsync();
        await client.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        Assert.Contains("Binary", (await client.AnswerAsync())["message"]!.GetValue<string>(), StringComparison.Ordinal);
        await client.SayAsync($"{new string('[', 10_000)}{new string(']', 10_000)}");
        Assert.Equal(["invalid.json"], Faults(await client.AnswerAsync()));
        await client.SayAsync(new { message = "subscribe", topics = Enumerable.Repeat(new string('x', 250), 900) });
        Assert.Equal(51, Faults(await client.AnswerAsync()).Count);
        await client.SayAsync(new { message = "subscribe", topics = Enumerable.Repeat("x", 1001) });
        Assert.Equal(["invalid.length /topics"], Faults(await client.AnswerAsync()));
        await client.SettleAsync();
    }

    [Fact]
    public async Task A_message_has_256_kilobytes_at_most()
    {
        await using var client = await _channel.ConnectAsync();
        const string ping = """{"message":"ping"}""";
        await client.SayAsync(ping.PadRight(NotificationLimits.LargestMessage));
        await client.EventAsync("channel.metadata");
        await client.SayAsync(ping.PadRight(NotificationLimits.LargestMessage + 1));
        Assert.Equal(4413, (await client.ClosedAsync()).Code);
        Assert.Equal(1, _app.Drops["too_large"]);
    }

    [Fact]
    public async Task A_client_that_says_too_much_is_closed()
    {
        await using var client = await _channel.ConnectAsync();
        for (var i = 0; i < NotificationLimits.MessageBurst; i++)
        {
            await client.SettleAsync();
        }

        _app.Time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < NotificationLimits.MessagesPerSecond; i++)
        {
            await client.SettleAsync();
        }

        await client.SayAsync("""{"message":"ping"}""");
        Assert.Equal(4429, (await client.ClosedAsync()).Code);
        Assert.Equal(1, _app.Drops["too_fast"]);
    }

    [Fact]
    public async Task The_newest_socket_has_the_channel()
    {
        (await _channel.SubscribeAsync($"{Mine}.presence")).Expect(HttpStatusCode.OK);
        await using var first = await _channel.ConnectAsync();
        await using var second = await _channel.ConnectAsync();
        var farewell = (await first.EventAsync("v2.system.no_longer_subscribed"))["eventBody"]!;
        Assert.Equal(
            ["no_longer_subscribed", "another_channel_subscribed", _channel.Id, World.Avery, "console"],
            new[] { "systemTopicType", "reason", "channelId", "userId", "oauthClientId" }.Select(name => farewell[name]!.GetValue<string>()));
        Assert.Equal(4409, (await first.ClosedAsync()).Code);

        await _app.PublishAsync(new Contracts.UserStatusChanged(World.Status(World.Avery, "Busy"), 2, true, false, World.Noon));
        await second.EventAsync($"{Mine}.presence");
        await second.SettleAsync();
        Assert.Empty(first.Waiting);
    }

    [Theory]
    [InlineData("/channels/streaming-0-nothing", HttpStatusCode.NotFound)]
    [InlineData("/channels/", HttpStatusCode.NotFound)]
    public async Task Nobody_connects_to_a_channel_that_is_not_there(string path, HttpStatusCode status)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws{_app.Url[4..]}{path}"), App.Cancellation));
        Assert.Equal(status, socket.HttpStatusCode);
    }

    [Fact]
    public async Task Someone_who_can_no_longer_log_in_can_not_connect_and_not_stay()
    {
        await using var client = await _channel.ConnectAsync();
        _app.World.Deactivate(World.Avery);
        await client.SayAsync(new { message = "subscribe", topics = new[] { $"{Mine}.presence" }, correlationId = "abc" });
        var answer = await client.AnswerAsync();
        Assert.Equal("404 abc", $"{answer["result"]} {answer["correlationId"]}");
        Assert.Equal(4404, (await client.ClosedAsync()).Code);
        await Assert.ThrowsAsync<WebSocketException>(() => _channel.ConnectAsync());
    }

    private static List<string> Faults(JsonNode answer) =>
        answer["errors"]!.AsArray().Select(error => $"{error!["code"]} {error["pointer"]}".TrimEnd()).ToList();
}
