using System.Net;
using Pillion.Contracts;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>Sites on which a session starts only beside a call or message.</summary>
public sealed class RequireActiveCommunicationTests : IAsyncLifetime
{
    private App _app = null!;
    private AgentView _avery = null!;
    private VisitorView _kim = null!;

    public async ValueTask InitializeAsync()
    {
        _app = await App.StartAsync("Development", "Resolved");
        _avery = _app.Agents.Add("Avery Moss", "avery@pillion.test");
        _kim = _app.Visitors.Add(_app.Sites.Add("bank", requireActiveCommunication: true), "K-1", "kim@example.test", "Kim Ray");
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task From_nothing_the_message_is_registered_first()
    {
        foreach (var (path, body) in Starts())
        {
            var refused = (await _app.PostAsync(path, body)).Expect(HttpStatusCode.Conflict);

            refused.Fault("active.communication.required");
            Assert.Equal(("/api/v2/conversations", "message"), (refused["suggestion.path"], refused["suggestion.body.type"]));
        }

        var registered = (await FollowAsync((await _app.PostAsync(Starts()[0].Path, Starts()[0].Body)).Expect(HttpStatusCode.Conflict))).Expect(HttpStatusCode.Created);
        Assert.Null(registered["sessionId"]);
        (await _app.PostAsync($"{registered["selfUri"]}/cobrowse")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Where_there_is_a_call_the_session_starts_in_its_conversation()
    {
        var call = (await _app.PostAsync("/api/v2/conversations", Body("call"))).Expect(HttpStatusCode.Created);

        foreach (var (path, body) in Starts())
        {
            var refused = (await _app.PostAsync(path, body)).Expect(HttpStatusCode.Conflict);

            Assert.Contains("whose call is connected", refused.Fault("active.communication.required")["message"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Equal($"{call["selfUri"]}/cobrowse", refused["suggestion.path"]);
            Assert.Equal("Call", (await FollowAsync(refused)).Expect(HttpStatusCode.OK)["communicationType"]);
        }

        (await _app.PostAsync($"{call["selfUri"]}/disconnect")).Expect(HttpStatusCode.Accepted);
        Assert.Equal("message", (await _app.PostAsync(Starts()[0].Path, Starts()[0].Body)).Expect(HttpStatusCode.Conflict)["suggestion.body.type"]);
    }

    [Fact]
    public async Task A_faulty_request_is_mended_into_one_that_the_policy_lets_through()
    {
        var refused = (await _app.PostAsync("/api/v2/conversations", Body("CoBrowse"))).Expect(HttpStatusCode.BadRequest);

        Assert.Equal("message", refused["suggestion.body.type"]);
        (await FollowAsync(refused)).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task Someone_whom_nobody_has_seen_can_be_registered_too()
    {
        var refused = await _app.PostAsync(
            "/api/v2/conversations/cobrowse", new { to = new[] { new { id = "new@example.test", type = "email" } }, agent = new { id = _avery.Id }, waitSeconds = 60, capabilities = new[] { "view" } });

        Assert.Empty(_app.Visitors.Expected);
        (await FollowAsync(refused.Expect(HttpStatusCode.Conflict))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_ended_conversation_suggests_what_the_policy_wants()
    {
        var call = (await _app.PostAsync("/api/v2/conversations", Body("call"))).Expect(HttpStatusCode.Created);
        await _app.PostAsync($"{call["selfUri"]}/disconnect");

        var refused = (await _app.PostAsync($"{call["selfUri"]}/cobrowse")).Expect(HttpStatusCode.Conflict);

        var registered = (await FollowAsync(refused)).Expect(HttpStatusCode.Created);
        Assert.Single(registered.At("conversation.participants.0.messages")!.AsArray());
    }

    private (string Path, object Body)[] Starts() =>
    [
        ("/api/v2/conversations", Body("cobrowse")),
        ("/api/v2/conversations/cobrowse", new { to = new[] { new { id = "K-1", type = "user" } }, agent = new { id = _avery.Id } }),
    ];

    private object Body(string type) => new
    {
        type,
        participants = new object[] { new { userId = _avery.Id, role = "agent" }, new { userId = _kim.Id, role = "user" } },
    };

    private Task<Answer> FollowAsync(Answer refused) =>
        _app.SendAsync(refused["suggestion.method"]!, refused["suggestion.path"]!, refused.At("suggestion.body")!.ToJsonString());
}
