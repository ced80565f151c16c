using System.Net;
using Pillion.Contracts;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>Starting a conversation: every kind of name, both forms of the request, and what comes of it.</summary>
public sealed class StartingTests : IAsyncLifetime
{
    private Scene _scene = null!;

    private App App => _scene.App;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_conversation_starts_with_one_post()
    {
        var answer = await App.PostAsync("/api/v2/conversations", new
        {
            type = "cobrowse",
            participants = new object[] { new { userId = _scene.Avery.Id, role = "agent" }, new { userId = "robin@example.test", role = "user" } },
            siteId = "shop",
            subject = "Ticket T-17: payment fails",
            wrapUpCode = "Resolved",
            externalTag = "T-17",
            attributes = new { ticket = "T-17" },
            capabilities = new[] { "view", "click" },
        });

        answer.Expect(HttpStatusCode.Created);
        Assert.Equal(answer["selfUri"], answer.Headers.Location!.ToString());
        Assert.Equal("offered", answer["invitation.state"]);
        Assert.Equal($"https://shop.test/#pillion={answer["joinCode"]}", answer["visitorLink"]);
        Assert.Equal($"http://pillion.test/console/conversations/{answer["id"]}", answer["agentLink"]);
        Assert.Equal("T-17", answer["conversation.participants.0.attributes.ticket"]);
        Assert.Equal("sharer", answer["conversation.participants.0.cobrowsesessions.0.cobrowseRole"]);
        Assert.Equal(_scene.Avery.Id, answer["conversation.participants.1.userId"]);
        Assert.Equal("alerting", answer["conversation.participants.1.cobrowsesessions.0.state"]);
        Assert.Null(answer.At("conversation.endTime"));
        Assert.DoesNotContain("null", answer.Text, StringComparison.Ordinal);

        var read = await App.GetAsync(answer["selfUri"]!);
        Assert.Equal(answer.At("conversation")!.ToJsonString(), read.Expect(HttpStatusCode.OK).Json.ToJsonString());
        var heard = Assert.IsType<CobrowseRequested>(Assert.Single(await _scene.HeardAsync()));
        Assert.Equal(
            (answer["id"], answer["sessionId"], answer["joinCode"], _scene.Robin.Id, _scene.Avery.Id, "view,click"),
            (heard.ConversationId, heard.SessionId, heard.JoinCode, heard.VisitorId, heard.AgentId, string.Join(',', heard.Capabilities)));
    }

    [Fact]
    public async Task Whom_it_is_for_can_be_named_in_every_way()
    {
        var ways = new (string Field, string Value)[]
        {
            ("userId", _scene.Robin.Id), ("userId", "C-7"), ("userId", "robin@example.test"), ("userId", App.Visitors.Show(_scene.Robin)),
            ("externalId", "C-7"), ("email", "robin@example.test"), ("joinCode", App.Visitors.Show(_scene.Robin)),
        };
        foreach (var (field, value) in ways)
        {
            var answer = await App.PostAsync("/api/v2/conversations", new
            {
                type = "cobrowse",
                participants = new object[] { new { email = _scene.Avery.Email, role = "agent" }, new Dictionary<string, string> { [field] = value, ["role"] = "customer" } },
            });

            Assert.Equal(_scene.Robin.Id, answer.Expect(HttpStatusCode.Created)["conversation.participants.0.externalContactId"]);
        }
    }

    [Theory]
    [InlineData("user", "C-7")]
    [InlineData("externalId", "C-7")]
    [InlineData("email", "robin@example.test")]
    public async Task The_short_form_asks_a_visitor(string type, string id)
    {
        var answer = await App.PostAsync("/api/v2/conversations/cobrowse", new { to = new[] { new { id, type } }, agent = new { email = _scene.Avery.Email }, wrapUpCode = "Resolved" });

        Assert.Equal(_scene.Robin.Id, answer.Expect(HttpStatusCode.Created)["conversation.participants.0.externalContactId"]);
    }

