using System.Net;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>POST /api/v2/conversations/{conversationId}/cobrowse: sessions beside a call or message, one after another.</summary>
public sealed class CobrowseBesideTests : IAsyncLifetime
{
    private Scene _scene = null!;

    private App App => _scene.App;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("call", "Call")]
    [InlineData("message", "Message")]
    public async Task A_session_starts_beside_what_is_going_on(string type, string communicationType)
    {
        var conversation = await _scene.RegisterAsync(type);

        var session = (await App.PostAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.OK);

        Assert.Equal((communicationType, "ws://pillion.test/live"), (session["communicationType"], session["websocketUrl"]));
        Assert.Equal($"{conversation.Path}/cobrowse/{session["id"]}", session["selfUri"]);
        Assert.Equal("2030-01-01T12:15:00.000Z", session["dateOfferEnds"]);
        Assert.Equal(["communicationType", "dateOfferEnds", "id", "joinCode", "name", "selfUri", "websocketUrl"], session.Json.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(session.Text, (await App.GetAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(session.Text, (await App.GetAsync(session["selfUri"]!)).Expect(HttpStatusCode.OK).Text);
        var heard = Assert.IsType<CobrowseRequested>(Assert.Single(await _scene.HeardAsync()));
        Assert.Equal((session["id"], session["joinCode"], _scene.Robin.Id, _scene.Avery.Id), (heard.SessionId, heard.JoinCode, heard.VisitorId, heard.AgentId));

        var read = await _scene.ReadAsync(conversation);
        Assert.Equal(("connected", "offered"), (read["state"], read["invitation.state"]));
        Assert.Equal((session["id"], "offering"), (read["participants.0.cobrowsesessions.0.cobrowseSessionId"], read["participants.0.cobrowsesessions.0.state"]));
        Assert.Equal(read["participants.0.cobrowsesessions.0.id"], read["participants.1.cobrowsesessions.0.peerId"]);
        Assert.Equal("alerting", read["participants.1.cobrowsesessions.0.state"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task Asking_again_answers_with_the_session_that_is_there(string? body)
    {
        var conversation = await _scene.RegisterAsync();
        var first = await _scene.CobrowseAsync(conversation);

        var waiting = (await App.PostAsync($"{conversation.Path}/cobrowse", body)).Expect(HttpStatusCode.OK);
        await _scene.ReportAsync(first.Accepted);
        var running = (await App.PostAsync($"{conversation.Path}/cobrowse", body)).Expect(HttpStatusCode.OK);

        Assert.Equal((first.SessionId, first.SessionId), (waiting["id"], running["id"]));
        Assert.NotNull(waiting["joinCode"]);
        Assert.Equal((null, null), (running["joinCode"], running["dateOfferEnds"]));
        Assert.Single((await _scene.HeardAsync()).OfType<CobrowseRequested>());
    }

    [Fact]
    public async Task A_conversation_that_is_cobrowse_alone_answers_with_its_session()
    {
        var started = await _scene.StartAsync();

        var session = (await App.PostAsync($"{started.Path}/cobrowse")).Expect(HttpStatusCode.OK);

        Assert.Equal((started.SessionId, "Unknown"), (session["id"], session["communicationType"]));
    }

    [Fact]
    public async Task Of_many_at_once_one_session_comes()
    {
        var conversation = await _scene.RegisterAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => App.PostAsync($"{conversation.Path}/cobrowse")));

        var only = Assert.Single(answers.Select(answer => answer.Expect(HttpStatusCode.OK)["id"]).Distinct());
        Assert.Equal(only, Assert.Single((await _scene.HeardAsync()).OfType<CobrowseRequested>()).SessionId);
        Assert.Single((await _scene.ReadAsync(conversation)).At("participants.0.cobrowsesessions")!.AsArray());
    }

    [Theory]
    [InlineData("declined")]
    [InlineData("expired")]
    [InlineData("visitor_ended")]
    public async Task The_call_goes_on_after_the_session_and_another_can_follow(string reason)
    {
        var conversation = await _scene.RegisterAsync(wrapUpCode: "Resolved");
        var first = await _scene.CobrowseAsync(conversation);

        await _scene.ReportAsync(reason == "visitor_ended" ? [first.Accepted, first.Ended(reason)] : [first.Closed(reason)]);
        var between = await _scene.ReadAsync(conversation);
        var second = await _scene.CobrowseAsync(conversation);
        await _scene.ReportAsync(first.Accepted, first.Ended("visitor_gone"), second.Accepted);

        Assert.Equal("connected", between["state"]);
        Assert.Null(between["endTime"]);
        Assert.Null(between.At("participants.1.wrapup"));
        Assert.Equal("pending", between["participants.1.cobrowsesessions.0.afterCallWork.state"]);
        Assert.NotEqual(first.SessionId, second.SessionId);
        var read = await _scene.ReadAsync(conversation);
        Assert.Equal(["disconnected", "connected"], read.At("participants.0.cobrowsesessions")!.AsArray().Select(leg => leg!["state"]!.GetValue<string>()));
        var found = await FindAsync(first);
        Assert.Equal((conversation.Id, false, "disconnected"), (found.Id, found.Live, found.AgentState));
        found = await FindAsync(second);
        Assert.Equal((second.InvitationId, true, "alerting"), (found.InvitationId, found.Live, found.AgentState));
        Assert.Equal([second.SessionId], (await App.Conversations.ListLiveAsync(10, TestContext.Current.CancellationToken)).Select(one => one.SessionId));
    }

    [Fact]
    public async Task Ending_it_tells_the_live_side_which_session_ends()
    {
        var conversation = await _scene.RegisterAsync(wrapUpCode: "Resolved");
        await _scene.ReportAsync((await _scene.CobrowseAsync(conversation)).Closed("declined"));
        var second = await _scene.CobrowseAsync(conversation);
        await _scene.ReportAsync(second.Accepted);

        (await App.SendAsync("DELETE", conversation.Path)).Expect(HttpStatusCode.NoContent);

        var heard = await _scene.HeardAsync();
        var told = Assert.Single(heard.OfType<CobrowseDisconnected>());
        Assert.Equal((second.SessionId, second.InvitationId, "disconnected"), (told.SessionId, told.InvitationId, told.Reason));
        Assert.Equal(second.SessionId, heard.OfType<AgentStateChanged>().Last().SessionId);
        var read = await _scene.ReadAsync(conversation);
        Assert.Equal(("disconnected", "disconnected", "Resolved"), (read["state"], read["participants.0.calls.0.state"], read["participants.1.wrapup.name"]));
        Assert.Equal("complete", read["participants.1.calls.0.afterCallWork.state"]);
    }

    [Fact]
    public async Task After_the_end_a_new_conversation_with_the_same_parties_is_suggested()
    {
        var conversation = await _scene.RegisterAsync();
        await App.PostAsync($"{conversation.Path}/disconnect");

        var refused = (await App.PostAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.Conflict);
        var none = (await App.GetAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.NotFound);

        refused.Fault("conversation.error.conversation.disconnected");
        none.Fault("no.live.session");
        foreach (var answer in new[] { refused, none })
        {
            var again = (await FollowAsync(answer)).Expect(HttpStatusCode.Created);
            Assert.Equal(_scene.Avery.Id, again["conversation.participants.1.userId"]);
            Assert.Equal(_scene.Robin.Id, again["conversation.participants.0.externalContactId"]);
        }

        App.Agents.Appear(_scene.Avery, "Offline");
        Assert.Null((await App.PostAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.Conflict).At("suggestion"));
    }

    [Fact]
    public async Task Without_a_session_reading_says_how_to_start_one()
    {
        var conversation = await _scene.RegisterAsync();

        var none = (await App.GetAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.NotFound);
        var unknown = await App.GetAsync($"{conversation.Path}/cobrowse/{Kernel.Ids.New()}");

        none.Fault("no.live.session");
        unknown.Expect(HttpStatusCode.NotFound).Fault("session.not.found");
        (await FollowAsync(none)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_the_agent_there_is_no_session()
    {
        var conversation = await _scene.RegisterAsync();
        App.Agents.Appear(_scene.Avery, "Offline");

        var refused = (await App.PostAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.Conflict);

        Assert.StartsWith("Avery Moss is offline", refused.Fault("agent.offline")["message"]!.GetValue<string>(), StringComparison.Ordinal);
        App.Agents.Appear(_scene.Avery, "Away");
        await _scene.CobrowseAsync(conversation);
    }

    [Fact]
    public async Task An_agent_starts_it_in_their_own_conversations_and_is_there_at_once()
    {
        var conversation = await _scene.RegisterAsync();

        App.As("console", _scene.Blake.Id, "conversation:write", "cobrowse");
        (await App.PostAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.Forbidden).Fault("not.authorized");
        App.As("console", _scene.Avery.Id, "conversation:write");
        (await App.PostAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.Forbidden).Fault("missing.scope");
        App.As("console", _scene.Avery.Id, "conversation:write", "cobrowse");
        (await App.PostAsync($"{conversation.Path}/cobrowse")).Expect(HttpStatusCode.OK);

        Assert.Equal("connected", (await _scene.ReadAsync(conversation))["participants.1.cobrowsesessions.0.state"]);
    }

    [Fact]
    public async Task A_body_with_wishes_is_refused()
    {
        var conversation = await _scene.RegisterAsync();

        var refused = (await App.PostAsync($"{conversation.Path}/cobrowse", new { capabilities = new[] { "view" } })).Expect(HttpStatusCode.BadRequest);

        refused.Fault("unknown.field");
        (await FollowAsync(refused)).Expect(HttpStatusCode.OK);
    }

    private async Task<ConversationSummary> FindAsync(Started started) =>
        (await App.Conversations.FindBySessionAsync(started.SessionId, TestContext.Current.CancellationToken))!;

    private Task<Answer> FollowAsync(Answer refused) =>
        App.SendAsync(refused["suggestion.method"]!, refused["suggestion.path"]!, (refused.At("suggestion.body") as JsonObject)?.ToJsonString());
}
