using System.Net;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>Handing conversations over from one agent to another.</summary>
public sealed class TransferringTests : IAsyncLifetime
{
    private Scene _scene = null!;

    private App App => _scene.App;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Another_agent_takes_over_and_the_session_goes_on()
    {
        var started = await _scene.CobrowseAsync(await _scene.RegisterAsync(wrapUpCode: "Resolved"));
        await _scene.ReportAsync(started.Accepted);
        await started.PatchAgentAsync(new { state = "connected" });
        await _scene.HeardAsync();
        App.As("console", _scene.Avery.Id, "conversation:write");

        Assert.Equal("", (await ReplaceAsync(started, new { userId = _scene.Blake.Id })).Expect(HttpStatusCode.Accepted).Text);

        var replaced = Assert.Single((await _scene.HeardAsync()).OfType<AgentReplaced>());
        Assert.Equal(
            (started.SessionId, started.InvitationId, _scene.Avery.Id, _scene.Blake.Id, "Blake Reed"),
            (replaced.SessionId, replaced.InvitationId, replaced.FormerAgentId, replaced.AgentId, replaced.AgentName));
        var read = await _scene.ReadAsync(started);
        Assert.Equal(("disconnected", "transfer"), (read["participants.1.calls.0.state"], read["participants.1.calls.0.disconnectType"]));
        Assert.Equal("transfer", read["participants.1.cobrowsesessions.0.disconnectType"]);
        Assert.Equal((_scene.Blake.Id, "alerting", "alerting"), (read["participants.2.userId"], read["participants.2.calls.0.state"], read["participants.2.cobrowsesessions.0.state"]));
        Assert.Equal(started.SessionId, read["participants.2.cobrowsesessions.0.cobrowseSessionId"]);
        Assert.Equal(("connected", "accepted"), (read["state"], read["invitation.state"]));
        Assert.Equal(
            ("Complete", "Unattended", _scene.Avery.Id, _scene.Blake.Id),
            (read["recentTransfers.0.state"], read["recentTransfers.0.transferType"], read["recentTransfers.0.initiator.userId"], read["recentTransfers.0.destination.userId"]));
        Assert.Equal(_scene.Blake.Id, (await App.Conversations.FindBySessionAsync(started.SessionId, TestContext.Current.CancellationToken))!.AgentId);
    }

    [Fact]
    public async Task The_new_agent_has_it_from_then_on_and_the_default_code_is_theirs()
    {
        var started = await _scene.StartAsync("Resolved");
        await ReplaceAsync(started, new { userName = _scene.Blake.Email });

        App.As("console", _scene.Avery.Id, "conversation:write");
        (await App.PostAsync($"{started.Path}/disconnect")).Expect(HttpStatusCode.Forbidden);
        App.As("console", _scene.Blake.Id, "conversation:write");
        Assert.Equal("1", (await App.GetAsync("/api/v2/conversations"))["total"]);
        var second = (await _scene.ReadAsync(started))["participants.2.id"];
        (await App.PatchAsync($"{started.Path}/participants/{second}", new { state = "connected" })).Expect(HttpStatusCode.Accepted);
        (await App.PostAsync($"{started.Path}/disconnect")).Expect(HttpStatusCode.Accepted);

        var read = await _scene.ReadAsync(started);
        Assert.Equal((null, "Resolved"), (read["participants.1.wrapup.name"], read["participants.2.wrapup.name"]));
        Assert.NotNull(read["endTime"]);
    }

    [Theory]
    [InlineData("""{ "userId": "blake@pillion.tset" }""", "unknown.agent", true)]
    [InlineData("""{ "user_id": "blake@pillion.test" }""", "unknown.field", true)]
    [InlineData("""{ "userDisplayName": "Blake Reet" }""", "unknown.agent", true)]
    [InlineData("""{ "userId": "blake@pillion.test", "transferType": "Attended" }""", "transfer.not.supported", true)]
    [InlineData("""{ "userId": "blake@pillion.test", "voicemail": true }""", "not.supported.voicemail", true)]
    [InlineData("""{ "userId": "blake@pillion.test", "userName": "avery@pillion.test" }""", "transfer.ambiguous", false)]
    [InlineData("""{}""", "transfer.destination.needed", false)]
    [InlineData("""{ "userId": "casey@pillion.test" }""", "agent.offline", false)]
    public async Task A_request_that_names_nobody_is_refused_with_what_was_meant(string body, string code, bool suggested)
    {
        App.Agents.Add("Casey Offline", "casey@pillion.test", "Offline");
        var started = await _scene.StartAsync();

        var refused = (await App.PostAsync($"{Participant(started)}/replace/agent", body)).Expect(HttpStatusCode.BadRequest);

        refused.Fault(code);
        Assert.Equal(suggested, refused.At("suggestion") is not null);
        if (suggested)
        {
            (await SendAsync(refused)).Expect(HttpStatusCode.Accepted);
        }
    }

