using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Storage.Blobs;

namespace Pillion.Cobrowse.Tests.Sessions;

/// <summary>A tab writes to the session that it was given, and to no other.</summary>
public sealed class OwnSessionTests
{
    [Fact]
    public async Task What_a_tab_sends_goes_to_its_own_session_alone()
    {
        await using var scene = await Scene.SharingAsync();
        await using var other = await VisitorClient.ConnectAsync(scene.App, VisitorClient.Hello("tab-other"));
        var others = await scene.App.InviteAsync(other.Id);
        await other.AcceptAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await using var othersAgent = await AgentClient.JoinAsync(scene.App, others);

        await scene.Visitor.KeyframeAsync("mine");
        await other.KeyframeAsync("theirs");
        await other.SendAsync(FrameKind.Pointer, new byte[] { 9 }, other.Epoch, other.Seq, FrameFlags.Ephemeral);
        await other.SendAsync(FrameKind.Drawing, new byte[] { 9 }, other.Epoch, other.Seq, FrameFlags.Ephemeral);
        await other.AckedAsync();

        Assert.Equal("theirs", Text(await othersAgent.OrderedAsync()));
        await othersAgent.FrameAsync(FrameKind.Pointer);
        await othersAgent.FrameAsync(FrameKind.Drawing);
        Assert.Equal("mine", Text(await agent.OrderedAsync()));
        await agent.SettleAsync();
        Assert.DoesNotContain(agent.Waiting, received => received.Frame.Kind is FrameKind.Pointer or FrameKind.Drawing or FrameKind.Keyframe);
    }

    [Fact]
    public async Task A_tab_without_a_session_writes_nothing_at_all()
    {
        await using var scene = await Scene.SharingAsync();
        await using var idle = await VisitorClient.ConnectAsync(scene.App, VisitorClient.Hello("tab-idle", scene.Visitor.Token));
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        var (epoch, seq) = (scene.Visitor.Epoch, scene.Visitor.Seq);

        await idle.SendAsync(FrameKind.Keyframe, "forged"u8.ToArray(), epoch, seq + 1, FrameFlags.Keyframe | FrameFlags.Last);
        await idle.SendAsync(FrameKind.Delta, "forged"u8.ToArray(), epoch, seq + 2);
        await idle.SendAsync(FrameKind.Pointer, new byte[] { 1 }, epoch, seq, FrameFlags.Ephemeral);
        var asset = "body { color: red }"u8.ToArray();
        await idle.SendAsync(FrameKind.Asset, (byte[])[.. SHA256.HashData(asset), 8, .. "text/css"u8, .. asset], epoch, seq);
        var asked = await idle.RequestAsync("have", new JsonObject { ["hashes"] = new JsonArray(new string('a', 64)) });
        var refused = (await idle.TakeAsync(received => received.Json?["id"]?.GetValue<int>() == asked, "the refusal")).Json!;
        await idle.SettleAsync();

        Assert.Equal("no_session", refused["code"]!.GetValue<string>());
        Assert.Equal(4, scene.App.Drops["not_sharing"]);
        Assert.False(scene.App.Get<BlobFolder>().Has(scene.App.World.Site.Id, Convert.ToHexStringLower(SHA256.HashData(asset))));
        await agent.SettleAsync();
        Assert.DoesNotContain(agent.Waiting, received => received.Frame.Kind is FrameKind.Keyframe or FrameKind.Delta or FrameKind.Pointer);
    }

    [Fact]
    public async Task A_tab_whose_session_went_on_elsewhere_writes_nothing_more()
    {
        await using var scene = await Scene.SharingAsync();
        await scene.Visitor.KeyframeAsync("old");
        await scene.Visitor.AckedAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        Assert.Equal("old", Text(await agent.OrderedAsync()));

        await using var next = await scene.Visitor.ReconnectAsync(scene.App, reload: true);
        Assert.Equal(CloseCode.Superseded, (await scene.Visitor.ClosedAsync()).Code);
        await next.KeyframeAsync("new");

        Assert.Equal("new", Text(await agent.OrderedAsync()));
    }

    [Fact]
    public async Task Nobody_answers_an_invitation_that_is_anothers()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        await using var stranger = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-stranger"));
        await app.InviteAsync(visitor.Id);
        var offer = await visitor.OfferAsync();

        await stranger.RequestAsync("accept", VisitorClient.Answer(offer));
        Assert.Contains((await stranger.EventAsync("refused"))["code"]!.GetValue<string>(), (string[])["unknown_invitation", "not_offered"]);
        await stranger.RequestAsync("decline", new JsonObject { ["invitation"] = offer["id"]!.GetValue<string>() });
        Assert.Contains((await stranger.EventAsync("refused"))["code"]!.GetValue<string>(), (string[])["unknown_invitation", "not_offered"]);

        await visitor.AcceptAsync(offer);
    }

    private static string Text(in Frame frame) => Encoding.UTF8.GetString(frame.Payload.Span);
}
