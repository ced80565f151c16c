using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Live;

/// <summary>The first frame, and what happens to sockets that break the rules.</summary>
public sealed class HelloTests
{
    [Fact]
    public async Task Without_the_subprotocol_there_is_no_socket()
    {
        await using var app = await App.StartAsync();

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => VisitorClient.OpenAsync(app, subprotocol: null));
        using var plain = await app.Http.GetAsync(new Uri("/live", UriKind.Relative), App.Cancellation);

        Assert.Contains("400", refused.Message, StringComparison.Ordinal);
        Assert.Equal(400, (int)plain.StatusCode);
        Assert.Contains("pillion.v1", await plain.Content.ReadAsStringAsync(App.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_that_says_nothing_is_closed_after_five_seconds()
    {
        var time = new FakeTimeProvider();
        await using var app = await App.StartAsync(time);
        await using var silent = await VisitorClient.OpenAsync(app);

        time.Advance(Limits.HelloTimeout - TimeSpan.FromMilliseconds(1));
        Assert.False(silent.ClosedAsync().IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(CloseCode.NoHello, (await silent.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_site_refuses_origins_that_are_not_its_own()
    {
        await using var app = await App.StartAsync();
        foreach (var origin in (string?[])["https://evil.test", "http://shop.test", "https://shop.test:444", "null", null])
        {
            await using var foreign = await VisitorClient.OpenAsync(app, origin);
            await foreign.SendAsync(FrameKind.Hello, VisitorClient.Hello());
            Assert.Equal(CloseCode.Origin, (await foreign.ClosedAsync()).Code);
        }
    }

    [Fact]
    public async Task A_tab_can_not_claim_to_show_another_site()
    {
        await using var app = await App.StartAsync();
        await using var liar = await VisitorClient.OpenAsync(app);

        await liar.SendAsync(FrameKind.Hello, VisitorClient.Hello(url: "https://bank.test/login"));

        Assert.Equal(CloseCode.Bad, (await liar.ClosedAsync()).Code);
    }

    [Fact]
    public async Task An_unknown_site_and_forged_visitor_tokens_are_told_apart()
    {
        await using var app = await App.StartAsync();
        foreach (var (hello, code, named) in new[]
                 {
                     (VisitorClient.Hello(site: "nowhere"), CloseCode.Unknown, "there is no such site"),
                     (VisitorClient.Hello(visitor: "forged"), CloseCode.Token, "visitor"),
                     (VisitorClient.Hello(identity: "forged"), CloseCode.Token, "identity"),
                     (VisitorClient.Hello(session: ("forged", 1, 0)), CloseCode.Token, "the session"),
                 })
        {
            await using var client = await VisitorClient.OpenAsync(app);
            await client.SendAsync(FrameKind.Hello, hello);
            var closed = await client.ClosedAsync();
            Assert.Equal(code, closed.Code);
            Assert.StartsWith(named, closed.Reason, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string> BrokenHellos =>
    [
        "",
        "null",
        "[]",
        "{",
        """{"role":"visitor"}""",
        """{"role":"spy","protocol":1}""",
        """{"role":"visitor","protocol":2,"site":"dev","tab":"t","page":{"url":"https://shop.test/","title":"","visible":true}}""",
        """{"role":"visitor","protocol":1,"site":"dev","tab":"a b","page":{"url":"https://shop.test/","title":"","visible":true}}""",
        """{"role":"visitor","protocol":1,"site":"dev","tab":"t","page":{"url":"javascript:alert(1)","title":"","visible":true}}""",
        """{"role":"visitor","protocol":1,"site":"dev","tab":"t","page":{"url":"https://shop.test/","title":7,"visible":true}}""",
        """{"role":"visitor","protocol":1,"site":"dev","tab":"t","page":null}""",
        """{"role":"visitor","protocol":1,"site":"dev\ud800","tab":"t","page":{"url":"https://shop.test/","title":"","visible":true}}""",
        """{"role":"visitor","protocol":1,"site":"dev","tab":"t","page":{"url":"https://shop.test/","title":"","visible":true},"session":{"token":"x","epoch":-1,"seq":0}}""",
        """{"role":"agent","protocol":1,"token":"x","epoch":1e300,"seq":0}""",
        """{"role":"agent","protocol":1,"token":"x","epoch":9007199254740992,"seq":0}""",
    ];

    [Theory]
    [MemberData(nameof(BrokenHellos))]
    public async Task A_broken_hello_is_refused_with_its_fault(string json)
    {
        await using var app = await App.StartAsync();
        await using var client = await VisitorClient.OpenAsync(app);

        await client.SendAsync(FrameKind.Hello, Encoding.UTF8.GetBytes(json));

        var (code, reason) = await client.ClosedAsync();
        Assert.Equal(CloseCode.Bad, code);
        Assert.StartsWith("hello", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Frames_before_hello_and_messages_that_are_no_frames_close_the_socket()
    {
        await using var app = await App.StartAsync();
        await using var early = await VisitorClient.OpenAsync(app);
        await early.SendAsync(FrameKind.Request, new JsonObject { ["type"] = "end", ["id"] = 1 });
        Assert.Equal(CloseCode.Bad, (await early.ClosedAsync()).Code);

        await using var text = await VisitorClient.OpenAsync(app);
        await text.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text);
        Assert.Equal(CloseCode.Bad, (await text.ClosedAsync()).Code);

        await using var noise = await VisitorClient.OpenAsync(app);
        await noise.SendAsync(new byte[] { 0xff, 0, 0, 0, 0 });
        Assert.Equal(CloseCode.Bad, (await noise.ClosedAsync()).Code);

        await using var empty = await VisitorClient.OpenAsync(app);
        await empty.SendAsync(Array.Empty<byte>());
        Assert.Equal(CloseCode.Bad, (await empty.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Before_hello_nothing_large_is_skipped()
    {
        await using var app = await App.StartAsync();
        await using var client = await VisitorClient.OpenAsync(app);

        await client.SendAsync(new byte[Limits.MaxMessageBytes + 1]);

        Assert.Equal(CloseCode.TooLarge, (await client.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_site_that_hides_texts_is_told_no_titles_and_keeps_none()
    {
        await using var app = await App.StartAsync();
        app.World.Site = app.World.Site with { PrivacyPolicy = app.World.Site.PrivacyPolicy with { Preset = "private" } };
        await using var hidden = await VisitorClient.ConnectAsync(app);
        await hidden.RequestAsync("page", new JsonObject { ["page"] = VisitorClient.Hello()["page"]!.DeepClone() });
        await hidden.SettleAsync();

        Assert.False(hidden.Welcome["titled"]!.GetValue<bool>());
        Assert.Equal("", Assert.Single(app.Presence.TabsToAsk(hidden.Id)).Title);

        app.World.Site = app.World.Site with { PrivacyPolicy = app.World.Site.PrivacyPolicy with { Preset = "balanced" } };
        await using var shown = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-2"));
        Assert.True(shown.Welcome["titled"]!.GetValue<bool>());
        Assert.Equal("Your cart", Assert.Single(app.Presence.TabsToAsk(shown.Id)).Title);
    }

    [Fact]
    public async Task A_visitor_has_at_most_so_many_tabs_and_a_tab_one_socket()
    {
        await using var app = await App.StartAsync();
        await using var first = await VisitorClient.ConnectAsync(app);
        var others = new List<VisitorClient>();
        for (var i = 2; i <= Limits.MaxTabsPerVisitor; i++)
        {
            others.Add(await VisitorClient.ConnectAsync(app, VisitorClient.Hello($"tab-{i}", first.Token)));
        }

        await using var above = await VisitorClient.OpenAsync(app);
        await above.SendAsync(FrameKind.Hello, VisitorClient.Hello("one-more", first.Token));
        Assert.Equal(CloseCode.TooFast, (await above.ClosedAsync()).Code);

        await using var again = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-1", first.Token));
        Assert.Equal(CloseCode.Superseded, (await first.ClosedAsync()).Code);
        Assert.True(app.Presence.IsPresent(first.Id));
        foreach (var other in others)
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_server_that_stops_says_so()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        await using var agent = await AgentClient.JoinAsync(app, conversation);

        await app.RestartAsync();

        Assert.Equal(CloseCode.GoingAway, (await visitor.ClosedAsync()).Code);
        Assert.Equal(CloseCode.GoingAway, (await agent.ClosedAsync()).Code);
    }
}