    [Fact]
    public async Task There_are_no_queues_but_a_name_that_reads_like_an_agents_is_understood()
    {
        var started = await _scene.StartAsync();

        var person = await App.PostAsync($"{Participant(started)}/replace/queue", new { queueId = "Blake Reed" });
        var queue = await App.PostAsync($"{Participant(started)}/replace", new { queueId = "0199f2a0-0000-7000-8000-0000000000a1", voicemail = false });

        person.Expect(HttpStatusCode.BadRequest).Fault("conversations.error.queue.not.found");
        queue.Expect(HttpStatusCode.BadRequest).Fault("conversations.error.queue.not.found");
        (await SendAsync(person)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(_scene.Blake.Id, (await _scene.ReadAsync(started))["participants.2.userId"]);
    }

    [Fact]
    public async Task Only_agents_who_are_there_are_replaced_and_only_by_others()
    {
        var started = await _scene.StartAsync();

        (await ReplaceAsync(started, new { userId = _scene.Avery.Id })).Expect(HttpStatusCode.Conflict).Fault("transfer.to.same.agent");
        (await App.PostAsync($"{started.Path}/participants/{started.VisitorParticipant}/replace/agent", new { userId = _scene.Blake.Id }))
            .Expect(HttpStatusCode.Conflict).Fault("only.agents.are.replaced");
        (await ReplaceAsync(started, new { userId = _scene.Blake.Id })).Expect(HttpStatusCode.Accepted);
        (await ReplaceAsync(started, new { userId = _scene.Blake.Id })).Expect(HttpStatusCode.Conflict).Fault("conversation.error.conversation.disconnected");
    }

    [Fact]
    public async Task Assigning_may_be_repeated()
    {
        var started = await _scene.RegisterAsync();
        var path = $"{started.Path}/assign";

        (await App.PostAsync(path, new { id = _scene.Blake.Id })).Expect(HttpStatusCode.Accepted);
        (await App.PostAsync(path, new { id = _scene.Blake.Email })).Expect(HttpStatusCode.Accepted);
        (await App.PostAsync(path, new { id = "nobody" })).Expect(HttpStatusCode.BadRequest).Fault("unknown.agent");

        Assert.Equal(3, (await _scene.ReadAsync(started)).At("participants")!.AsArray().Count);
        Assert.Empty((await _scene.HeardAsync()).OfType<AgentReplaced>());
    }

    [Fact]
    public async Task What_was_handed_over_rings_until_the_new_agent_accepts()
    {
        var started = await _scene.RegisterAsync();
        await App.PostAsync($"/api/v2/conversations/calls/{started.Id}/participants/{started.AgentParticipant}/replace", new { address = _scene.Blake.Email });
        var second = (await _scene.ReadAsync(started))["participants.2.id"];
        var path = $"/api/v2/conversations/calls/{started.Id}/participants/{second}";

        (await App.PatchAsync(path, new { held = true })).Expect(HttpStatusCode.Conflict).Fault("conversation.error.hold.alerting");
        (await App.PatchAsync(path, new { state = "connected", held = true })).Expect(HttpStatusCode.Accepted);

        var call = await App.GetAsync($"/api/v2/conversations/calls/{started.Id}");
        Assert.Equal(("connected", "true", "disconnected"), (call["participants.2.state"], call["participants.2.held"], call["participants.1.state"]));
        Assert.Equal(call["participants.2.peer"], (await _scene.ReadAsync(started))["participants.0.calls.0.id"]);
    }

    private static string Participant(Started started) => $"{started.Path}/participants/{started.AgentParticipant}";

    private Task<Answer> ReplaceAsync(Started started, object body) => App.PostAsync($"{Participant(started)}/replace/agent", body);

    private Task<Answer> SendAsync(Answer refused) =>
        App.SendAsync(refused["suggestion.method"]!, refused["suggestion.path"]!, (JsonNode)refused.At("suggestion.body")!);
}
