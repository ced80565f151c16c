using System.Net;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>Calls and messages that take place elsewhere are registered, read and ended.</summary>
public sealed class RegisteringTests : IAsyncLifetime
{
    private Scene _scene = null!;

    private App App => _scene.App;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task A_call_is_registered_with_both_ends_connected()
    {
        var answer = (await App.PostAsync("/api/v2/conversations", Request("call", direction: "outbound", provider: "PhoneCo"))).Expect(HttpStatusCode.Created);

        Assert.Equal(["agentLink", "conversation", "id", "selfUri"], answer.Json.AsObject().Select(field => field.Key).Order(StringComparer.Ordinal));
        Assert.Equal(answer["selfUri"], answer.Headers.Location!.ToString());
        Assert.Equal("connected", answer["conversation.state"]);
        foreach (var (party, peer) in new[] { ("0", "1"), ("1", "0") })
        {
            var call = answer.At($"conversation.participants.{party}.calls.0")!;
            Assert.Equal(
                ("connected", "connected", "outbound", "PhoneCo", "none"),
                (call["state"]!.ToString(), call["initialState"]!.ToString(), call["direction"]!.ToString(), call["provider"]!.ToString(), call["recordingState"]!.ToString()));
            Assert.Equal(answer[$"conversation.participants.{peer}.calls.0.id"], call["peerId"]!.ToString());
            Assert.Equal("""[{"startTime":"2030-01-01T12:00:00.000Z","type":"Interact"}]""", call["segments"]!.ToJsonString());
            Assert.Null(answer.At($"conversation.participants.{party}.cobrowsesessions"));
        }

        Assert.Null(answer.At("conversation.invitation"));
        Assert.Equal($"/api/v2/users/{_scene.Avery.Id}", answer["conversation.participants.1.userUri"]);
        Assert.Empty(await _scene.HeardAsync());
    }

    [Theory]
    [InlineData(null, "unknown")]
    [InlineData("whatsapp", "whatsapp")]
    public async Task A_message_has_a_messenger(string? given, string shown)
    {
        var answer = (await App.PostAsync("/api/v2/conversations", Request("message", messageType: given))).Expect(HttpStatusCode.Created);

        var message = answer.At("conversation.participants.0.messages.0")!;
        Assert.Equal((shown, "inbound", "External"), (message["type"]!.ToString(), message["direction"]!.ToString(), message["provider"]!.ToString()));
    }

    [Fact]
    public async Task The_list_can_be_of_one_medium()
    {
        var (call, message, session) = (await _scene.RegisterAsync(), await _scene.RegisterAsync("message"), await _scene.StartAsync());
        await _scene.CobrowseAsync(message);

        Assert.Equal([session.Id, message.Id, call.Id], await ListAsync(""));
        Assert.Equal([call.Id], await ListAsync("?communicationType=Call"));
        Assert.Equal([message.Id], await ListAsync("?communicationType=message"));
        Assert.Equal([session.Id, message.Id], await ListAsync("?communicationType=cobrowse"));
        Assert.Equal([message.Id], await ListAsync("?communicationType=cobrowse&pageSize=1&pageNumber=2"));
        Assert.Empty(await ListAsync("?communicationType=email"));
        App.As("console", _scene.Blake.Id, "conversation:read");
        Assert.Empty(await ListAsync("?communicationType=call"));
    }

    [Fact]
    public async Task It_ends_when_the_agent_hangs_up()
    {
        var call = await _scene.RegisterAsync(wrapUpCode: "Resolved");

        (await call.PatchAgentAsync(new { state = "connected" })).Expect(HttpStatusCode.Accepted);
        (await call.PatchVisitorAsync(new { state = "connected" })).Expect(HttpStatusCode.Accepted);
        _scene.App.Time.Advance(TimeSpan.FromSeconds(90));
        (await call.PatchAgentAsync(new { state = "disconnected" })).Expect(HttpStatusCode.Accepted);

        var read = await _scene.ReadAsync(call);
        Assert.Equal(("disconnected", "peer", "client"), (read["state"], read["participants.0.calls.0.disconnectType"], read["participants.1.calls.0.disconnectType"]));
        Assert.Equal(("2030-01-01T12:01:30.000Z", "2030-01-01T12:01:30.000Z"), (read["participants.1.startAcwTime"], read["participants.1.endAcwTime"]));
        Assert.Equal("Disconnect", read["participants.0.calls.0.segments.0.howEnded"]);
        Assert.Empty(await ListAsync(""));
    }

    [Fact]
    public async Task What_only_a_phone_system_can_do_is_refused_by_name()
    {
        var (call, message) = (await _scene.RegisterAsync(), await _scene.RegisterAsync("message"));

        var resuming = await call.PatchAgentAsync(new { resumeTime = "2030-01-01T13:00:00Z", state = "connected" });

        resuming.Expect(HttpStatusCode.BadRequest).Fault("not.supported.for.call");
        (await call.PatchAgentAsync(resuming.At("suggestion.body")!.ToJsonString())).Expect(HttpStatusCode.Accepted);
        (await message.PatchAgentAsync(new { muted = true })).Expect(HttpStatusCode.BadRequest).Fault("not.supported.for.message");
    }

    private async Task<IEnumerable<string>> ListAsync(string query) =>
        (await App.GetAsync($"/api/v2/conversations{query}")).Expect(HttpStatusCode.OK).Json["entities"]!.AsArray().Select(entity => entity!["id"]!.GetValue<string>());

    private object Request(string type, string? direction = null, string? provider = null, string? messageType = null) => new
    {
        type,
        participants = new object[] { new { userId = _scene.Avery.Id, role = "agent" }, new { userId = _scene.Robin.Id, role = "user" } },
        direction,
        provider,
        messageType,
    };
}
