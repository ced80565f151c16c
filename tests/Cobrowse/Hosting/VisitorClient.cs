using System.Text;
using System.Text.Json.Nodes;
using Pillion.Cobrowse.Live;

namespace Pillion.Cobrowse.Tests.Hosting;

/// <summary>A visitor's tab.</summary>
internal sealed class VisitorClient : LiveClient
{
    public string Tab { get; private init; } = "";

    public string Id => Welcome["visitor"]!["id"]!.GetValue<string>();

    public string Token => Welcome["visitor"]!["token"]!.GetValue<string>();

    public JsonNode Welcome { get; private set; } = new JsonObject();

    /// <summary>The session that this tab carries, as the server described it last.</summary>
    public JsonNode? Session { get; private set; }

    public long Epoch { get; private set; }

    public long Seq { get; set; }

    public static JsonObject Hello(
        string tab = "tab-1",
        string? visitor = null,
        string? identity = null,
        string? redeem = null,
        string site = "dev",
        string url = "https://shop.test/cart?item=1#top",
        bool visible = true,
        (string Token, long Epoch, long Seq)? session = null) => new()
        {
            ["role"] = "visitor",
            ["protocol"] = 1,
            ["site"] = site,
            ["tab"] = tab,
            ["visitor"] = visitor,
            ["identity"] = identity,
            ["redeem"] = redeem,
            ["page"] = new JsonObject { ["url"] = url, ["title"] = "Your cart", ["visible"] = visible },
            ["session"] = session is null
                ? null
                : new JsonObject { ["token"] = session.Value.Token, ["epoch"] = session.Value.Epoch, ["seq"] = session.Value.Seq },
        };

    /// <summary>A tab that has had its welcome.</summary>
    public static async Task<VisitorClient> ConnectAsync(App app, JsonObject? hello = null)
    {
        hello ??= Hello();
        var client = await OpenAsync(app, World.Origin, hello["tab"]!.GetValue<string>());
        await client.GreetAsync(hello);
        return client;
    }

    /// <summary>A socket on which nothing was said yet.</summary>
    public static async Task<VisitorClient> OpenAsync(App app, string? origin = World.Origin, string tab = "tab-1", string? subprotocol = LiveEndpoint.Subprotocol)
    {
        var client = new VisitorClient { Tab = tab };
        await client.DialAsync(app, origin, subprotocol);
        return client;
    }

    public async Task GreetAsync(JsonObject hello)
    {
        await SendAsync(FrameKind.Hello, hello);
        Welcome = (await TakeAsync(received => received.Frame.Kind == FrameKind.Welcome, "the welcome")).Json!;
        Take(Welcome["session"]);
        if (hello["session"] is { } session && Session is not null && session["epoch"]!.GetValue<long>() == Epoch)
        {
            Seq = session["seq"]!.GetValue<long>();
        }
    }

    /// <summary>The same document on a new socket, or with <paramref name="reload"/> the next document of this tab.</summary>
    public async Task<VisitorClient> ReconnectAsync(App app, bool reload = false) => await ConnectAsync(
        app,
        Hello(Tab, Token, session: (Session!["token"]!.GetValue<string>(), reload ? Epoch + 1 : Epoch, reload ? 0 : Seq)));

    /// <summary>Waits for the prompt.</summary>
    public async Task<JsonNode> OfferAsync()
    {
        if (Welcome["invitation"] is { } offered)
        {
            Welcome.AsObject().Remove("invitation");
            return offered;
        }

        return (await EventAsync("offer"))["invitation"]!;
    }

    /// <summary>Waits for the prompt and says yes.</summary>
    public async Task AcceptAsync(params string[] capabilities) => await AcceptAsync(await OfferAsync(), capabilities);

    public async Task AcceptAsync(JsonNode offer, params string[] capabilities)
    {
        await RequestAsync("accept", Answer(offer, capabilities));
        Take((await EventAsync("session"))["session"]);
    }

    public static JsonObject Answer(JsonNode offer, params string[] capabilities) => new()
    {
        ["invitation"] = offer["id"]!.GetValue<string>(),
        ["capabilities"] = capabilities.Length == 0
            ? offer["capabilities"]!.DeepClone()
            : new JsonArray([.. capabilities.Select(capability => (JsonNode)capability)]),
        ["policyVersion"] = offer["policy"]!["version"]!.GetValue<int>(),
        ["language"] = "en",
    };

    public async Task DeclineAsync()
    {
        var offer = await OfferAsync();
        await RequestAsync("decline", new JsonObject { ["invitation"] = offer["id"]!.GetValue<string>() });
        await EventAsync("withdrawn");
    }

    public Task KeyframeAsync(string content = "page") => OrderedAsync(FrameKind.Keyframe, Encoding.UTF8.GetBytes(content));

    public Task DeltaAsync(string content) => OrderedAsync(FrameKind.Delta, Encoding.UTF8.GetBytes(content));

    public Task OrderedAsync(FrameKind kind, ReadOnlyMemory<byte> payload) =>
        SendAsync(kind, payload, Epoch, ++Seq, kind == FrameKind.Keyframe ? FrameFlags.Keyframe | FrameFlags.Last : FrameFlags.Last);

    /// <summary>Completes when the server has acknowledged everything that this document has sent.</summary>
    public async Task AckedAsync() =>
        await TakeAsync(received => received.Frame.Kind == FrameKind.Ack && received.Frame.Epoch == Epoch && received.Frame.Seq == Seq, $"ack of {Epoch}/{Seq}");

    private void Take(JsonNode? session)
    {
        if (session is not null)
        {
            Session = session;
            Epoch = session["epoch"]!.GetValue<long>();
            Seq = session["acked"]!.GetValue<long>();
        }
    }
}
