using System.Text;
using Microsoft.Extensions.Time.Testing;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Sessions;

/// <summary>Late viewers, lost sockets, reloads, restarts: nothing is lost and nothing comes twice.</summary>
public sealed class ResumingTests
{
    [Fact]
    public async Task Who_joins_late_gets_the_keyframe_and_the_changes_since()
    {
        await using var scene = await Scene.SharingAsync();
        await scene.Visitor.KeyframeAsync("old page");
        await scene.Visitor.DeltaAsync("old change");
        await scene.Visitor.KeyframeAsync("page");
        await scene.Visitor.DeltaAsync("one");
        await scene.Visitor.DeltaAsync("two");
        await scene.Visitor.AckedAsync();

        await using var late = await AgentClient.JoinAsync(scene.App, scene.Conversation);

        Assert.Equal("active", late.State);
        Assert.Equal(["page", "one", "two"], await TextsAsync(late, 3));
    }

    [Fact]
    public async Task A_document_on_a_new_socket_sends_again_what_was_not_acknowledged()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await scene.Visitor.KeyframeAsync();
        await scene.Visitor.DeltaAsync("one");
        await scene.Visitor.AckedAsync();
        await scene.Visitor.DropAsync();
        await agent.StateAsync("reconnecting");

        // The document has gone on while it was cut off.
        scene.Visitor.Seq += 2;
        await using var back = await scene.Visitor.ReconnectAsync(scene.App);

        Assert.False(back.Welcome["session"]!["keyframe"]!.GetValue<bool>());
        Assert.Equal(2, back.Welcome["session"]!["acked"]!.GetValue<int>());
        await agent.StateAsync("active");
        back.Seq = 1;
        foreach (var text in (string[])["one", "two", "three"])
        {
            await back.DeltaAsync(text);
        }

