using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Tests.Invitations;

/// <summary>All the ways in which an invitation can end.</summary>
public sealed class AnsweringTests
{
    [Fact]
    public async Task An_invitation_waits_for_a_visitor_who_is_not_there()
    {
        await using var app = await App.StartAsync();
        var expected = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var conversation = await app.InviteAsync(expected.Id);
        await using var agent = await AgentClient.JoinAsync(app, conversation);
        Assert.Equal("waiting", agent.State);

        await using var visitor = await VisitorClient.ConnectAsync(app, VisitorClient.Hello(identity: "robin@example.test"));
        await visitor.AcceptAsync();

        Assert.Equal(expected.Id, visitor.Id);
        await agent.StateAsync("active");
    }

    [Fact]
    public async Task A_visitor_who_says_no_is_not_asked_again()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        await using var agent = await AgentClient.JoinAsync(app, conversation);
        await app.Heard.NextAsync<InvitationOffered>();

        await visitor.DeclineAsync();

        Assert.Equal("declined", (await agent.EventAsync("ended"))["reason"]!.GetValue<string>());
        Assert.Equal("declined", (await app.Heard.NextAsync<InvitationClosed>()).Reason);
        await using var again = await VisitorClient.ConnectAsync(app, VisitorClient.Hello(visitor: visitor.Token));
        Assert.Null(again.Welcome["invitation"]);
    }

    [Fact]
    public async Task The_first_answer_of_several_tabs_counts()
    {
        await using var app = await App.StartAsync();
        await using var one = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-1"));
        await using var two = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("tab-2", one.Token));
        await app.InviteAsync(one.Id);
        var late = await two.OfferAsync();

        await one.AcceptAsync();

        var withdrawn = await two.EventAsync("withdrawn");
        Assert.Equal("answered_elsewhere", withdrawn["reason"]!.GetValue<string>());
        await two.RequestAsync("accept", VisitorClient.Answer(late));
        Assert.Equal("answered_elsewhere", (await two.EventAsync("refused"))["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Hidden_tabs_are_asked_when_there_is_no_other_or_when_they_come_into_view()
    {
        await using var app = await App.StartAsync();
        await using var hidden = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("hidden", visible: false));
        await using var shown = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("shown", hidden.Token));
        await app.InviteAsync(hidden.Id);
        await shown.OfferAsync();
        await hidden.SettleAsync();
        Assert.DoesNotContain(hidden.Waiting, received => received.Type == "offer");

        await hidden.RequestAsync("page", new JsonObject
        {
            ["page"] = new JsonObject { ["url"] = "https://shop.test/", ["title"] = "", ["visible"] = true },
        });
        await hidden.OfferAsync();

        await using var alone = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("alone", visible: false));
        await app.InviteAsync(alone.Id);
        await alone.OfferAsync();
    }

    [Fact]
    public async Task A_visitor_is_asked_one_thing_at_a_time_oldest_first()
    {
        await using var app = await App.StartAsync();
        var expected = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var first = await app.InviteAsync(expected.Id);
        var second = await app.InviteAsync(expected.Id);
        await using (await AgentClient.JoinAsync(app, first))
        await using (await AgentClient.JoinAsync(app, second))
        {
            // Both are known to the server now.
        }

        await using var visitor = await VisitorClient.ConnectAsync(app, VisitorClient.Hello(identity: "robin@example.test"));
        Assert.Equal(first.InvitationId, (await visitor.OfferAsync())["id"]!.GetValue<string>());
        await visitor.RequestAsync("decline", new JsonObject { ["invitation"] = first.InvitationId });

        Assert.Equal(second.InvitationId, (await visitor.OfferAsync())["id"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_waits_longer_than_was_said(bool offered)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var app = await App.StartAsync(time);
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var other = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "else@example.test", App.Cancellation);
        var conversation = await app.InviteAsync(offered ? visitor.Id : other.Id, TimeSpan.FromMinutes(5));
        await using var agent = await AgentClient.JoinAsync(app, conversation);
        if (offered)
        {
            await visitor.OfferAsync();
            await app.Heard.NextAsync<InvitationOffered>();
        }

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("expired", (await agent.EventAsync("ended"))["reason"]!.GetValue<string>());
        Assert.Equal("expired", (await app.Heard.NextAsync<InvitationClosed>()).Reason);
        if (offered)
        {
            Assert.Equal("expired", (await visitor.EventAsync("withdrawn"))["reason"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("offered")]
    public async Task An_invitation_expires_though_the_server_was_down(string state)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var app = await App.StartAsync(time);
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var other = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "else@example.test", App.Cancellation);
        var conversation = await app.InviteAsync(state == "offered" ? visitor.Id : other.Id, TimeSpan.FromMinutes(5));
        await using var agent = await AgentClient.JoinAsync(app, conversation);
        if (state == "offered")
        {
            await app.Heard.NextAsync<InvitationOffered>();
        }

        await app.StopAsync();
        time.Advance(TimeSpan.FromHours(1));
        await app.StartAgainAsync();

        Assert.Equal("expired", (await app.Heard.NextAsync<InvitationClosed>()).Reason);
    }

    [Fact]
    public async Task What_is_canceled_by_the_api_leaves_the_screen()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        await visitor.OfferAsync();
        await app.Heard.NextAsync<InvitationOffered>();

        await app.PublishAsync(new CobrowseDisconnected(conversation.Id, conversation.SessionId, conversation.InvitationId, "canceled", DateTimeOffset.UnixEpoch));

        Assert.Equal("canceled", (await visitor.EventAsync("withdrawn"))["reason"]!.GetValue<string>());
        Assert.Equal("canceled", (await app.Heard.NextAsync<InvitationClosed>()).Reason);
    }

    [Fact]
    public async Task An_agent_who_ends_before_the_answer_takes_the_question_back()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        await visitor.OfferAsync();
        await using var agent = await AgentClient.JoinAsync(app, conversation);

        await agent.RequestAsync("end");

        Assert.Equal("canceled", (await agent.EventAsync("ended"))["reason"]!.GetValue<string>());
        Assert.Equal("canceled", (await visitor.EventAsync("withdrawn"))["reason"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_session_that_runs_ends_when_the_conversation_does()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        await visitor.AcceptAsync();
        await app.Heard.NextAsync<InvitationOffered>();
        await app.Heard.NextAsync<InvitationAccepted>();

        await app.PublishAsync(new CobrowseDisconnected(conversation.Id, conversation.SessionId, conversation.InvitationId, "disconnected", DateTimeOffset.UnixEpoch));

        Assert.Equal("disconnected", (await visitor.EventAsync("ended"))["reason"]!.GetValue<string>());
        Assert.Equal("disconnected", (await app.Heard.NextAsync<CobrowseSessionEnded>()).Reason);
    }

    [Fact]
    public async Task The_visitor_gives_less_than_was_asked_but_never_nothing_or_more()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        await app.InviteAsync(visitor.Id, capabilities: ["view", "point", "draw"]);
        var offer = await visitor.OfferAsync();
        foreach (var capabilities in (string[][])[["point"], ["view", "click"]])
        {
            await visitor.RequestAsync("accept", VisitorClient.Answer(offer, capabilities));
            Assert.Equal("invalid_capabilities", (await visitor.EventAsync("refused"))["code"]!.GetValue<string>());
        }

        await visitor.RequestAsync("accept", VisitorClient.Answer(offer, "view", "draw"));

        var session = (await visitor.EventAsync("session"))["session"]!;
        Assert.Equal(["view", "draw"], session["capabilities"]!.AsArray().Select(capability => capability!.GetValue<string>()));
    }

    [Fact]
    public async Task Nobody_agrees_to_a_policy_that_has_changed_since()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        await app.InviteAsync(visitor.Id);
        var stale = await visitor.OfferAsync();
        app.World.Site = app.World.Site with { PrivacyPolicy = app.World.Site.PrivacyPolicy with { Version = 4, Preset = "private" } };

        await visitor.RequestAsync("accept", VisitorClient.Answer(stale));

        Assert.Equal("policy_changed", (await visitor.EventAsync("refused"))["code"]!.GetValue<string>());
        await visitor.AcceptAsync();
        Assert.Equal("private", visitor.Session!["policy"]!["preset"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_accept_whose_answer_was_lost_is_repeated_on_the_same_socket_or_the_next()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        await app.InviteAsync(visitor.Id);
        var offer = await visitor.OfferAsync();
        await visitor.AcceptAsync(offer);
        await visitor.KeyframeAsync();
        await visitor.AckedAsync();

        await visitor.AcceptAsync(offer);
        Assert.Equal((1, 1), (visitor.Epoch, visitor.Seq));
        Assert.False(visitor.Session!["keyframe"]!.GetValue<bool>());

        // The tab knows of no session, and its first socket looks alive to the server.
        await using var next = await VisitorClient.ConnectAsync(app, VisitorClient.Hello(visitor: visitor.Token));
        await next.AcceptAsync(offer);
        Assert.Equal(2, next.Epoch);
        await next.KeyframeAsync();
        await next.AckedAsync();
        Assert.Equal(4409, (await visitor.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_tab_that_was_not_asked_can_not_answer()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        var offer = await visitor.OfferAsync();
        await using var stranger = await VisitorClient.ConnectAsync(app, VisitorClient.Hello("stranger"));

        await stranger.RequestAsync("accept", VisitorClient.Answer(offer));
        Assert.Equal("unknown_invitation", (await stranger.EventAsync("refused"))["code"]!.GetValue<string>());
        await stranger.RequestAsync("decline", new JsonObject { ["invitation"] = conversation.InvitationId });
        Assert.Equal("unknown_invitation", (await stranger.EventAsync("refused"))["code"]!.GetValue<string>());

        await visitor.AcceptAsync(offer);
    }
}
