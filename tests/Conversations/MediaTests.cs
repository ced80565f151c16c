using System.Net;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>The operations below the paths of calls, messages and cobrowse sessions.</summary>
public sealed class MediaTests : IAsyncLifetime
{
    private Scene _scene = null!;

    private App App => _scene.App;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Theory]
    [InlineData("call", "calls", "messages")]
    [InlineData("message", "messages", "calls")]
    public async Task A_conversation_is_listed_below_the_media_that_it_has(string type, string own, string foreign)
    {
        var started = await _scene.CobrowseAsync(await _scene.RegisterAsync(type));

        var listed = (await App.GetAsync($"/api/v2/conversations/{own}")).Expect(HttpStatusCode.OK);
        var cobrowse = (await App.GetAsync("/api/v2/conversations/cobrowsesessions")).Expect(HttpStatusCode.OK);
        var none = (await App.GetAsync($"/api/v2/conversations/{foreign}")).Expect(HttpStatusCode.OK);

        Assert.Equal((started.Id, "1", "200"), (listed["entities.0.id"], listed["total"], listed["pageSize"]));
        Assert.Equal("connected", listed["entities.0.participants.0.state"]);
        Assert.Equal($"/api/v2/conversations/{own}?pageSize=200&pageNumber=1", listed["selfUri"]);
        Assert.Equal((started.SessionId, "sharer"), (cobrowse["entities.0.participants.0.cobrowseSessionId"], cobrowse["entities.0.participants.0.cobrowseRole"]));
        Assert.Equal("viewer", cobrowse["entities.0.participants.1.cobrowseRole"]);
        Assert.Equal(("0", "[]"), (none["total"], none.At("entities")!.ToJsonString()));

        var one = (await App.GetAsync($"/api/v2/conversations/{own}/{started.Id}")).Expect(HttpStatusCode.OK);
        Assert.Equal($"/api/v2/conversations/cobrowsesessions/{started.Id}", Assert.Single(one.At("otherMediaUris")!.AsArray())!.GetValue<string>());
        Assert.NotNull(one.Headers.ETag);
        App.As("console", _scene.Blake.Id, "conversation:read");
        Assert.Equal("0", (await App.GetAsync($"/api/v2/conversations/{own}"))["total"]);
    }

    [Fact]
    public async Task What_a_conversation_has_not_is_refused_with_where_it_belongs()
    {
        var started = await _scene.CobrowseAsync(await _scene.RegisterAsync());
        var read = await _scene.ReadAsync(started);
        var (call, session) = (read["participants.1.calls.0.id"]!, read["participants.1.cobrowsesessions.0.id"]!);

        var missing = await App.GetAsync($"/api/v2/conversations/messages/{started.Id}");
        var other = await App.GetAsync($"/api/v2/conversations/calls/{started.Id}/participants/{started.AgentParticipant}/communications/{session}/wrapup");
        var foreign = await App.PatchAsync($"/api/v2/conversations/calls/{started.Id}/participants/{started.VisitorParticipant}/communications/{call}", new { state = "disconnected" });

        missing.Expect(HttpStatusCode.NotFound).Fault("no.such.medium");
        (await App.SendAsync(missing["suggestion.method"]!, missing["suggestion.path"]!)).Expect(HttpStatusCode.OK);
        var fault = other.Expect(HttpStatusCode.NotFound).Fault("conversation.error.communication.not.found");
        Assert.Contains("/api/v2/conversations/cobrowsesessions", fault["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(call, fault["nearest"]!.GetValue<string>());
        Assert.Contains(
            started.AgentParticipant,
            foreign.Expect(HttpStatusCode.NotFound).Fault("conversation.error.communication.not.found")["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_medium_ends_and_the_others_go_on()
    {
        var started = await _scene.CobrowseAsync(await _scene.RegisterAsync());
        var path = $"/api/v2/conversations/cobrowsesessions/{started.Id}";

        var ended = (await App.PatchAsync(path, new { state = "disconnected" })).Expect(HttpStatusCode.OK);
        var again = (await App.PatchAsync(path, new { state = "disconnected", recordingState = "NONE" })).Expect(HttpStatusCode.OK);

        Assert.Equal(("disconnected", "connected"), (ended["participants.1.cobrowsesessions.0.state"], ended["participants.1.calls.0.state"]));
        Assert.Null(ended["endTime"]);
        Assert.Equal(ended.Text, again.Text);
        Assert.Single((await _scene.HeardAsync()).OfType<CobrowseDisconnected>());
        Assert.NotNull((await App.PatchAsync($"/api/v2/conversations/calls/{started.Id}", new { state = "disconnected" })).Expect(HttpStatusCode.OK)["endTime"]);
    }

    [Theory]
    [InlineData("""{}""", "communication.state.required")]
    [InlineData("""{ "state": "connected" }""", "invalid.value")]
    [InlineData("""{ "state": "disconnected", "recordingState": "ACTIVE" }""", "recording.not.kept")]
    [InlineData("""{ "state": "disconnected", "participants": [] }""", "not.supported.for.call")]
    public async Task Nothing_else_can_be_done_with_a_whole_medium(string body, string code)
    {
        var started = await _scene.RegisterAsync();

        var refused = (await App.SendAsync("PATCH", $"/api/v2/conversations/calls/{started.Id}", body)).Expect(HttpStatusCode.BadRequest);

        refused.Fault(code);
        if (code is "recording.not.kept" or "not.supported.for.call")
        {
            (await App.SendAsync("PATCH", refused["suggestion.path"]!, refused.At("suggestion.body"))).Expect(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task A_communication_is_filed_read_and_ended()
    {
        var started = await _scene.RegisterAsync("message");
        var path = $"/api/v2/conversations/messages/{started.Id}/participants/{started.AgentParticipant}";
        var leg = $"{path}/communications/{(await _scene.ReadAsync(started))["participants.1.messages.0.id"]}";

        (await App.PostAsync($"{leg}/wrapup", "null")).Expect(HttpStatusCode.BadRequest).Fault("missing.wrapup.code");
        (await App.PatchAsync(leg, new { wrapup = new { code = "Resolved" } })).Expect(HttpStatusCode.BadRequest).Fault("communication.state.required");
        Assert.Equal("", (await App.PostAsync($"{leg}/wrapup", new { code = "Resolved", notes = "done", tags = new[] { "card" }, durationSeconds = 12 })).Expect(HttpStatusCode.Accepted).Text);

        var filed = (await App.GetAsync($"{leg}/wrapup")).Expect(HttpStatusCode.OK);
        Assert.Equal(filed.Text, (await App.GetAsync($"{path}/wrapup")).Text);
        Assert.Equal(("done", "card", "12"), (filed["notes"], filed["tags.0"], filed["durationSeconds"]));
        Assert.Equal(3, (await App.GetAsync($"{path}/wrapupcodes")).Json.AsArray().Count);
        Assert.Equal("{}", (await App.PatchAsync(leg, new { state = "disconnected" })).Expect(HttpStatusCode.OK).Text);
        Assert.NotNull((await _scene.ReadAsync(started))["endTime"]);
    }

    [Fact]
    public async Task Attributes_are_answered_below_a_medium_and_not_on_the_generic_path()
    {
        var started = await _scene.RegisterAsync();
        var body = new { attributes = new { ticket = "T-1" } };

        var answer = await App.PatchAsync($"/api/v2/conversations/calls/{started.Id}/participants/{started.VisitorParticipant}/attributes", body);
        var generic = await App.PatchAsync($"{started.Path}/participants/{started.VisitorParticipant}/attributes", body);

        Assert.Equal("""{"attributes":{"ticket":"T-1"}}""", answer.Expect(HttpStatusCode.Accepted).Text);
        Assert.Equal("", generic.Expect(HttpStatusCode.Accepted).Text);
    }

    [Fact]
    public async Task Holding_and_muting_of_a_call_elsewhere_is_noted_and_shown()
    {
        var started = await _scene.RegisterAsync();

        (await started.PatchAgentAsync(new { held = true, muted = true })).Expect(HttpStatusCode.Accepted);
        var held = await App.GetAsync($"/api/v2/conversations/calls/{started.Id}");
        (await started.PatchAgentAsync(new { held = false, confined = false, recording = false })).Expect(HttpStatusCode.Accepted);
        var back = await _scene.ReadAsync(started);

        Assert.Equal(("true", "true", "2030-01-01T12:00:00.000Z"), (held["participants.1.held"], held["participants.1.muted"], held["participants.1.startHoldTime"]));
        Assert.Equal("false", held["participants.0.held"]);
        Assert.Equal(("false", "true"), (back["participants.1.calls.0.held"], back["participants.1.calls.0.muted"]));
        Assert.Null(back["participants.1.calls.0.startHoldTime"]);
    }

    [Theory]
    [InlineData("""{ "confined": true }""", "conversation.error.cannot.confine.party")]
    [InlineData("""{ "recording": true }""", "recording.not.kept")]
    [InlineData("""{ "held": true, "resumeTime": "2030-01-01T13:00:00Z" }""", "not.supported.for.call")]
    public async Task What_a_call_has_not_here_is_refused(string body, string code)
    {
        var started = await _scene.RegisterAsync();

        (await App.SendAsync("PATCH", $"{started.Path}/participants/{started.AgentParticipant}", body)).Expect(HttpStatusCode.BadRequest).Fault(code);
        (await started.PatchAgentAsync(new { muted = false })).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task A_message_is_held_but_not_muted_and_a_session_neither()
    {
        var (message, session) = (await _scene.RegisterAsync("message"), await _scene.StartAsync());

        (await message.PatchAgentAsync(new { held = true })).Expect(HttpStatusCode.Accepted);
        (await message.PatchAgentAsync(new { muted = true })).Expect(HttpStatusCode.BadRequest).Fault("not.supported.for.message");
        (await session.PatchAgentAsync(new { held = true })).Expect(HttpStatusCode.BadRequest).Fault("not.supported.for.cobrowse");
        await App.PostAsync($"{message.Path}/disconnect");
        (await App.PatchAsync($"/api/v2/conversations/messages/{message.Id}/participants/{message.AgentParticipant}", new { held = true }))
            .Expect(HttpStatusCode.Conflict).Fault("conversation.error.participant.no.active.conversations");
    }

    [Theory]
    [InlineData("2029-12-31T23:00:00", "2029-12-31T23:00:00.000Z")]
    [InlineData("2029-12-31T23:00:00.1234567Z", "2029-12-31T23:00:00.123Z")]
    [InlineData("2029-12-31T23:00:00.005000+00:00", "2029-12-31T23:00:00.005Z")]
    [InlineData("2030-01-01T01:00:00+0200", "2029-12-31T23:00:00.000Z")]
    public async Task The_time_of_a_filing_is_taken_in_any_form_of_the_sdks(string given, string kept)
    {
        var started = await _scene.StartAsync();

        (await started.PatchAgentAsync(new { wrapup = new { code = "Resolved", endTime = given } })).Expect(HttpStatusCode.Accepted);
        (await started.PatchAgentAsync(new { wrapup = new { code = "Handed over", disableEndTimeUpdates = true } })).Expect(HttpStatusCode.Accepted);

        Assert.Equal(("Handed over", kept), ((await _scene.ReadAsync(started))["participants.1.wrapup.name"], (await _scene.ReadAsync(started))["participants.1.wrapup.endTime"]));
        (await started.PatchAgentAsync(new { wrapup = new { code = "Resolved", endTime = "tomorrow" } })).Expect(HttpStatusCode.BadRequest).Fault("invalid.value");
    }

    [Fact]
    public async Task A_provisional_filing_needs_no_code_and_gives_way_to_the_default()
    {
        var started = await _scene.StartAsync("Resolved");

        (await started.PatchAgentAsync(new { wrapup = new { provisional = true, notes = "still on it" } })).Expect(HttpStatusCode.Accepted);
        var provisional = await _scene.ReadAsync(started);
        await App.PostAsync($"{started.Path}/disconnect");
        var ended = await _scene.ReadAsync(started);

        Assert.Equal(("true", "true"), (provisional["participants.1.wrapup.provisional"], provisional["participants.1.wrapupRequired"]));
        Assert.Null(provisional["participants.1.wrapup.code"]);
        Assert.Equal(("Resolved", "still on it", "false"), (ended["participants.1.wrapup.name"], ended["participants.1.wrapup.notes"], ended["participants.1.wrapupRequired"]));
    }

    [Theory]
    [InlineData("PATCH", "/api/v2/conversations/{0}/recordingstate")]
    [InlineData("PUT", "/api/v2/conversations/cobrowsesessions/{0}/recordingstate")]
    public async Task Nothing_is_recorded(string method, string path)
    {
        var started = await _scene.StartAsync();
        var at = string.Format(System.Globalization.CultureInfo.InvariantCulture, path, started.Id);

        Assert.Equal("", (await App.SendAsync(method, at, new { recordingState = "NONE" })).Expect(HttpStatusCode.Accepted).Text);
        var refused = (await App.SendAsync(method, at, new { recordingState = "ACTIVE" })).Expect(HttpStatusCode.Conflict);

        refused.Fault("recording.not.kept");
        (await App.SendAsync(refused["suggestion.method"]!, refused["suggestion.path"]!, (JsonNode)refused.At("suggestion.body")!)).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Others_change_nothing_and_stale_versions_give_way()
    {
        var started = await _scene.RegisterAsync();
        var path = $"/api/v2/conversations/calls/{started.Id}";

        (await App.SendAsync("PATCH", path, new { state = "disconnected" }, ("If-Match", "\"77\""))).Expect(HttpStatusCode.PreconditionFailed);
        App.As("console", _scene.Blake.Id, "conversation:write");
        (await App.PatchAsync(path, new { state = "disconnected" })).Expect(HttpStatusCode.Forbidden).Fault("not.authorized");

        Assert.Equal("connected", (await _scene.ReadAsync(started))["state"]);
    }
}