    [Fact]
    public async Task An_agent_who_calls_is_the_agent()
    {
        App.As("console", _scene.Avery.Id, "conversation:write", "cobrowse");

        var answer = await App.PostAsync("/api/v2/conversations/cobrowse", new { type = "cobrowse", to = new[] { new { id = "C-7", type = "user" } } });

        Assert.Equal(_scene.Avery.Id, answer.Expect(HttpStatusCode.Created)["conversation.participants.1.userId"]);
    }

    [Theory]
    [InlineData("externalId", "C-99")]
    [InlineData("email", "new@example.test")]
    [InlineData("userId", "newer@example.test")]
    public async Task An_invitation_waits_for_someone_whom_nobody_has_seen(string field, string value)
    {
        var answer = await App.PostAsync("/api/v2/conversations", new
        {
            type = "cobrowse",
            participants = new object[] { new { userId = _scene.Avery.Id, role = "agent" }, new Dictionary<string, string> { [field] = value, ["role"] = "user" } },
            waitSeconds = 3600,
        });

        var expected = Assert.Single(App.Visitors.Expected);
        Assert.Equal(value, expected.ExternalId ?? expected.Email);
        Assert.Equal("waiting", answer.Expect(HttpStatusCode.Created)["invitation.state"]);
        Assert.Equal("2030-01-01T13:00:00.000Z", answer["invitation.expires"]);
        Assert.Contains("waits for them until 2030-01-01T13:00:00.000Z (60 minutes)", answer["invitation.message"], StringComparison.Ordinal);
        Assert.Equal("contacting", answer["conversation.state"]);
    }

    [Fact]
    public async Task A_join_code_starts_one_conversation_only()
    {
        var code = App.Visitors.Show(_scene.Robin);
        var request = new { to = new[] { new { id = code, type = "joinCode" } }, agent = new { id = _scene.Avery.Id } };

        (await App.PostAsync("/api/v2/conversations/cobrowse", request)).Expect(HttpStatusCode.Created);
        var again = await App.PostAsync("/api/v2/conversations/cobrowse", request);

        Assert.Equal("/to/0/id", again.Expect(HttpStatusCode.BadRequest).Fault("join.code.used")["pointer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_patience_the_visitor_must_be_there()
    {
        var away = App.Visitors.Add(_scene.Shop, "C-8", present: false);
        object Request(string id) => new { to = new[] { new { id, type = "user" } }, agent = new { id = _scene.Avery.Id }, waitSeconds = 0 };

        var refused = await App.PostAsync("/api/v2/conversations/cobrowse", Request(away.Id));
        var started = await App.PostAsync("/api/v2/conversations/cobrowse", Request(_scene.Robin.Id));

        refused.Expect(HttpStatusCode.BadRequest).Fault("visitor.not.there");
        Assert.Equal("2030-01-01T12:01:00.000Z", started.Expect(HttpStatusCode.Created)["invitation.expires"]);
    }

    [Fact]
    public async Task With_several_sites_the_visitor_may_say_which()
    {
        var blog = App.Sites.Add("blog");
        var kim = App.Visitors.Add(blog, "C-1");
        object Request(string type, string id) => new { to = new[] { new { id, type } }, agent = new { id = _scene.Avery.Id } };

        var byCode = await App.PostAsync("/api/v2/conversations/cobrowse", Request("joinCode", App.Visitors.Show(kim)));
        var byName = await App.PostAsync("/api/v2/conversations/cobrowse", Request("externalId", "C-1"));
        var unseen = await App.PostAsync("/api/v2/conversations/cobrowse", Request("externalId", "C-2"));

        Assert.StartsWith("https://blog.test/", byCode.Expect(HttpStatusCode.Created)["visitorLink"], StringComparison.Ordinal);
        byName.Expect(HttpStatusCode.Created);
        var fault = unseen.Expect(HttpStatusCode.BadRequest).Fault("missing.field");
        Assert.Equal("/siteId", fault["pointer"]!.GetValue<string>());
        Assert.Equal(["shop", "blog"], fault["expected"]!.AsArray().Select(key => key!.GetValue<string>()));
    }
}
