using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Sessions;

/// <summary>Slow viewers, old keyframes, and who pays for them.</summary>
public sealed class BackPressureTests
{
    [Fact]
    public async Task A_slow_viewer_is_moved_forward_and_nobody_else_waits()
    {
        await using var scene = await Scene.SharingAsync();
        await using var slow = await AgentClient.JoinAsync(scene.App, scene.Conversation, reading: false);
        var change = new byte[200 * 1024];
        await scene.Visitor.OrderedAsync(FrameKind.Keyframe, new byte[1024]);

        // More than sockets buffer and more than may wait; it is acknowledged all the same.
        for (var sent = 0L; sent < Limits.ViewerQueueBytes * 3; sent += change.Length)
        {
            await scene.Visitor.OrderedAsync(FrameKind.Delta, change);
        }

        await scene.Visitor.AckedAsync();
        await scene.Visitor.EventAsync("keyframe");
        await scene.Visitor.KeyframeAsync("newest");
        await scene.Visitor.DeltaAsync("after it");
        await scene.Visitor.AckedAsync();
        Assert.Equal(1, scene.App.Drops["viewer_skipped"]);

        slow.Blocked!.SetResult();
        var (last, count) = (await slow.OrderedAsync(), 1);
        while (last.Kind != FrameKind.Keyframe || last.Seq == 1)
        {
            var next = await slow.OrderedAsync();
            Assert.True(next.Kind == FrameKind.Keyframe || next.Seq == last.Seq + 1, $"{next.Seq} came after {last.Seq}");
            (last, count) = (next, count + 1);
        }

        Assert.True(count < scene.Visitor.Seq - 1, "every frame was sent to the slow viewer");
        Assert.Equal("newest", Encoding.UTF8.GetString(last.Payload.Span));
        Assert.Equal("after it", Encoding.UTF8.GetString((await slow.OrderedAsync()).Payload.Span));
    }

    [Fact]
    public async Task A_keyframe_is_asked_for_when_the_old_one_is_outgrown_once()
    {
        await using var scene = await Scene.SharingAsync();
        await scene.Visitor.KeyframeAsync();
        for (var i = 0; i < 10; i++)
        {
            await scene.Visitor.OrderedAsync(FrameKind.Delta, new byte[250 * 1024]);
        }

        await scene.Visitor.EventAsync("keyframe");
        await scene.Visitor.AckedAsync();
        Assert.DoesNotContain(scene.Visitor.Waiting, received => received.Type == "keyframe");
        await scene.Visitor.KeyframeAsync();
        await scene.Visitor.AckedAsync();
    }

    [Fact]
    public async Task A_keyframe_is_asked_for_when_the_old_one_is_old()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var scene = await Scene.SharingAsync(time);
        await scene.Visitor.KeyframeAsync();
        await scene.Visitor.DeltaAsync("soon");
        await scene.Visitor.SettleAsync();
        Assert.DoesNotContain(scene.Visitor.Waiting, received => received.Type == "keyframe");
        time.Advance(Limits.KeyframeAge);

        await scene.Visitor.DeltaAsync("late");

        await scene.Visitor.EventAsync("keyframe");
    }

    [Fact]
    public async Task Acks_are_few()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var scene = await Scene.SharingAsync(time);
        await scene.Visitor.KeyframeAsync();
        for (var i = 1; i < Limits.AckEveryFrames - 1; i++)
        {
            await scene.Visitor.DeltaAsync("change");
        }

        await scene.Visitor.SettleAsync();
        Assert.DoesNotContain(scene.Visitor.Waiting, received => received.Frame.Kind == FrameKind.Ack);
        await scene.Visitor.DeltaAsync("the one that makes it enough");
        Assert.Equal(Limits.AckEveryFrames, (await scene.Visitor.FrameAsync(FrameKind.Ack)).Seq);

        await scene.Visitor.DeltaAsync("alone");
        await scene.Visitor.SettleAsync();
        Assert.DoesNotContain(scene.Visitor.Waiting, received => received.Frame.Kind == FrameKind.Ack);
        time.Advance(Limits.AckDelay);
        Assert.Equal(Limits.AckEveryFrames + 1, (await scene.Visitor.FrameAsync(FrameKind.Ack)).Seq);
    }

    [Fact]
    public async Task A_gap_is_answered_with_the_wish_for_a_keyframe()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await scene.Visitor.KeyframeAsync("first");
        scene.Visitor.Seq += 3;
        await scene.Visitor.DeltaAsync("out of order");

        await scene.Visitor.EventAsync("keyframe");
        await scene.Visitor.KeyframeAsync("second");
        await scene.Visitor.AckedAsync();

        Assert.Equal("first", Encoding.UTF8.GetString((await agent.OrderedAsync()).Payload.Span));
        Assert.Equal("second", Encoding.UTF8.GetString((await agent.OrderedAsync()).Payload.Span));
    }

    [Fact]
    public async Task A_viewer_that_asks_again_makes_the_visitor_do_it_anew()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await scene.Visitor.KeyframeAsync("page");
        await agent.OrderedAsync();

        await agent.RequestAsync("keyframe", new JsonObject { ["reason"] = "drift" });
        Assert.Equal("page", Encoding.UTF8.GetString((await agent.OrderedAsync()).Payload.Span));
        await scene.Visitor.SettleAsync();
        Assert.DoesNotContain(scene.Visitor.Waiting, received => received.Type == "keyframe");
        await agent.RequestAsync("keyframe", new JsonObject { ["reason"] = "words of the page" });

        await scene.Visitor.EventAsync("keyframe");
        Assert.Equal((1, 1, 0), (scene.App.Repairs["drift"], scene.App.Repairs["other"], scene.App.Repairs["words of the page"]));
    }

    [Fact]
    public async Task A_frame_in_parts_arrives_whole_or_not_at_all()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await scene.Visitor.SendAsync(FrameKind.Keyframe, "half of"u8.ToArray(), 1, 1, FrameFlags.Keyframe);
        await scene.Visitor.SettleAsync();
        await scene.Visitor.DropAsync();
        await using var back = await scene.Visitor.ReconnectAsync(scene.App);

        await back.SendAsync(FrameKind.Keyframe, "the whole "u8.ToArray(), 1, 1, FrameFlags.Keyframe);
        await back.SendAsync(FrameKind.Keyframe, "page"u8.ToArray(), 1, 1, FrameFlags.Keyframe | FrameFlags.Last);

        Assert.Equal("the whole ", Encoding.UTF8.GetString((await agent.OrderedAsync()).Payload.Span));
        Assert.Equal("page", Encoding.UTF8.GetString((await agent.OrderedAsync()).Payload.Span));
    }
}
