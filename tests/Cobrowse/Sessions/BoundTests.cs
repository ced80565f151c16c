using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Sessions;

/// <summary>What a socket sends beyond a bound is refused by the bound's name, counted, and the session goes on.</summary>
public sealed class BoundTests
{
    private static readonly int Head = FrameCodec.Write(new Frame(FrameKind.Delta, FrameFlags.Last, 1, 1, 0, default)).Length;

    [Fact]
    public async Task A_message_at_the_limit_passes_and_one_byte_more_is_refused()
    {
        await using var scene = await Scene.SharingAsync();
        var visitor = scene.Visitor;
        await visitor.KeyframeAsync();
        await visitor.OrderedAsync(FrameKind.Delta, new byte[Limits.MaxMessageBytes - Head]);
        await visitor.AckedAsync();

        await visitor.SendAsync(new byte[Limits.MaxMessageBytes + 1]);
        await RefusedAsync(scene, "message_too_large");
        await visitor.SendAsync(new byte[4 * 1024 * 1024]);
        await RefusedAsync(scene, "message_too_large", 2);

        await GoesOnAsync(scene);
    }

    [Fact]
    public async Task A_message_without_an_end_closes_the_socket()
    {
        await using var scene = await Scene.SharingAsync();

        // The server may be faster to close than this is to send.
        await Record.ExceptionAsync(() => scene.Visitor.SendAsync(new byte[Limits.MaxSkippedBytes + 1]));

        Assert.Equal(CloseCode.TooLarge, (await scene.Visitor.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_frame_that_is_too_large_in_all_its_parts_is_refused()
    {
        await using var scene = await Scene.SharingAsync();
        var visitor = scene.Visitor;
        await visitor.KeyframeAsync();
        await visitor.AckedAsync();
        var part = new byte[256 * 1024];
        var seq = visitor.Seq + 1;
        for (var sent = 0; sent < Limits.MaxOrderedBytes; sent += part.Length)
        {
            await visitor.SendAsync(FrameKind.Delta, part, visitor.Epoch, seq, FrameFlags.None);
        }

        await visitor.SendAsync(FrameKind.Delta, new byte[1], visitor.Epoch, seq, FrameFlags.None);
        await visitor.SendAsync(FrameKind.Delta, part, visitor.Epoch, seq);
        await RefusedAsync(scene, "frame_too_large");

        // What follows has a gap before it, so the visitor is asked for the page anew.
        visitor.Seq = seq;
        await visitor.DeltaAsync("behind a gap");
        await visitor.EventAsync("keyframe");
        await GoesOnAsync(scene);
    }

    [Theory]
    [InlineData("Pointer")]
    [InlineData("Drawing")]
    public async Task Light_frames_are_light(string name)
    {
        var kind = Enum.Parse<FrameKind>(name);
        await using var scene = await Scene.SharingAsync();
        await scene.Visitor.SendAsync(kind, new byte[Limits.MaxLightBytes], flags: FrameFlags.Ephemeral);
        await scene.Visitor.SettleAsync();
        Assert.Equal(0, scene.App.Drops["payload_too_large"]);

        await scene.Visitor.SendAsync(kind, new byte[Limits.MaxLightBytes + 1], flags: FrameFlags.Ephemeral);
        await RefusedAsync(scene, "payload_too_large");

        await GoesOnAsync(scene);
    }

    [Fact]
    public async Task Json_above_its_limit_is_refused()
    {
        await using var scene = await Scene.SharingAsync();
        var filled = new JsonObject { ["hashes"] = new JsonArray(), ["more"] = new string('x', Limits.MaxJsonBytes) };

        await scene.Visitor.RequestAsync("have", filled);
        await RefusedAsync(scene, "json_too_large");

        await GoesOnAsync(scene);
    }

    [Fact]
    public async Task Requests_beyond_the_rate_are_refused_by_their_id_and_later_ones_are_answered()
    {
        var time = new FakeTimeProvider();
        await using var scene = await Scene.SharingAsync(time);
        var visitor = scene.Visitor;
        for (var i = 1; i < Limits.RequestBurst; i++)
        {
            await visitor.RequestAsync("are-you-there");
        }

        var above = await visitor.RequestAsync("have", new JsonObject { ["hashes"] = new JsonArray() });
        var refused = await visitor.TakeAsync(received => received.Json?["code"]?.GetValue<string>() == "request_rate", "the refusal");
        Assert.Equal(above, refused.Json!["id"]!.GetValue<int>());
        Assert.Equal(1, scene.App.Drops["request_rate"]);

        time.Advance(TimeSpan.FromSeconds(1));
        await GoesOnAsync(scene);
    }

    [Fact]
    public async Task Frames_beyond_the_rate_are_dropped_and_their_sender_is_told_once_a_second()
    {
        var time = new FakeTimeProvider();
        await using var scene = await Scene.SharingAsync(time);
        var visitor = scene.Visitor;

        // Hello and accept were frames, too.
        for (var i = 2; i < Limits.FrameBurst; i++)
        {
            await visitor.SendAsync(FrameKind.Pointer, new byte[3], flags: FrameFlags.Ephemeral);
        }

        for (var i = 0; i < 10; i++)
        {
            await visitor.SendAsync(FrameKind.Pointer, new byte[3], flags: FrameFlags.Ephemeral);
        }

        await RefusedAsync(scene, "frame_rate", atLeast: true);

        // What has not been read when the time moves on would be within the rate again.
        await scene.App.Drops.ReachAsync("frame_rate", 8);
        time.Advance(TimeSpan.FromSeconds(1));
        await visitor.SettleAsync();
        Assert.InRange(scene.App.Drops["frame_rate"], 8, 12);
        Assert.DoesNotContain(visitor.Waiting, received => received.Json?["code"]?.GetValue<string>() == "frame_rate");
        await GoesOnAsync(scene);
    }

    [Fact]
    public async Task Who_never_stops_is_closed()
    {
        var time = new FakeTimeProvider();
        await using var scene = await Scene.SharingAsync(time);
        var failure = await Record.ExceptionAsync(async () =>
        {
            for (var i = 0; i < Limits.FrameBurst + Limits.MaxRefusedFrames + 10; i++)
            {
                await scene.Visitor.SendAsync(FrameKind.Pointer, new byte[3], flags: FrameFlags.Ephemeral);
            }
        });

        Assert.True(failure is null or System.Net.WebSockets.WebSocketException or ObjectDisposedException, failure?.ToString());
        Assert.Equal(CloseCode.TooFast, (await scene.Visitor.ClosedAsync()).Code);
    }

    private static async Task RefusedAsync(Scene scene, string code, int times = 1, bool atLeast = false)
    {
        var refused = await scene.Visitor.EventAsync("refused");
        Assert.Equal(code, refused["code"]!.GetValue<string>());
        Assert.NotEmpty(refused["message"]!.GetValue<string>());
        if (!atLeast)
        {
            Assert.Equal(times, scene.App.Drops[code]);
        }
    }

    // On the same socket, in the same epoch, seen by an agent.
    private static async Task GoesOnAsync(Scene scene)
    {
        await scene.Visitor.KeyframeAsync("the page goes on");
        await scene.Visitor.SettleAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        Assert.Equal("the page goes on", Encoding.UTF8.GetString((await agent.OrderedAsync()).Payload.Span));
        await scene.Visitor.DeltaAsync("and on");
        Assert.Equal("and on", Encoding.UTF8.GetString((await agent.OrderedAsync()).Payload.Span));
    }
}
