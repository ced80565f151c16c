using System.Net;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>What changing a conversation refuses, and with which words.</summary>
public sealed class ParticipantRefusalTests : IAsyncLifetime
{
    private Scene _scene = null!;
    private Started _started = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.OpenAsync();
        _started = await _scene.StartAsync();
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Fields_of_other_media_are_refused_by_name_and_left_out_of_the_suggestion()
    {
        var refused = await _started.PatchAgentAsync(new { state = "connected", muted = true, held = false, recording = true });

        Assert.Equal(Enumerable.Repeat("not.supported.for.cobrowse", 3), refused.Expect(HttpStatusCode.BadRequest).Codes);
        Assert.Equal("""{"state":"connected"}""", refused.At("suggestion.body")!.ToJsonString());
        (await _started.PatchAgentAsync(refused.At("suggestion.body")!.ToJsonString())).Expect(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Several_faults_come_together_with_what_was_meant()
    {
        var refused = await _started.PatchAgentAsync(new { status = "connectd", wrapUp = new { codeId = "Resolvd", note = "n" } });
        var corrected = await _started.PatchAgentAsync(new { state = "connectd", wrapup = new { code = "Resolvd", notes = "n" } });

        Assert.Equal(["unknown.field", "unknown.field"], refused.Expect(HttpStatusCode.BadRequest).Codes.Where(code => code == "unknown.field"));
        Assert.Equal(["invalid.value", "unknown.wrapup.code"], corrected.Expect(HttpStatusCode.BadRequest).Codes);
        Assert.Equal("""{"state":"connected","wrapup":{"code":"Resolved","notes":"n"}}""", corrected.At("suggestion.body")!.ToJsonString());
    }

    [Theory]
    [InlineData("{}", "conversation.participant.update.invalid")]
    [InlineData("""{"wrapup":{}}""", "conversation.error.wrapup.code.required")]
    [InlineData("""{"wrapup":{"code":"Resolved"},"wrapupSkipped":true}""", "conversation.participant.update.invalid")]
    [InlineData("""{"state":"alerting"}""", "invalid.value")]
    [InlineData("""{"wrapup":{"code":"Resolved","tags":[""]}}""", "invalid.length")]
    [InlineData("[]", "invalid.type")]
    public async Task Requests_that_make_no_sense_are_refused(string body, string code) =>
        (await _started.PatchAgentAsync(body)).Expect(HttpStatusCode.BadRequest).Fault(code);

    [Fact]
    public async Task Only_the_visitor_agrees_and_only_the_agent_files()
    {
        (await _started.PatchVisitorAsync(new { state = "connected" })).Expect(HttpStatusCode.Conflict).Fault("visitor.consent.needed");
        (await _started.PatchVisitorAsync(new { wrapup = new { code = "Resolved" } })).Expect(HttpStatusCode.Conflict).Fault("wrapup.is.for.agents");
        Assert.Equal("wrapup.not.set", (await _scene.App.GetAsync($"{_started.Path}/participants/{_started.AgentParticipant}/wrapup")).Expect(HttpStatusCode.NotFound)["code"]);
    }

    [Fact]
    public async Task A_request_is_carried_out_whole_or_not_at_all()
    {
        await _scene.App.PostAsync($"{_started.Path}/disconnect");

        (await _started.PatchAgentAsync(new { state = "connected", wrapup = new { code = "Resolved" } })).Expect(HttpStatusCode.Conflict);

        Assert.Null((await _scene.ReadAsync(_started)).At("participants.1.wrapup"));
    }

    [Fact]
    public async Task Ids_are_told_apart()
    {
        var nobody = Kernel.Ids.New();
        var cases = new (string Path, string Code, string? Nearest)[]
        {
            ($"/api/v2/conversations/{nobody}", "conversation.error.conversation.not.found", null),
            ("/api/v2/conversations/17", "malformed.id", null),
            ($"/api/v2/conversations/{_started.Id.ToUpperInvariant()}", "malformed.id", _started.Id),
            ($"{_started.Path}/participants/{_scene.Avery.Id}/wrapup", "conversation.error.participant.not.found", _started.AgentParticipant),
            ($"{_started.Path}/participants/{_scene.Robin.Id}/wrapupcodes", "conversation.error.participant.not.found", _started.VisitorParticipant),
        };
        foreach (var (path, code, nearest) in cases)
        {
            var fault = (await _scene.App.GetAsync(path)).Expect(HttpStatusCode.NotFound).Fault(code);
            Assert.Equal(nearest, fault["nearest"]?.GetValue<string>());
        }
    }

    [Fact]
    public async Task Attributes_are_texts_and_not_endless()
    {
        var path = $"{_started.Path}/participants/{_started.VisitorParticipant}/attributes";
        Task<Answer> SetAsync(int from, int count) =>
            _scene.App.PatchAsync(path, new { attributes = Enumerable.Range(from, count).ToDictionary(n => $"a{n}", _ => "x") });

        (await _scene.App.PatchAsync(path, """{"attributes":{"a":1,"b":null}}""")).Expect(HttpStatusCode.BadRequest);
        (await SetAsync(0, 101)).Expect(HttpStatusCode.BadRequest).Fault("too.many");
        (await SetAsync(0, 60)).Expect(HttpStatusCode.Accepted);
        (await SetAsync(50, 60)).Expect(HttpStatusCode.Conflict).Fault("too.many.attributes");
        Assert.Equal(60, (await _scene.ReadAsync(_started)).At("participants.0.attributes")!.AsObject().Count);
    }
}
