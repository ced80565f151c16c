using System.Net;
using System.Text.Json.Nodes;
using Pillion.Cobrowse.Lobby;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;
using Pillion.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Lobby;

/// <summary>Who is there, and what waits.</summary>
public sealed class LobbyTests
{
    private const string Path = "/api/v2/cobrowse/lobby";

    [Fact]
    public async Task It_names_visitors_with_their_tabs_and_page()
    {
        await using var app = await App.StartAsync();
        await using var one = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-1", identity: "robin@example.test", visible: false));
        await using var two = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-2", one.Token, url: "https://shop.test/pay?card=1"));

        var visitor = Assert.Single((await LobbyAsync(app))["visitors"]!.AsArray())!;

        Assert.Equal((one.Id, "Robin Doe", "robin@example.test", 2), (Text(visitor, "id"), Text(visitor, "name"), Text(visitor, "email"), visitor["tabs"]!.GetValue<int>()));
        Assert.Equal("https://shop.test/pay", Text(visitor["page"]!, "url"));
        Assert.Equal("dev", Text(visitor["site"]!, "key"));
    }

    [Fact]
    public async Task It_follows_a_conversation_through_all_its_states()
    {
        await using var app = await App.StartAsync();
        var expected = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var conversation = await app.InviteAsync(expected.Id);
        await using var stream = await LobbyStream.OpenAsync(app);

        var waiting = await stream.StateAsync("waiting");
        Assert.Equal(app.Codes[conversation.SessionId], Text(waiting, "joinCode"));
        Assert.False(waiting["visitor"]!["online"]!.GetValue<bool>());
        Assert.Equal("Avery Moss", Text(waiting["agent"]!, "name"));

        await using var visitor = await VisitorClient.ConnectAsync(app, VisitorClient.Hello(identity: "robin@example.test"));
        await stream.StateAsync("offered");
        await visitor.AcceptAsync();
        var accepted = await stream.StateAsync("accepted");
        Assert.Null(accepted["joinCode"]);
        Assert.True(accepted["visitor"]!["online"]!.GetValue<bool>());
        await using var agent = await AgentClient.JoinAsync(app, conversation);
        await stream.StateAsync("active");
        await visitor.DropAsync();
        await stream.StateAsync("reconnecting");
        await agent.RequestAsync("end");
        await stream.TakeAsync(lobby => lobby["conversations"]!.AsArray().Count == 0, "no conversations");
    }

    [Fact]
    public async Task Its_stream_is_paced_and_never_silent()
    {
        var time = new ArmedTime(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var app = await App.StartAsync(time);
        var paced = time.SetAsync(LobbyEndpoints.Pace);
        await using var stream = await LobbyStream.OpenAsync(app);
        await stream.LineAsync("event: lobby");
        await stream.LineAsync("");
        await paced;

        // Many changes within the pace come as one event with the newest state.
        await using var one = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-1"));
        await using var two = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-2"));
        await using var three = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-3"));
        paced = time.SetAsync(LobbyEndpoints.Pace);
        time.Advance(LobbyEndpoints.Pace);
        Assert.Equal(3, (await stream.NextAsync())["visitors"]!.AsArray().Count);

        await paced;
        var silent = time.SetAsync(LobbyEndpoints.Heartbeat);
        time.Advance(LobbyEndpoints.Pace);
        await silent;
        time.Advance(LobbyEndpoints.Heartbeat);
        await stream.LineAsync(": still here");
    }

    [Fact]
    public async Task It_is_cut_at_two_hundred_and_says_so()
    {
        await using var app = await App.StartAsync();
        var expected = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var last = "";
        for (var i = 0; i <= LobbyReader.Most; i++)
        {
            last = (await app.InviteAsync(expected.Id)).Id;
        }

        await using var stream = await LobbyStream.OpenAsync(app);
        var lobby = await stream.TakeAsync(lobby => lobby["truncated"]!.GetValue<bool>(), "a truncated lobby");

        Assert.Equal(LobbyReader.Most, lobby["conversations"]!.AsArray().Count);
        Assert.Contains(lobby["conversations"]!.AsArray(), conversation => Text(conversation!, "id") == last);
    }

    [Fact]
    public async Task Its_stream_ends_with_the_token_that_opened_it()
    {
        await using var app = await App.StartAsync();
        await using var stream = await LobbyStream.OpenAsync(app);
        app.Login = "login-2";
        await using var other = await LobbyStream.OpenAsync(app);

        await app.PublishAsync(new TokensRevoked("login-1", null, null, TimeProvider.System.GetUtcNow()));

        await stream.EndAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        await other.TakeAsync(lobby => lobby["visitors"]!.AsArray().Count == 1, "a visitor");
    }

    [Fact]
    public async Task It_needs_its_scope_and_knows_no_parameters()
    {
        await using var app = await App.StartAsync();

        using var weak = await app.SendAsync(HttpMethod.Get, Path, Agents.Avery, null, "users:read");
        using var stream = await app.SendAsync(HttpMethod.Get, $"{Path}/stream", Agents.Avery, null, "users:read");
        using var odd = await app.SendAsync(HttpMethod.Get, $"{Path}?page=2");

        Assert.Equal(HttpStatusCode.Forbidden, weak.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, stream.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, odd.StatusCode);
    }

    private static async Task<JsonNode> LobbyAsync(App app)
    {
        using var answer = await app.SendAsync(HttpMethod.Get, Path);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(App.Cancellation))!;
    }

    private static string? Text(JsonNode node, string name) => node[name]?.GetValue<string>();

    private sealed class LobbyStream(HttpResponseMessage answer, StreamReader lines) : IAsyncDisposable
    {
        public static async Task<LobbyStream> OpenAsync(App app)
        {
            var answer = await app.SendAsync(HttpMethod.Get, $"{Path}/stream");
            Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
            return new LobbyStream(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(App.Cancellation)));
        }

        public async Task<JsonNode> NextAsync()
        {
            await LineAsync("event: lobby");
            var data = await lines.ReadLineAsync(App.Cancellation).AsTask().WaitAsync(Patience.Limit, App.Cancellation);
            Assert.StartsWith("data: ", data, StringComparison.Ordinal);
            await LineAsync("");
            return JsonNode.Parse(data!["data: ".Length..])!;
        }

        /// <summary>Reads on to this very line.</summary>
        public async Task LineAsync(string wanted)
        {
            while (await lines.ReadLineAsync(App.Cancellation).AsTask().WaitAsync(Patience.Limit, App.Cancellation) is { } line)
            {
                if (line == wanted)
                {
                    return;
                }
            }

            Assert.Fail($"The stream ended before \"{wanted}\".");
        }

        public async Task EndAsync()
        {
            while (await lines.ReadLineAsync(App.Cancellation).AsTask().WaitAsync(Patience.Limit, App.Cancellation) is not null)
            {
            }
        }

        public async Task<JsonNode> TakeAsync(Func<JsonNode, bool> wanted, string what)
        {
            var last = "nothing";
            try
            {
                while (true)
                {
                    var lobby = await NextAsync();
                    last = lobby.ToJsonString();
                    if (wanted(lobby))
                    {
                        return lobby;
                    }
                }
            }
            catch (TimeoutException)
            {
                Assert.Fail($"No event with {what}; last was {last}");
                throw;
            }
        }

        public async Task<JsonNode> StateAsync(string state) => (await TakeAsync(
            lobby => lobby["conversations"]!.AsArray() is [{ } only] && Text(only, "state") == state, $"state {state}"))["conversations"]![0]!;

        public ValueTask DisposeAsync()
        {
            lines.Dispose();
            answer.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
