using System.Net;
using Pillion.Contracts;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>Reading, changing and ending conversations over HTTP, and what the live side reports in between.</summary>
public sealed class ChangingTests : IAsyncLifetime
{
    private Scene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_visitor_agrees_the_agent_comes_and_the_visitor_leaves()
    {
        var started = await _scene.StartAsync("Resolved");
        await _scene.ReportAsync(started.Offered, started.Accepted);
        (await started.PatchAgentAsync(new { state = "connected" })).Expect(HttpStatusCode.Accepted);

        var running = await _scene.ReadAsync(started);
        Assert.Equal(("connected", "accepted"), (running["state"], running["invitation.state"]));
        Assert.Equal("connected", running["participants.1.cobrowsesessions.0.state"]);

        await _scene.ReportAsync(started.Ended("visitor_ended"));

        var ended = await _scene.ReadAsync(started);
        Assert.Equal("disconnected", ended["state"]);
        Assert.NotNull(ended["endTime"]);
        Assert.Equal(("client", "peer"), (ended["participants.0.cobrowsesessions.0.disconnectType"], ended["participants.1.cobrowsesessions.0.disconnectType"]));
        Assert.Equal("Resolved", ended["participants.1.wrapup.name"]);
        Assert.Equal(["connected", "disconnected"], (await _scene.HeardAsync()).OfType<AgentStateChanged>().Select(change => change.State));
    }

    [Theory]
    [InlineData("declined", "declined", "client")]
    [InlineData("expired", "expired", "timeout")]
    [InlineData("canceled", "canceled", "system")]
    public async Task An_invitation_that_comes_to_nothing_ends_the_conversation(string reason, string state, string disconnectType)
    {
        var started = await _scene.StartAsync();

        await _scene.ReportAsync(started.Closed(reason));

        var ended = await _scene.ReadAsync(started);
        Assert.Equal((state, "disconnected", disconnectType), (ended["invitation.state"], ended["state"], ended["participants.0.cobrowsesessions.0.disconnectType"]));
        Assert.Empty((await _scene.HeardAsync()).OfType<CobrowseDisconnected>());
    }

    [Fact]
    public async Task Reports_may_come_twice_and_out_of_order()
    {
        var started = await _scene.StartAsync();

        await _scene.ReportAsync(started.Ended("agent_ended"), started.Accepted, started.Offered, started.Ended("visitor_gone"), started.Closed("expired"));

        var ended = await _scene.ReadAsync(started);
        Assert.Equal(("disconnected", "client"), (ended["state"], ended["participants.1.cobrowsesessions.0.disconnectType"]));
    }

    [Fact]
    public async Task Disconnecting_is_told_to_the_live_side_once()
    {
        var (waiting, running) = (await _scene.StartAsync(), await _scene.StartAsync());
        await _scene.ReportAsync(running.Accepted);

        foreach (var path in new[] { waiting.Path, running.Path, waiting.Path })
        {
            var answer = await _scene.App.PostAsync($"{path}/disconnect", "null");
            Assert.Equal("", answer.Expect(HttpStatusCode.Accepted).Text);
        }

        Assert.Equal(
            [(waiting.Id, "canceled"), (running.Id, "disconnected")],
            (await _scene.HeardAsync()).OfType<CobrowseDisconnected>().Select(told => (told.ConversationId, told.Reason)));
        Assert.Equal("canceled", (await _scene.ReadAsync(waiting))["invitation.state"]);
        Assert.Equal("accepted", (await _scene.ReadAsync(running))["invitation.state"]);
    }

    [Fact]
    public async Task The_agent_files_and_leaves_in_one_request()
    {
        var started = await _scene.StartAsync("Resolved");
        await _scene.ReportAsync(started.Accepted);

        var answer = await started.PatchAgentAsync(new { state = "disconnected", wrapup = new { code = "Needs follow-up", notes = "calls back" } });

        Assert.Equal("", answer.Expect(HttpStatusCode.Accepted).Text);
        var wrapup = await _scene.App.GetAsync($"{started.Path}/participants/{started.AgentParticipant}/wrapup");
        var codes = (await _scene.App.GetAsync($"{started.Path}/participants/{started.AgentParticipant}/wrapupcodes")).Json.AsArray();
        Assert.Equal(codes.Single(code => code!["name"]!.GetValue<string>() == "Needs follow-up")!["id"]!.GetValue<string>(), wrapup["code"]);
        Assert.Equal(("calls back", "2030-01-01T12:00:00.000Z"), (wrapup["notes"], wrapup["endTime"]));
        Assert.Equal("disconnected", Assert.Single((await _scene.HeardAsync()).OfType<CobrowseDisconnected>()).Reason);
    }

    [Fact]
    public async Task It_can_be_filed_after_the_end_and_again()
    {
        var started = await _scene.StartAsync();
        await _scene.App.PostAsync($"{started.Path}/disconnect");

        (await started.PatchAgentAsync(new { wrapupSkipped = true })).Expect(HttpStatusCode.Accepted);
        Assert.Equal("true", (await _scene.ReadAsync(started))["participants.1.wrapupSkipped"]);
        (await started.PatchAgentAsync(new { wrapup = new { code = "Resolved" } })).Expect(HttpStatusCode.Accepted);
        (await started.PatchAgentAsync(new { wrapup = new { code = "Handed over" } })).Expect(HttpStatusCode.Accepted);

        var read = await _scene.ReadAsync(started);
        Assert.Equal("Handed over", read["participants.1.wrapup.name"]);
        Assert.Null(read["participants.1.wrapupSkipped"]);
        (await started.PatchAgentAsync(new { wrapupSkipped = true })).Expect(HttpStatusCode.Conflict).Fault("wrapup.already.set");
    }

