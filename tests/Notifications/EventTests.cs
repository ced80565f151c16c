using System.Net;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Notifications.Tests.Hosting;

namespace Pillion.Notifications.Tests;

/// <summary>Which events go to whom, in which shape and order.</summary>
public sealed class EventTests : IAsyncLifetime
{
    private const string Avery = $"v2.users.{World.Avery}";
    private const string Details = $"v2.detail.events.conversation.{World.Conversation}";

    private App _app = null!;

    public async ValueTask InitializeAsync() => _app = await App.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_change_of_a_conversation_goes_to_every_topic_that_tells_it()
    {
        await using var avery = await ListenAsync(
            Party.Avery, $"{Avery}.conversations", $"{Avery}.conversations.cobrowseSessions", $"{Avery}.conversations.calls", $"{Avery}.conversations.messages");
        await using var jordan = await ListenAsync(Party.Jordan, $"v2.users.{World.Jordan}.conversations");
        await using var stranger = await ListenAsync(Party.Tickets, $"{Details}.acw", $"v2.detail.events.conversation.{World.Jordan}.acw");
        _app.World.View = change => World.Cobrowse(change) with { Message = new JsonObject { ["id"] = "message view" } };

        await _app.PublishAsync(World.Change(1, users: [World.Avery, World.Jordan, World.Avery]));
        var generic = await avery.EventAsync($"{Avery}.conversations");
        Assert.Equal("2", generic["version"]!.GetValue<string>());
        Assert.Equal(World.Conversation, generic["eventBody"]!["id"]!.GetValue<string>());
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", generic["metadata"]!["CorrelationId"]!.GetValue<string>());
        Assert.True((await avery.EventAsync($"{Avery}.conversations.cobrowseSessions"))["eventBody"]!["flat"]!.GetValue<bool>());
        Assert.Equal("message view", (await avery.EventAsync($"{Avery}.conversations.messages"))["eventBody"]!["id"]!.GetValue<string>());
        Assert.Equal(generic["metadata"]!.ToJsonString(), (await jordan.EventAsync($"v2.users.{World.Jordan}.conversations"))["metadata"]!.ToJsonString());
        foreach (var client in (ChannelClient[])[avery, jordan, stranger])
        {
            await client.SettleAsync();
            Assert.Empty(client.Waiting);
        }

        Assert.Equal(1, _app.World.Reads);
    }

    [Fact]
    public async Task Details_come_in_the_order_in_which_they_happened()
    {
        await using var client = await ListenAsync(Party.Tickets, $"{Details}?customer.start&user.start&attributes", $"{Details}.wrapup");
        _app.World.View = change => World.Cobrowse(
            change,
            new ConversationDetail("user.start", new JsonObject { ["n"] = 1 }),
            new ConversationDetail("customer.start", new JsonObject { ["n"] = 2 }),
            new ConversationDetail("user.end", new JsonObject { ["n"] = 3 }),
            new ConversationDetail("user.start", new JsonObject { ["n"] = 4 }),
            new ConversationDetail("something.new", new JsonObject { ["n"] = 5 }),
            new ConversationDetail("wrapup", new JsonObject { ["n"] = 6 }));
        await _app.PublishAsync(World.Change(1));
        await client.NextAsync(message => message["eventBody"]?["n"]?.GetValue<int>() == 6, "the last detail");
        Assert.Equal(
            [$"{Details}.user.start 1", $"{Details}.customer.start 2", $"{Details}.user.start 4"],
            client.Waiting.Select(message => $"{message["topicName"]} {message["eventBody"]!["n"]}"));
        Assert.Equal(3, client.Waiting.Select(message => message["metadata"]!["CorrelationId"]!.GetValue<string>()).Distinct().Count());
    }

    [Fact]
    public async Task Nobody_listening_means_nobody_reading()
    {
        await using var client = await ListenAsync(Party.Avery, $"{Avery}.presence", $"v2.detail.events.conversation.{World.Jordan}.acw");
        var unheard = World.Change(1);
        var handled = _app.Get<Handled>().Of(unheard);
        await _app.PublishAsync(unheard);
        await handled;
        Assert.Equal(0, _app.World.Reads);
    }

    [Fact]
    public async Task Events_are_spelled_as_they_were_subscribed_and_come_once_however_often()
    {
        var shouted = $"V2.Users.{World.Avery.ToUpperInvariant()}.PRESENCE";
        await using var first = await ListenAsync(Party.Avery, shouted, $"{Avery}.presence", $"{Avery}?presence&routingstatus");
        await using var second = await ListenAsync(Party.Tickets, $"{Avery}?Presence");
        await _app.PublishAsync(Status(2, "OnQueue", presence: true, routing: true));
        await first.EventAsync(shouted);
        await first.EventAsync($"{Avery}.routingstatus");
        await second.EventAsync($"{Avery}.Presence");
        await first.SettleAsync();
        Assert.Empty(first.Waiting);
    }