        Assert.Equal(["page", "one", "two", "three"], await TextsAsync(agent, 4));
        await back.AckedAsync();
        Assert.DoesNotContain(agent.Waiting, received => FrameCodec.IsOrdered(received.Frame.Kind));
        Assert.Equal(1, scene.App.Drops["repeat"]);
    }

    [Fact]
    public async Task The_next_document_of_the_tab_goes_on_with_a_keyframe_of_its_own()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await scene.Visitor.KeyframeAsync("first page");
        await scene.Visitor.AckedAsync();
        await scene.Visitor.DropAsync();

        await using var next = await scene.Visitor.ReconnectAsync(scene.App, reload: true);
        Assert.True(next.Welcome["session"]!["keyframe"]!.GetValue<bool>());
        Assert.Equal((2, 0), (next.Epoch, next.Seq));
        await next.DeltaAsync("too early");
        next.Seq = 0;
        await next.KeyframeAsync("second page");
        await next.AckedAsync();

        Assert.Equal(["first page", "second page"], await TextsAsync(agent, 2));
        Assert.Equal(1, scene.App.Drops["gap"]);
    }

    [Fact]
    public async Task An_older_document_is_told_that_another_one_carries_on()
    {
        await using var scene = await Scene.SharingAsync();
        await scene.Visitor.KeyframeAsync();
        await scene.Visitor.AckedAsync();

        await using var newer = await scene.Visitor.ReconnectAsync(scene.App, reload: true);

        await scene.Visitor.EventAsync("superseded");
        Assert.Equal(CloseCode.Superseded, (await scene.Visitor.ClosedAsync()).Code);
        await newer.KeyframeAsync();
        await newer.AckedAsync();
    }

    [Fact]
    public async Task A_copy_of_a_document_gets_an_epoch_of_its_own()
    {
        await using var scene = await Scene.SharingAsync();
        await scene.Visitor.KeyframeAsync();
        await scene.Visitor.DeltaAsync("one");
        await scene.Visitor.AckedAsync();
        scene.Visitor.Seq = 0;

        await using var copy = await scene.Visitor.ReconnectAsync(scene.App);

        Assert.Equal((2, 0), (copy.Epoch, copy.Seq));
        Assert.True(copy.Welcome["session"]!["keyframe"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_document_that_ignores_its_epoch_is_turned_away()
    {
        await using var scene = await Scene.SharingAsync();

        await scene.Visitor.SendAsync(FrameKind.Keyframe, "page"u8.ToArray(), epoch: 7, seq: 1);

        Assert.Equal(CloseCode.Bad, (await scene.Visitor.ClosedAsync()).Code);
    }

    [Fact]
    public async Task An_agent_on_a_new_socket_gets_only_what_is_new()
    {
        await using var scene = await Scene.SharingAsync();
        await scene.Visitor.KeyframeAsync();
        await scene.Visitor.DeltaAsync("one");
        await scene.Visitor.DeltaAsync("two");
        await scene.Visitor.AckedAsync();

        await using var back = await AgentClient.JoinAsync(scene.App, scene.Conversation, epoch: 1, seq: 2);
        Assert.Equal(["two"], await TextsAsync(back, 1));

        await using var stale = await AgentClient.JoinAsync(scene.App, scene.Conversation, epoch: 1, seq: 99);
        Assert.Equal(CloseCode.Superseded, (await back.ClosedAsync()).Code);
        Assert.Equal(["page", "one", "two"], await TextsAsync(stale, 3));
    }

    [Fact]
    public async Task A_session_outlives_the_server_and_the_page_is_asked_for_again()
    {
        await using var scene = await Scene.SharingAsync();
        await scene.Visitor.KeyframeAsync("before");
        await scene.Visitor.DeltaAsync("change");
        await scene.Visitor.AckedAsync();
        await scene.App.RestartAsync();

        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation, epoch: 1, seq: 2);
        Assert.Equal("reconnecting", agent.State);
        await using var visitor = await scene.Visitor.ReconnectAsync(scene.App);
        Assert.True(visitor.Welcome["session"]!["keyframe"]!.GetValue<bool>());
        Assert.Equal((1, 2), (visitor.Epoch, visitor.Seq));
        await agent.StateAsync("active");
        await visitor.KeyframeAsync("after");
        await visitor.AckedAsync();

        Assert.Equal(["after"], await TextsAsync(agent, 1));
        Assert.Equal(3, visitor.Seq);
    }

    [Fact]
    public async Task An_invitation_outlives_the_server_too()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        await visitor.OfferAsync();
        await app.RestartAsync();

        await using var agent = await AgentClient.JoinAsync(app, conversation);
        await using var back = await VisitorClient.ConnectAsync(app, VisitorClient.Hello(visitor: visitor.Token));

        Assert.NotNull(back.Welcome["invitation"]);
        await back.AcceptAsync();
        await agent.StateAsync("active");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_visitor_who_stays_away_ends_the_session(bool restarted)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var scene = await Scene.SharingAsync(time);
        if (restarted)
        {
            await scene.App.RestartAsync();
        }
        else
        {
            await using var watching = await AgentClient.JoinAsync(scene.App, scene.Conversation);
            await scene.Visitor.DropAsync();
            await watching.StateAsync("reconnecting");
        }

        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        time.Advance(TimeSpan.FromSeconds(119));
        await agent.SettleAsync();
        Assert.DoesNotContain(agent.Waiting, received => received.Type == "ended");
        time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("visitor_gone", (await agent.EventAsync("ended"))["reason"]!.GetValue<string>());
        await using var late = await scene.Visitor.ReconnectAsync(scene.App);
        Assert.Equal("visitor_gone", late.Welcome["ended"]!["reason"]!.GetValue<string>());
        Assert.Equal(scene.Conversation.SessionId, late.Welcome["ended"]!["session"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_visitor_who_comes_back_in_time_keeps_the_session()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var scene = await Scene.SharingAsync(time);
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await scene.Visitor.DropAsync();
        await agent.StateAsync("reconnecting");
        time.Advance(TimeSpan.FromSeconds(119));
        await using var back = await scene.Visitor.ReconnectAsync(scene.App);
        await agent.StateAsync("active");

        time.Advance(TimeSpan.FromMinutes(10));
        await agent.SettleAsync();

        Assert.DoesNotContain(agent.Waiting, received => received.Type == "ended");
        Assert.Equal(1, back.Epoch);
    }

    [Fact]
    public async Task A_tab_that_was_away_for_long_has_its_token_renewed()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var scene = await Scene.SharingAsync(time);
        time.Advance(JoinTokens.Lifetime + TimeSpan.FromMinutes(1));

        await using var back = await scene.Visitor.ReconnectAsync(scene.App);

        Assert.Equal(scene.Conversation.SessionId, back.Session!["id"]!.GetValue<string>());
        Assert.NotEqual(scene.Visitor.Session!["token"]!.GetValue<string>(), back.Session!["token"]!.GetValue<string>());
    }

    private static async Task<List<string>> TextsAsync(AgentClient agent, int count)
    {
        var texts = new List<string>();
        for (var i = 0; i < count; i++)
        {
            texts.Add(Encoding.UTF8.GetString((await agent.OrderedAsync()).Payload.Span));
        }

        return texts;
    }
}
