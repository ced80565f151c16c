using System.Net;
using System.Text.Json.Nodes;
using Pillion.Cobrowse.Live;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Tests.Hosting;

/// <summary>An agent's browser in one session.</summary>
internal sealed class AgentClient : LiveClient
{
    public JsonNode Welcome { get; private set; } = new JsonObject();

    public string State => Welcome["session"]!["state"]!.GetValue<string>();

    public string Assets => Welcome["session"]!["assets"]!.GetValue<string>();

    /// <summary>Gets a token by the API and says hello with it.</summary>
    public static async Task<AgentClient> JoinAsync(
        App app, ConversationSummary conversation, long epoch = 0, long seq = 0, bool reading = true)
    {
        var client = new AgentClient { Blocked = reading ? null : new TaskCompletionSource() };
        await client.DialAsync(app, App.PublicUrl);
        await client.GreetAsync(await TokenAsync(app, conversation.SessionId), epoch, seq);
        return client;
    }

    public static async Task<AgentClient> OpenAsync(App app, string? origin = null)
    {
        var client = new AgentClient();
        await client.DialAsync(app, origin, LiveEndpoint.Subprotocol);
        return client;
    }

    public static async Task<string> TokenAsync(App app, string sessionId)
    {
        using var answer = await app.SendAsync(HttpMethod.Post, $"/api/v2/cobrowse/sessions/{sessionId}/viewers");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(App.Cancellation))!["token"]!.GetValue<string>();
    }

    public Task HelloAsync(string token, long epoch = 0, long seq = 0) => SendAsync(
        FrameKind.Hello,
        new JsonObject { ["role"] = "agent", ["protocol"] = 1, ["token"] = token, ["epoch"] = epoch, ["seq"] = seq });

    public async Task GreetAsync(string token, long epoch = 0, long seq = 0)
    {
        await HelloAsync(token, epoch, seq);
        Welcome = (await TakeAsync(received => received.Frame.Kind == FrameKind.Welcome, "the welcome")).Json!;
    }

    /// <summary>Waits until the server says that the session is in this state.</summary>
    public async Task<JsonNode> StateAsync(string state) =>
        (await TakeAsync(received => received.Type == "state" && received.Json!["state"]!.GetValue<string>() == state, $"state {state}")).Json!;

    public Task PointAsync(byte[] payload) => SendAsync(FrameKind.Pointer, payload, flags: FrameFlags.Last | FrameFlags.Ephemeral);
}
