using System.Net;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Notifications.Tests.Hosting;

namespace Pillion.Notifications.Tests;

/// <summary>How channels and sockets end, and what outlasts them.</summary>
public sealed class LifetimeTests : IAsyncLifetime
{
    private const string Presence = $"v2.users.{World.Avery}.presence";

    private App _app = null!;
    private OpenChannel _channel = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.StartAsync();
        _channel = await _app.OpenAsync(Party.Avery);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_minute_before_the_channel_expires_comes_a_warning_and_then_the_end()
    {
        await using var client = await _channel.ConnectAsync();
        _app.Time.Advance(NotificationLimits.ChannelLife - TimeSpan.FromSeconds(61));
        await client.SettleAsync();
        Assert.DoesNotContain(client.Waiting, IsClosing);
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        var warning = await client.EventAsync("v2.system.socket_closing");
        Assert.Equal(_channel.Id, warning["eventBody"]!["channelId"]!.GetValue<string>());
        Assert.Equal("2", warning["version"]!.GetValue<string>());
        _app.Time.Advance(TimeSpan.FromSeconds(59));
        await client.SettleAsync();
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((4404, "the channel has expired"), await client.ClosedAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await _channel.ReadAsync()).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Subscribing_again_puts_the_end_off(bool overTheSocket)
    {
        await using var client = await _channel.ConnectAsync();
        _app.Time.Advance(NotificationLimits.ChannelLife - TimeSpan.FromSeconds(30));
        await client.EventAsync("v2.system.socket_closing");
        if (overTheSocket)
        {
            await client.SayAsync(new { message = "subscribe", topics = new[] { Presence } });
            Assert.Equal("200", (await client.AnswerAsync())["result"]!.GetValue<string>());
        }
        else
        {
            (await _channel.SubscribeAsync(Presence)).Expect(HttpStatusCode.OK);
        }

        _app.Time.Advance(NotificationLimits.ChannelLife - TimeSpan.FromSeconds(61));
        await client.SettleAsync();
        Assert.DoesNotContain(client.Waiting, IsClosing);
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        await client.EventAsync("v2.system.socket_closing");
        _app.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(4404, (await client.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Without_a_token_a_channel_lives_for_a_week_at_most()
    {
        await using var client = await _channel.ConnectAsync();
        for (var day = 1; day <= 7; day++)
        {
            _app.Time.Advance(TimeSpan.FromHours(23));
            await client.SayAsync(new { message = "subscribe", topics = new[] { Presence } });
            Assert.Equal("200", (await client.AnswerAsync())["result"]!.GetValue<string>());
        }

        _app.Time.Advance(TimeSpan.FromHours(6.9));
        await client.SettleAsync();
        _app.Time.Advance(TimeSpan.FromHours(0.1));
        Assert.Equal(4404, (await client.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        await using var client = await _channel.ConnectAsync();
        await client.SettleAsync();
        await _app.RestartAsync();
        await client.EventAsync("v2.system.socket_closing");
        Assert.Equal(1001, (await client.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Channels_and_subscriptions_outlast_a_restart()
    {
        (await _channel.SubscribeAsync(Presence)).Expect(HttpStatusCode.OK);
        await _app.RestartAsync();
        Assert.Equal([$"Permitted {Presence}"], (await _channel.ReadAsync()).Expect(HttpStatusCode.OK).Topics);
        await using var client = await _channel.ConnectAsync();
        await _app.PublishAsync(new UserStatusChanged(World.Status(World.Avery, "Busy"), 2, true, false, World.Noon));
        await client.EventAsync(Presence);
    }

    [Fact]
    public async Task What_happens_while_nobody_is_connected_is_not_told_later()
    {
        (await _channel.SubscribeAsync(Presence)).Expect(HttpStatusCode.OK);
        var missed = new UserStatusChanged(World.Status(World.Avery, "Busy"), 2, true, false, World.Noon);
        var handled = _app.Get<Handled>().Of(missed);
        await _app.PublishAsync(missed);
        await handled;
        await using var client = await _channel.ConnectAsync();
        await _app.PublishAsync(new UserStatusChanged(World.Status(World.Avery, "Away"), 3, true, false, World.Noon));
        Assert.Equal("AWAY", (await client.EventAsync(Presence))["eventBody"]!["presenceDefinition"]!["systemPresence"]!.GetValue<string>());
    }

    private static bool IsClosing(JsonNode message) => message["topicName"]?.GetValue<string>() == "v2.system.socket_closing";
}
