using System.Net;
using System.Text.Json.Nodes;
using Pillion.Http;
using Pillion.Notifications.Tests.Hosting;

namespace Pillion.Notifications.Tests;

public sealed class SubscriptionTests : IAsyncLifetime
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
    public async Task Post_adds_put_replaces_delete_empties()
    {
        Assert.Equal([$"Permitted {Mine}.presence"], (await _channel.SubscribeAsync($"{Mine}.presence")).Expect(HttpStatusCode.OK).Topics);
        Assert.Equal([$"Permitted {Mine}.presence", $"Permitted {Mine}.conversations"], (await _channel.SubscribeAsync($"{Mine}.conversations")).Topics);
        Assert.Equal([$"Permitted {Mine}.activity"], (await _channel.SendAsync(HttpMethod.Put, [$"{Mine}.activity"])).Expect(HttpStatusCode.OK).Topics);
        Assert.Equal([$"Permitted {Mine}.activity"], (await _channel.ReadAsync()).Topics);
        Assert.Equal("", (await _channel.SendAsync(HttpMethod.Delete, body: null)).Expect(HttpStatusCode.NoContent).Text);
        Assert.Empty((await _channel.ReadAsync()).Topics);
        Assert.Empty((await _channel.SendAsync(HttpMethod.Put, "[]")).Expect(HttpStatusCode.OK).Topics);
    }

    [Fact]
    public async Task Case_does_not_matter_and_the_first_spelling_stays()
    {
        await _channel.SubscribeAsync($"{Mine}.routingstatus");
        var answer = await _channel.SubscribeAsync($"{Mine}.routingStatus", $"V2.USERS.{World.Avery.ToUpperInvariant()}.Conversations.COBROWSESESSIONS");
        Assert.Equal([$"Permitted {Mine}.routingstatus", $"Permitted V2.USERS.{World.Avery.ToUpperInvariant()}.Conversations.COBROWSESESSIONS"], answer.Expect(HttpStatusCode.OK).Topics);
    }

    [Fact]
    public async Task An_answer_can_be_sent_back_as_it_is()
    {
        await _channel.SubscribeAsync($"{Mine}.presence", $"{Mine}?activity&conversations");
        var read = await _channel.ReadAsync();
        Assert.Equal(read.Topics, (await _channel.SendAsync(HttpMethod.Put, read.Body["entities"])).Expect(HttpStatusCode.OK).Topics);
    }

    [Fact]
    public async Task Every_topic_that_is_listed_can_be_had()
    {
        var listed = (await _app.GetAsync("/api/v2/notifications/availabletopics", Party.Tickets)).Body["entities"]!.AsArray();
        var topics = listed.Select(topic => topic!["id"]!.GetValue<string>().Replace("{id}", World.Avery, StringComparison.Ordinal)).ToArray();
        Assert.Equal(17, topics.Length);
        Assert.All((await _channel.SubscribeAsync(topics)).Expect(HttpStatusCode.OK).Topics, topic => Assert.StartsWith("Permitted ", topic, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_channel_takes_a_thousand_subscriptions_and_not_one_more()
    {
        var conversations = Enumerable.Range(0, 1000).Select(i => $"v2.detail.events.conversation.5e2b0000-0000-7000-8000-{i:D12}?user.start&user.end&acw&wrapup&attributes").ToArray();
        (await _channel.SubscribeAsync(conversations[..999])).Expect(HttpStatusCode.OK);
        var tooMany = (await _channel.SubscribeAsync(conversations[999], $"{Mine}.presence")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("too.many.topics", tooMany["code"]);
        Assert.Equal(999, (await _channel.ReadAsync()).Topics.Count);
        var full = (await _channel.SubscribeAsync(conversations)).Expect(HttpStatusCode.OK);
        Assert.Equal(1000, full.Topics.Count);
        Assert.Equal(1000, (await _channel.SendAsync(HttpMethod.Put, full.Body["entities"])).Expect(HttpStatusCode.OK).Topics.Count);
        Assert.Equal("too.many.topics", (await _channel.SendAsync(HttpMethod.Post, [$"{Mine}.presence"], "?ignoreErrors=true")).Expect(HttpStatusCode.BadRequest)["code"]);
    }

    [Fact]
    public async Task A_topic_has_two_hundred_characters_at_most()
    {
        var fill = $"{Mine}?" + string.Join('&', Enumerable.Repeat("activity", 17));
        fill = $"{fill[..^"activity&activity&activity".Length]}conversations.calls&presence";
        Assert.Equal(NotificationLimits.LongestTopic, fill.Length);
        (await _channel.SubscribeAsync(fill)).Expect(HttpStatusCode.OK);
        var tooLong = (await _channel.SubscribeAsync(fill.Replace("calls&presence", "messages&presence", StringComparison.Ordinal))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["malformed.topic /0/id"], tooLong.Faults);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_and_nothing_is_subscribed()
    {
        var answer = (await _channel.SubscribeAsync(
            $"{Mine}.presense",
            $"{Mine}.conversations",
            "v2.users.me.conversations",
            $"v2.users.{World.Jordan}.presence",
            "v2.analytics.queues.x.observations",
            $"{Mine}.conversations.cobrowse",
            "v2.users.avery@example.test.presence",
            "presence please",
            $"{Mine}?presence&routingstaus")).Expect(HttpStatusCode.BadRequest);

        Assert.Equal(
            [
                "unknown.topic /0/id", "malformed.id /2/id", "topic.not.yours /3/id", "topic.not.supported /4/id", "unknown.topic /5/id",
                "malformed.id /6/id", "malformed.topic /7/id", "unknown.topic /8/id",
            ],
            answer.Faults);
        Assert.Equal(
            [$"{Mine}.presence", $"{Mine}.conversations", $"{Mine}.presence", null, $"{Mine}.conversations.cobrowseSessions", null, null, $"{Mine}.routingStatus"],
            answer.Body["errors"]!.AsArray().Select(error => error!["nearest"]?.GetValue<string>()));
        Assert.Empty((await _channel.ReadAsync()).Topics);
        Assert.Equal(
            [$"Permitted {Mine}.presence", $"Permitted {Mine}.conversations", $"Permitted {Mine}.conversations.cobrowseSessions", $"Permitted {Mine}.routingStatus"],
            (await FollowAsync(answer)).Expect(HttpStatusCode.OK).Topics);
    }

    [Fact]
    public async Task With_errors_ignored_what_can_be_had_is_taken_and_the_rest_answered_as_rejected()
    {
        var answer = (await _channel.SendAsync(
            HttpMethod.Post, [$"{Mine}.presense", $"{Mine}.presence", $"v2.users.{World.Jordan}.presence"], "?ignoreErrors=true")).Expect(HttpStatusCode.OK);
        Assert.Equal([$"Permitted {Mine}.presence", $"Rejected {Mine}.presense", $"Rejected v2.users.{World.Jordan}.presence"], answer.Topics);
        Assert.Equal($"There is no such topic. Did you mean {Mine}.presence?", answer.Body["entities"]![1]!["rejectionReason"]!.GetValue<string>());
        Assert.Equal([$"Permitted {Mine}.presence"], (await _channel.ReadAsync()).Topics);
    }

    [Theory]
    [InlineData("""["TOPIC"]""", "invalid.type /0")]
    [InlineData("""{"id":"TOPIC"}""", "invalid.type")]
    [InlineData("""{"topics":["TOPIC"]}""", "invalid.type")]
    [InlineData("""[{"topic":"TOPIC"}]""", "missing.field /0/id;unknown.field /0/topic")]
    [InlineData("""[{"id":"TOPIC","state":"Permitted","verb":"GET"}]""", "unknown.field /0/verb")]
    [InlineData("\"TOPIC\"", "invalid.type")]
    public async Task A_body_of_another_shape_comes_back_as_the_right_one(string body, string faults)
    {
        var answer = (await _channel.SendAsync(HttpMethod.Post, body.Replace("TOPIC", $"{Mine}.presence", StringComparison.Ordinal))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(faults.Split(';'), answer.Faults);
        Assert.Equal([$"Permitted {Mine}.presence"], (await FollowAsync(answer)).Expect(HttpStatusCode.OK).Topics);
    }

    [Theory]
    [InlineData("", "invalid.type")]
    [InlineData("null", "invalid.type")]
    [InlineData("[null]", "invalid.type /0")]
    [InlineData("""[{"id":7}]""", "invalid.type /0/id")]
    [InlineData("""[{"id":""}]""", "invalid.length /0/id")]
    [InlineData("""[{"id":"a","id":"b"}]""", "duplicate.field /0/id;unknown.topic /0/id")]
    [InlineData("[", "invalid.json")]
    [InlineData("""[{"id":"\ud800"}]""", "invalid.text /0/id")]
    public async Task What_can_not_be_read_is_refused(string body, string faults)
    {
        var answer = (await _channel.SendAsync(HttpMethod.Post, body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(faults.Split(';'), answer.Faults);
    }

    [Fact]
    public async Task A_refusal_does_not_grow_with_the_request()
    {
        var many = (await _channel.SubscribeAsync(Enumerable.Range(0, 900).Select(i => $"nonsense{i}").ToArray())).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(51, many.Faults.Count);
        Assert.Equal("too.many.faults", many.Faults[^1].TrimEnd());
        var shapeless = (await _channel.SendAsync(HttpMethod.Post, $"[{string.Join(',', Enumerable.Repeat("7", 5000))}]")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(51, shapeless.Faults.Count);
        (await _channel.SendAsync(HttpMethod.Post, $"[{new string(' ', NotificationLimits.LargestSubscriptionBody)}]")).Expect(HttpStatusCode.RequestEntityTooLarge);
        (await _channel.SendAsync(HttpMethod.Post, $"[{new string(' ', NotificationLimits.LargestSubscriptionBody - 2)}]")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_topic_needs_the_scope_of_what_it_tells()
    {
        var reader = await _app.OpenAsync(Party.Tickets with { Scopes = [Scopes.ConversationRead] });
        var conversations = $"{Mine}.conversations";
        var answer = (await reader.SubscribeAsync(conversations, $"{Mine}.presence", $"{Mine}.activity")).Expect(HttpStatusCode.Forbidden);
        Assert.Equal(["missing.scope /1/id", "missing.scope /2/id"], answer.Faults);
        Assert.Equal([$"Permitted {conversations}"], (await FollowAsync(answer, reader)).Expect(HttpStatusCode.OK).Topics);

        var partly = (await reader.SendAsync(HttpMethod.Put, [conversations, $"{Mine}.presence"], "?ignoreErrors=true")).Expect(HttpStatusCode.OK);
        Assert.Equal(Scopes.UsersRead, partly.Body["entities"]![1]!["missingPermissions"]![0]!.GetValue<string>());

        var users = await _app.OpenAsync(Party.Tickets with { Scopes = [Scopes.UsersWrite] });
        (await users.SubscribeAsync($"{Mine}.presence")).Expect(HttpStatusCode.OK);
        (await users.SubscribeAsync($"v2.detail.events.conversation.{World.Conversation}.acw")).Expect(HttpStatusCode.Forbidden);
        (await users.SubscribeAsync("channel.metadata", "v2.system.socket_closing")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task People_listen_to_themselves_and_clients_and_admins_to_everyone()
    {
        var others = $"v2.users.{World.Jordan}.conversations";
        var answer = (await _channel.SubscribeAsync(others)).Expect(HttpStatusCode.Forbidden);
        Assert.Equal("topic.not.yours", answer["code"]);
        Assert.Equal([$"Permitted {Mine}.conversations"], (await FollowAsync(answer)).Expect(HttpStatusCode.OK).Topics);
        (await (await _app.OpenAsync(Party.Tickets)).SubscribeAsync(others)).Expect(HttpStatusCode.OK);
        var admin = Party.Avery with { Scopes = [.. Party.Avery.Scopes, Scopes.Admin] };
        (await (await _app.OpenAsync(admin)).SubscribeAsync(others)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task There_is_nothing_to_hear_of_users_who_are_not_there()
    {
        var tickets = await _app.OpenAsync(Party.Tickets);
        Assert.Equal(["unknown.user /0/id"], (await tickets.SubscribeAsync($"v2.users.{World.Conversation}.presence")).Expect(HttpStatusCode.BadRequest).Faults);
    }

    [Theory]
    [InlineData("?ignoreErrors=yes", "invalid.query.param.value query:ignoreErrors")]
    [InlineData("?ignoreerrors=true", "unknown.parameter query:ignoreerrors")]
    public async Task Parameters_are_read_strictly(string query, string fault) =>
        Assert.Equal([fault], (await _channel.SendAsync(HttpMethod.Post, [$"{Mine}.presence"], query)).Expect(HttpStatusCode.BadRequest).Faults);

    [Fact]
    public async Task Where_there_are_no_parameters_none_is_taken()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _app.SendAsync(HttpMethod.Head, $"/api/v2/notifications/channels/{_channel.Id}?verbose=1", Party.Avery)).Status);
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Delete])
        {
            Assert.Equal(["unknown.parameter query:all"], (await _channel.SendAsync(method, body: null, "?all=true")).Expect(HttpStatusCode.BadRequest).Faults);
        }
    }

    [Fact]
    public async Task The_listing_of_topics_shows_what_is_asked_for()
    {
        var plain = (await _app.GetAsync("/api/v2/notifications/availabletopics?includePreview=false", Party.Avery)).Expect(HttpStatusCode.OK);
        Assert.All(plain.Body["entities"]!.AsArray(), topic => Assert.Null(topic!["description"]));
        const string all = "description,enforced,schema,visibility,transports&expand=publicApiTemplateUriPaths&expand=requiresPermissions,permissionDetails,topicParameters";
        var full = (await _app.GetAsync($"/api/v2/notifications/availabletopics?expand={all}", Party.Avery)).Expect(HttpStatusCode.OK);
        var presence = full.Body["entities"]!.AsArray().Single(topic => topic!["id"]!.GetValue<string>() == "v2.users.{id}.presence")!;
        Assert.Equal("Public", presence["visibility"]!.GetValue<string>());
        Assert.Equal("Websocket", presence["transports"]![0]!.GetValue<string>());
        Assert.Equal("users:read", presence["requiresPermissions"]![0]!.GetValue<string>());
        Assert.Equal("requiresPermissions", presence["permissionDetails"]![0]!["type"]!.GetValue<string>());
        Assert.Equal("id", presence["topicParameters"]![0]!.GetValue<string>());
        Assert.Equal("object", presence["schema"]!["properties"]!["presenceDefinition"]!["type"]!.GetValue<string>());
        Assert.True(presence["requiresCurrentUserOrPermission"]!.GetValue<bool>());

        var refused = (await _app.GetAsync("/api/v2/notifications/availabletopics?expand=descripton,schema&preview=true", Party.Avery)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["unknown.parameter query:preview", "invalid.query.param.value query:expand"], refused.Faults);
        Assert.Equal("description", refused.Body["errors"]![1]!["nearest"]!.GetValue<string>());
    }

    private Task<Answer> FollowAsync(Answer refusal, OpenChannel? channel = null)
    {
        var suggestion = refusal.Body["suggestion"] ?? throw new InvalidOperationException($"no suggestion in {refusal.Text}");
        return _app.SendAsync(
            new HttpMethod(suggestion["method"]!.GetValue<string>()),
            suggestion["path"]!.GetValue<string>(),
            (channel ?? _channel).Party,
            (JsonNode)suggestion["body"]!);
    }
}
