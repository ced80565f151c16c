using System.Net;
using System.Text.Json.Nodes;
using Pillion.Notifications.Tests.Hosting;
using Pillion.Storage;

namespace Pillion.Notifications.Tests;

public sealed class ChannelTests : IAsyncLifetime
{
    private const string Channels = "/api/v2/notifications/channels";

    private App _app = null!;

    public async ValueTask InitializeAsync() => _app = await App.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("{}")]
    public async Task A_channel_is_opened_with_the_bodies_that_sdks_send(string? body)
    {
        var answer = (await _app.SendAsync(HttpMethod.Post, Channels, Party.Tickets, body)).Expect(HttpStatusCode.OK);
        Assert.Matches("^streaming-0-[a-z0-9]{40}$", answer["id"]);
        Assert.Equal($"ws{_app.Url[4..]}/channels/{answer["id"]}", answer["connectUri"]);
        Assert.Equal("2026-11-23T13:00:00.000Z", answer["expires"]);
    }

    [Fact]
    public async Task Opening_refuses_fields_and_parameters_that_are_not_there()
    {
        var answer = (await _app.SendAsync(HttpMethod.Post, $"{Channels}?topics=all", Party.Tickets, """{"topic":"v2.users.me"}""")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["unknown.parameter query:topics", "unknown.field /topic"], answer.Faults);
        var suggestion = answer.Body["suggestion"]!;
        (await _app.SendAsync(new HttpMethod(suggestion["method"]!.GetValue<string>()), suggestion["path"]!.GetValue<string>(), Party.Tickets)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Any_token_opens_channels_and_none_does_not()
    {
        (await _app.SendAsync(HttpMethod.Post, Channels, null)).Expect(HttpStatusCode.Unauthorized);
        (await _app.SendAsync(HttpMethod.Post, Channels, Party.Tickets with { Scopes = [] })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_listing_shows_the_channels_of_this_token_and_hides_the_ids_of_others()
    {
        var first = await _app.OpenAsync(Party.Avery);
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await _app.OpenAsync(Party.Avery with { Login = 2 });
        await _app.OpenAsync(Party.Jordan);

        var own = (await _app.GetAsync(Channels, Party.Avery)).Expect(HttpStatusCode.OK);
        Assert.Equal([first.Id], own.Body["entities"]!.AsArray().Select(channel => channel!["id"]!.GetValue<string>()));
        Assert.Equal(own.Text, (await _app.GetAsync($"{Channels}?includechannels=token", Party.Avery)).Text);

        var all = (await _app.GetAsync($"{Channels}?includechannels=oauthclient", Party.Avery)).Expect(HttpStatusCode.OK);
        Assert.Equal([first.Id, null], all.Body["entities"]!.AsArray().Select(channel => channel!["id"]?.GetValue<string>()));
        Assert.DoesNotContain(second.Id, all.Text, StringComparison.Ordinal);

        var refused = (await _app.GetAsync($"{Channels}?includechannels=tokens", Party.Avery)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("token", refused.Body["errors"]![0]!["nearest"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_channel_is_its_owners_alone()
    {
        var channel = await _app.OpenAsync(Party.Avery);
        Task<Answer> Head(Party party) => _app.SendAsync(HttpMethod.Head, $"{Channels}/{channel.Id}", party);

        Assert.Equal(HttpStatusCode.OK, (await Head(Party.Avery)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Head(Party.Avery with { Login = 2 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Head(Party.Jordan)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Head(Party.Avery with { Client = "other" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Head(Party.Tickets)).Status);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete])
        {
            var answer = await (channel with { Party = Party.Jordan }).SendAsync(method, method == HttpMethod.Get || method == HttpMethod.Delete ? null : "[]");
            Assert.Equal("channel.not.found", answer.Expect(HttpStatusCode.NotFound)["code"]);
            Assert.DoesNotContain(channel.Id, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_twenty_first_channel_drops_the_one_that_was_unused_for_longest()
    {
        var channels = new List<OpenChannel>();
        for (var i = 0; i < NotificationLimits.ChannelsPerOwner; i++)
        {
            channels.Add(await _app.OpenAsync(Party.Avery));
            _app.Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(20, await CountAsync());
        await using var connected = await channels[0].ConnectAsync();
        (await channels[1].SubscribeAsync()).Expect(HttpStatusCode.OK);
        await _app.OpenAsync(Party.Jordan);
        Assert.Equal(20, await CountAsync());

        await _app.OpenAsync(Party.Avery);
        Assert.Equal(20, await CountAsync());
        Assert.Equal("True True False True", string.Join(' ', await Task.WhenAll(channels.Take(4).Select(IsThereAsync))));
    }

    [Fact]
    public async Task A_channel_that_was_left_just_now_counts_as_used()
    {
        var channels = new List<OpenChannel> { await _app.OpenAsync(Party.Avery) };
        var client = await channels[0].ConnectAsync();
        for (var i = 1; i < NotificationLimits.ChannelsPerOwner; i++)
        {
            _app.Time.Advance(TimeSpan.FromSeconds(1));
            channels.Add(await _app.OpenAsync(Party.Avery));
        }

        _app.Time.Advance(TimeSpan.FromSeconds(1));
        var noted = _app.Commits.NextAsync(commit => commit.Steps.Any(step => step is Commit.PutStep put && put.Id == channels[0].Id));
        await client.DisposeAsync();
        await noted;
        await _app.OpenAsync(Party.Avery);
        Assert.Equal("True False True", string.Join(' ', await Task.WhenAll(channels.Take(3).Select(IsThereAsync))));
    }

    [Fact]
    public async Task When_all_are_connected_the_oldest_is_closed()
    {
        var clients = new List<ChannelClient>();
        for (var i = 0; i < NotificationLimits.ChannelsPerOwner; i++)
        {
            clients.Add(await (await _app.OpenAsync(Party.Avery)).ConnectAsync());
            _app.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await _app.OpenAsync(Party.Avery);
        Assert.Equal((4404, "the channel was dropped for a newer one"), await clients[0].ClosedAsync());
        await clients[1].SettleAsync();
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task Channels_that_are_opened_at_once_count_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            for (var i = 0; i < 8; i++)
            {
                var answer = await _app.SendAsync(HttpMethod.Post, Channels, Party.Avery);
                Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, answer.Text);
            }
        }));
        Assert.InRange(await CountAsync(), 1, NotificationLimits.ChannelsPerOwner);
        await _app.OpenAsync(Party.Avery);
        Assert.InRange(await CountAsync(), 2, NotificationLimits.ChannelsPerOwner);
    }

    [Fact]
    public async Task A_channel_lives_a_day_and_another_one_from_each_subscribing()
    {
        var idle = await _app.OpenAsync(Party.Avery);
        var used = await _app.OpenAsync(Party.Avery);
        _app.Time.Advance(NotificationLimits.ChannelLife - TimeSpan.FromSeconds(1));
        Assert.True(await IsThereAsync(idle));
        (await used.SubscribeAsync($"v2.users.{World.Avery}.presence")).Expect(HttpStatusCode.OK);
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await IsThereAsync(idle));
        Assert.True(await IsThereAsync(used));
        Assert.Equal("2026-11-24T12:59:59.000Z", (await _app.GetAsync(Channels, Party.Avery)).Body["entities"]![0]!["expires"]!.GetValue<string>());
        _app.Time.Advance(NotificationLimits.ChannelLife - TimeSpan.FromSeconds(2));
        Assert.True(await IsThereAsync(used));
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(await IsThereAsync(used));
    }

    [Fact]
    public async Task The_address_of_a_socket_says_so_to_those_who_only_look()
    {
        var channel = await _app.OpenAsync(Party.Avery);
        Assert.Equal("websocket.needed", (await _app.SendAsync(HttpMethod.Get, $"/channels/{channel.Id}", null)).Expect(HttpStatusCode.UpgradeRequired)["code"]);
    }

    private async Task<bool> IsThereAsync(OpenChannel channel) =>
        (await _app.SendAsync(HttpMethod.Head, $"{Channels}/{channel.Id}", channel.Party)).Status == HttpStatusCode.OK;

    private async Task<int> CountAsync() =>
        ((JsonArray)(await _app.GetAsync($"{Channels}?includechannels=oauthclient", Party.Avery)).Body["entities"]!).Count;
}
