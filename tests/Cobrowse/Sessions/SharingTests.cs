using System.Text;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Tests.Sessions;

/// <summary>The story that everything else is for.</summary>
public sealed class SharingTests
{
    [Fact]
    public async Task A_visitor_who_is_there_is_asked_agrees_and_is_seen()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        Assert.True(app.Presence.IsPresent(visitor.Id));

        var conversation = await app.InviteAsync(visitor.Id);
        var offer = await visitor.OfferAsync();
        Assert.Equal("Avery Moss", offer["agent"]!["name"]!.GetValue<string>());
        Assert.Equal("Ticket T-17", offer["reason"]!.GetValue<string>());
        Assert.Equal(3, offer["policy"]!["version"]!.GetValue<int>());
        await app.Heard.NextAsync<InvitationOffered>();

        await using var agent = await AgentClient.JoinAsync(app, conversation);
        Assert.Equal("waiting", agent.State);

        await visitor.RequestAsync("accept", VisitorClient.Answer(offer));
        var session = (await visitor.EventAsync("session"))["session"]!;
        Assert.Equal(conversation.SessionId, session["id"]!.GetValue<string>());
        Assert.Equal(1, session["epoch"]!.GetValue<int>());
        Assert.True(session["keyframe"]!.GetValue<bool>());
        Assert.Equal("Avery Moss", session["agents"]![0]!["name"]!.GetValue<string>());
        var accepted = await app.Heard.NextAsync<InvitationAccepted>();
        Assert.Equal(["view", "point"], accepted.Capabilities);

        var state = await agent.StateAsync("active");
        Assert.Equal("https://shop.test/cart", state["page"]!["url"]!.GetValue<string>());
        await visitor.SendAsync(FrameKind.Keyframe, "the page"u8.ToArray(), 1, 1, FrameFlags.Keyframe | FrameFlags.Last);
        await visitor.SendAsync(FrameKind.Delta, "a change"u8.ToArray(), 1, 2);
        Assert.Equal("the page", Text(await agent.OrderedAsync()));
        Assert.Equal("a change", Text(await agent.OrderedAsync()));
        Assert.Equal(2, (await visitor.FrameAsync(FrameKind.Ack)).Seq);

        await agent.PointAsync([1, 2, 3]);
        Assert.Equal([1, 2, 3], (await visitor.FrameAsync(FrameKind.Pointer)).Payload.ToArray());

        await visitor.RequestAsync("end");
        Assert.Equal("visitor_ended", (await visitor.EventAsync("ended"))["reason"]!.GetValue<string>());
        Assert.Equal("visitor_ended", (await agent.EventAsync("ended"))["reason"]!.GetValue<string>());
        Assert.Equal("visitor_ended", (await app.Heard.NextAsync<CobrowseSessionEnded>()).Reason);
        Assert.Equal(1000, (await agent.ClosedAsync()).Code);
    }

    private static string Text(Frame frame) => Encoding.UTF8.GetString(frame.Payload.Span);
}
