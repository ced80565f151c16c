using System.Net;
using Pillion.Contracts;
using Pillion.Notifications.Tests.Hosting;

namespace Pillion.Notifications.Tests;

/// <summary>A channel ends with the tokens that gave it leave.</summary>
public sealed class RevokingTests : IAsyncLifetime
{
    private const string Presence = $"v2.users.{World.Avery}.presence";
    private const int Revoked = 4401;

    private App _app = null!;

    public async ValueTask InitializeAsync() => _app = await App.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_socket_of_a_revoked_login_is_told_so_and_closed_and_others_go_on()
    {
        var (gone, other) = (await _app.OpenAsync(Party.Avery), await _app.OpenAsync(Party.Avery with { Login = 2 }));
        (await gone.SubscribeAsync(Presence)).Expect(HttpStatusCode.OK);
        (await other.SubscribeAsync(Presence)).Expect(HttpStatusCode.OK);
        await using var client = await gone.ConnectAsync();
        await using var stays = await other.ConnectAsync();

        await _app.PublishAsync(new TokensRevoked(Party.Avery.LoginId, null, null, _app.Time.GetUtcNow()));

        Assert.Equal(gone.Id, (await client.EventAsync("v2.system.socket_closing"))["eventBody"]!["channelId"]!.GetValue<string>());
        Assert.Equal((Revoked, "the access token was revoked"), await client.ClosedAsync());
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => gone.ConnectAsync());
        Assert.Equal("channel.not.found", (await gone.ReadAsync()).Expect(HttpStatusCode.NotFound)["code"]);
        await _app.PublishAsync(new UserStatusChanged(World.Status(World.Avery, "Busy"), 2, true, false, World.Noon));
        await stays.EventAsync(Presence);
    }

    [Fact]
    public async Task A_channel_that_another_login_has_subscribed_since_ends_with_that_one()
    {
        var channel = await _app.OpenAsync(Party.Avery);
        var newer = Party.Avery with { Login = 2 };
        (await (channel with { Party = newer }).SubscribeAsync(Presence)).Expect(HttpStatusCode.OK);
        await using var client = await channel.ConnectAsync();

        await _app.PublishAsync(new TokensRevoked(Party.Avery.LoginId, null, null, _app.Time.GetUtcNow()));
        await _app.PublishAsync(new UserStatusChanged(World.Status(World.Avery, "Busy"), 2, true, false, World.Noon));
        await client.EventAsync(Presence);
        await _app.PublishAsync(new TokensRevoked(newer.LoginId, null, null, _app.Time.GetUtcNow()));

        Assert.Equal(Revoked, (await client.ClosedAsync()).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task With_all_tokens_of_a_user_or_of_a_client_go_their_channels_but_none_that_came_later(bool ofUser)
    {
        var (avery, jordan, tickets) = (await _app.OpenAsync(Party.Avery), await _app.OpenAsync(Party.Jordan), await _app.OpenAsync(Party.Tickets));
        await using var first = await avery.ConnectAsync();
        await using var second = await jordan.ConnectAsync();
        await using var third = await tickets.ConnectAsync();
        var at = _app.Time.GetUtcNow();
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        await using var later = await (await _app.OpenAsync(Party.Avery with { Login = 2 })).ConnectAsync();

        await _app.PublishAsync(ofUser ? new TokensRevoked(null, World.Avery, null, at) : new TokensRevoked(null, null, "console", at));

        Assert.Equal(Revoked, (await first.ClosedAsync()).Code);
        if (!ofUser)
        {
            Assert.Equal(Revoked, (await second.ClosedAsync()).Code);
        }

        await third.SettleAsync();
        await later.SettleAsync();
    }
}