    [Fact]
    public async Task Attributes_are_merged()
    {
        var started = await _scene.StartAsync();
        var path = $"{started.Path}/participants/{started.VisitorParticipant}/attributes";

        (await _scene.App.PatchAsync(path, new { attributes = new { ticket = "T-1", plan = "gold" } })).Expect(HttpStatusCode.Accepted);
        (await _scene.App.PatchAsync(path, new { attributes = new { ticket = "T-2" } })).Expect(HttpStatusCode.Accepted);

        var read = await _scene.ReadAsync(started);
        Assert.Equal(("T-2", "gold"), (read["participants.0.attributes.ticket"], read["participants.0.attributes.plan"]));
    }

    [Fact]
    public async Task An_agent_sees_and_changes_their_own_live_conversations()
    {
        var (own, other, over) = (await _scene.StartAsync(), await _scene.StartAsync(agent: _scene.Blake), await _scene.StartAsync());
        await _scene.App.PostAsync($"{over.Path}/disconnect");

        var all = await _scene.App.GetAsync("/api/v2/conversations");
        _scene.App.As("console", _scene.Avery.Id, "conversation:write");
        var mine = await _scene.App.GetAsync("/api/v2/conversations");
        var refused = await other.PatchAgentAsync(new { state = "connected" });

        Assert.Equal([other.Id, own.Id], all.Json["entities"]!.AsArray().Select(entity => entity!["id"]!.GetValue<string>()));
        Assert.Equal([own.Id], mine.Json["entities"]!.AsArray().Select(entity => entity!["id"]!.GetValue<string>()));
        Assert.Equal(("1", "1"), (mine["total"], mine["pageCount"]));
        refused.Expect(HttpStatusCode.Forbidden).Fault("not.authorized");
        (await own.PatchAgentAsync(new { state = "connected" })).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Requests_at_the_same_time_are_all_carried_out_or_refused()
    {
        var started = await _scene.StartAsync();
        var path = $"{started.Path}/participants/{started.VisitorParticipant}/attributes";

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n =>
            _scene.App.PatchAsync(path, new { attributes = new Dictionary<string, string> { [$"a{n}"] = "x" } })));

        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.Accepted or HttpStatusCode.Conflict, answer.Text));
        var kept = (await _scene.ReadAsync(started)).At("participants.0.attributes")!.AsObject().Count;
        Assert.Equal(answers.Count(answer => answer.Status == HttpStatusCode.Accepted), kept);
    }

    [Fact]
    public async Task Agreeing_and_disconnecting_at_the_same_time_ends_in_one_of_two_ways()
    {
        foreach (var started in new[] { await _scene.StartAsync(), await _scene.StartAsync(), await _scene.StartAsync() })
        {
            await Task.WhenAll(
                _scene.ReportAsync(started.Accepted),
                _scene.App.PostAsync($"{started.Path}/disconnect"),
                started.PatchVisitorAsync(new { state = "disconnected" }));

            var read = await _scene.ReadAsync(started);
            var told = Assert.Single((await _scene.HeardAsync()).OfType<CobrowseDisconnected>());
            Assert.Equal("disconnected", read["state"]);
            Assert.Contains((read["invitation.state"], told.Reason), new[] { ("accepted", "disconnected"), ((string?)"canceled", "canceled") });
        }
    }

    [Fact]
    public async Task A_visitor_who_turns_out_to_be_known_is_called_by_their_name()
    {
        var started = await _scene.StartAsync();
        var known = _scene.App.Visitors.Add(_scene.Shop, "C-70", name: "Robin the Known");
        var merged = new VisitorMerged(_scene.Shop.Id, _scene.Robin.Id, known.Id, _scene.App.Time.GetUtcNow());

        await _scene.ReportAsync(merged, merged);

        var read = await _scene.ReadAsync(started);
        Assert.Equal((known.Id, "Robin the Known"), (read["participants.0.externalContactId"], read["participants.0.name"]));
    }

    [Fact]
    public async Task An_invitation_that_moves_to_another_visitor_takes_the_conversation_along()
    {
        var started = await _scene.StartAsync();
        var other = _scene.App.Visitors.Add(_scene.Shop, "C-71", name: "Sam Holt");
        var moved = new InvitationMoved(started.Id, started.SessionId, started.InvitationId, other.Id, _scene.App.Time.GetUtcNow());

        await _scene.ReportAsync(moved, moved, moved with { InvitationId = "another", VisitorId = _scene.Robin.Id });

        var read = await _scene.ReadAsync(started);
        Assert.Equal((other.Id, "Sam Holt"), (read["participants.0.externalContactId"], read["participants.0.name"]));
    }

    [Fact]
    public async Task Other_areas_find_it_by_its_session()
    {
        var started = await _scene.StartAsync();

        var found = await _scene.App.Conversations.FindBySessionAsync(started.SessionId, TestContext.Current.CancellationToken);
        var live = await _scene.App.Conversations.ListLiveAsync(10, TestContext.Current.CancellationToken);

        Assert.Equal((started.Id, _scene.Robin.Id, "alerting", true), (found!.Id, found.VisitorId, found.AgentState, found.Live));
        Assert.Equal([started.Id], live.Select(one => one.Id));
        Assert.Null(await _scene.App.Conversations.FindBySessionAsync("nothing", TestContext.Current.CancellationToken));
    }
}