    [Fact]
    public async Task Presence_and_routing_status_have_the_vendors_shapes()
    {
        await using var client = await ListenAsync(Party.Avery, $"{Avery}?presence&routingStatus&activity");
        await _app.PublishAsync(Status(2, "OnQueue", presence: true, routing: false));
        Assert.Equal(
            """{"source":"PURECLOUD","presenceDefinition":{"id":"id of OnQueue","systemPresence":"ON_QUEUE"},"primary":true,"message":"","modifiedDate":"2026-11-22T12:00:00.000Z"}""",
            (await client.EventAsync($"{Avery}.presence"))["eventBody"]!.ToJsonString());
        await client.EventAsync($"{Avery}.activity");
        await _app.PublishAsync(Status(3, "Busy", presence: false, routing: true, status: "INTERACTING"));
        Assert.Equal(
            $$$"""{"id":"{{{World.Avery}}}","routingStatus":{"status":"INTERACTING","startTime":"2026-11-22T12:00:00.000Z"}}""",
            (await client.EventAsync($"{Avery}.routingStatus"))["eventBody"]!.ToJsonString());
        Assert.Equal(
            $$$"""{"id":"{{{World.Avery}}}","routingStatus":{"userId":"{{{World.Avery}}}","status":"INTERACTING","startTime":"2026-11-22T12:00:00.000Z"},"presence":{"presenceDefinition":{"id":"id of Busy","systemPresence":"BUSY"},"modifiedDate":"2026-11-22T12:00:00.000Z"},"outOfOffice":{"active":false},"activeQueueIds":[]}""",
            (await client.EventAsync($"{Avery}.activity"))["eventBody"]!.ToJsonString());
        await client.SettleAsync();
        Assert.Empty(client.Waiting);
    }

    [Fact]
    public async Task Changing_subscriptions_counts_from_the_answer_on()
    {
        var channel = await _app.OpenAsync(Party.Avery);
        await using var client = await channel.ConnectAsync();
        for (var version = 2; version < 12; version += 2)
        {
            (await channel.SubscribeAsync($"{Avery}.presence")).Expect(HttpStatusCode.OK);
            await _app.PublishAsync(Status(version, "Busy", presence: true, routing: false));
            await client.EventAsync($"{Avery}.presence");
            (await channel.SendAsync(HttpMethod.Delete, body: null)).Expect(HttpStatusCode.NoContent);
            var unheard = Status(version + 1, "Busy", presence: true, routing: false);
            var handled = _app.Get<Handled>().Of(unheard);
            await _app.PublishAsync(unheard);
            await handled;
            await client.SettleAsync();
            Assert.Empty(client.Waiting);
        }
    }

    [Fact]
    public async Task Many_changes_come_in_order_and_none_twice()
    {
        await using var client = await ListenAsync(Party.Avery, $"{Avery}.conversations");
        var changes = Enumerable.Range(1, 200).Select(version => (object)World.Change(version)).ToArray();
        await _app.PublishAsync([.. changes, .. changes]);
        await client.NextAsync(message => message["eventBody"]?["version"]?.GetValue<int>() == 200, "the last change");
        await _app.PublishAsync(changes[^1], World.Change(201));
        await client.NextAsync(message => message["eventBody"]?["version"]?.GetValue<int>() == 201, "the very last change");
        Assert.Equal(Enumerable.Range(1, 199), client.Waiting.Select(message => message["eventBody"]!["version"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Later_changes_wait_for_one_that_could_not_be_read()
    {
        await using var client = await ListenAsync(Party.Avery, $"{Avery}.conversations");
        var failures = 2;
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _app.World.View = change => change is { Version: 1, ConversationId: World.Conversation } && failures-- > 0 ? throw Broken(failed) : World.Cobrowse(change);
        await _app.PublishAsync(World.Change(1), World.Change(2), World.Change(1, World.Jordan));
        await failed.Task.WaitAsync(Patience.Limit, App.Cancellation);
        Assert.Equal(World.Jordan, (await client.EventAsync($"{Avery}.conversations"))["eventBody"]!["id"]!.GetValue<string>());
        await _app.PublishAsync(World.Change(3));

        // Less than the time for which later changes wait, in steps, because each failure makes the next pause longer.
        var (versions, waited) = (new List<int>(), TimeSpan.Zero);
        while (versions.Count < 3)
        {
            if ((waited += TimeSpan.FromSeconds(1)) < NotificationLimits.LongestHold)
            {
                _app.Time.Advance(TimeSpan.FromSeconds(1));
            }

            versions.AddRange(await TakeVersionsAsync(client, waited < NotificationLimits.LongestHold ? TimeSpan.FromMilliseconds(200) : Patience.Limit));
        }

        Assert.Equal([1, 2, 3], versions);
        Assert.Equal(0, _app.Drops["late"]);
    }

    private async Task<ChannelClient> ListenAsync(Party party, params string[] topics)
    {
        var channel = await _app.OpenAsync(party);
        (await channel.SubscribeAsync(topics)).Expect(HttpStatusCode.OK);
        return await channel.ConnectAsync();
    }

    // What has come; when there is nothing yet, the next that comes in this time.
    private static async Task<IReadOnlyList<int>> TakeVersionsAsync(ChannelClient client, TimeSpan patience)
    {
        var versions = new List<int>();
        if (!client.Waiting.Any(IsEvent))
        {
            await Task.WhenAny(client.NextArrival, Task.Delay(patience, TimeProvider.System, App.Cancellation));
        }

        while (client.Waiting.Any(IsEvent))
        {
            versions.Add((await client.NextAsync(IsEvent, "an event"))["eventBody"]!["version"]!.GetValue<int>());
        }

        return versions;

        static bool IsEvent(JsonNode message) => message["eventBody"]?["version"] is not null;
    }

    private static InvalidOperationException Broken(TaskCompletionSource failed)
    {
        failed.TrySetResult();
        return new InvalidOperationException("played");
    }

    private static UserStatusChanged Status(long version, string name, bool presence, bool routing, string status = "OFF_QUEUE") =>
        new(World.Status(World.Avery, name, status), version, presence, routing, World.Noon);
}
