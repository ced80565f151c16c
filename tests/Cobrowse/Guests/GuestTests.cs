using System.Net;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Tests.Guests;

/// <summary>The visitor's side looks at its session and leaves it, without a token.</summary>
public sealed class GuestTests
{
    [Fact]
    public async Task A_waiting_invitation_is_seen_by_its_id_and_its_join_code()
    {
        await using var app = await App.StartAsync();
        var conversation = await InviteAsync(app, "Message");
        var code = app.Codes[conversation.SessionId];

        var byId = (await Guest.GetAsync(app, conversation.SessionId)).Expect(HttpStatusCode.OK);

        Assert.Equal((conversation.SessionId, "Message", code), (byId["id"], byId["communicationType"], byId["joinCode"]));
        Assert.Equal("ws://pillion.test/live", byId["websocketUrl"]);
        Assert.Equal(Guest.Path(conversation.SessionId), byId["selfUri"]);
        Assert.InRange(byId.Body["dateOfferEnds"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(13), TimeSpan.FromMinutes(15));
        Assert.Equal(byId.Text, (await Guest.GetAsync(app, code)).Expect(HttpStatusCode.OK).Text);
        Assert.Equal(byId["id"], (await Guest.GetAsync(app, code, app.World.Site.Id)).Expect(HttpStatusCode.OK)["id"]);
    }

    [Fact]
    public async Task An_answered_invitation_has_no_code_and_no_offer_any_more()
    {
        await using var scene = await Scene.SharingAsync();
        var (app, id) = (scene.App, scene.Conversation.SessionId);

        var seen = (await Guest.GetAsync(app, id)).Expect(HttpStatusCode.OK);

        Assert.Equal("Unknown", seen["communicationType"]);
        Assert.Null(seen.Body["joinCode"]);
        Assert.Null(seen.Body["dateOfferEnds"]);
        Assert.Equal("join.code.unknown", (await Guest.GetAsync(app, app.Codes[id])).Expect(HttpStatusCode.NotFound)["code"]);
    }

    [Fact]
    public async Task A_code_that_was_entered_shows_nobody_the_session_any_more()
    {
        await using var app = await App.StartAsync();
        var conversation = await InviteAsync(app);
        var code = app.Codes[conversation.SessionId];
        await using var visitor = await VisitorClient.ConnectAsync(app, VisitorClient.Hello(redeem: code));
        await visitor.OfferAsync();

        (await Guest.GetAsync(app, code)).Expect(HttpStatusCode.NotFound);
        var seen = (await Guest.GetAsync(app, conversation.SessionId)).Expect(HttpStatusCode.OK);
        Assert.Null(seen.Body["joinCode"]);
        Assert.NotNull(seen.Body["dateOfferEnds"]);
    }

    [Fact]
    public async Task Turning_down_an_invitation_that_waits_closes_it_and_its_code()
    {
        await using var app = await App.StartAsync();
        var conversation = await InviteAsync(app);
        var code = app.Codes[conversation.SessionId];

        Assert.Equal("", (await Guest.DeleteAsync(app, code)).Expect(HttpStatusCode.NoContent).Text);

        Assert.Equal("declined", (await app.Heard.NextAsync<InvitationClosed>()).Reason);
        var over = (await Guest.GetAsync(app, conversation.SessionId)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("session.ended", over["code"]);
        Assert.Contains("turned this invitation down", over["message"], StringComparison.Ordinal);
        (await Guest.GetAsync(app, code)).Expect(HttpStatusCode.NotFound);
        (await Guest.DeleteAsync(app, conversation.SessionId)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Turning_down_what_is_asked_takes_the_prompt_away()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        await visitor.OfferAsync();

        (await Guest.DeleteAsync(app, conversation.SessionId)).Expect(HttpStatusCode.NoContent);

        await visitor.EventAsync("withdrawn");
        await app.Heard.NextAsync<InvitationOffered>();
        Assert.Equal("declined", (await app.Heard.NextAsync<InvitationClosed>()).Reason);
    }

    [Fact]
    public async Task Leaving_ends_what_runs_for_both_sides()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);

        (await Guest.DeleteAsync(scene.App, scene.Conversation.SessionId)).Expect(HttpStatusCode.NoContent);

        Assert.Equal("visitor_ended", (await agent.EventAsync("ended"))["reason"]!.GetValue<string>());
        await scene.Visitor.EventAsync("ended");
        await scene.App.Heard.NextAsync<InvitationOffered>();
        await scene.App.Heard.NextAsync<InvitationAccepted>();
        Assert.Equal("visitor_ended", (await scene.App.Heard.NextAsync<CobrowseSessionEnded>()).Reason);
        (await Guest.GetAsync(scene.App, scene.Conversation.SessionId)).Expect(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_session_whose_invitation_is_on_its_way_is_seen_but_can_not_be_left_yet()
    {
        await using var app = await App.StartAsync();
        var visitor = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var conversation = app.World.Start(visitor.Id);

        Assert.Equal(conversation.SessionId, (await Guest.GetAsync(app, conversation.SessionId)).Expect(HttpStatusCode.OK)["id"]);
        Assert.Equal("request.conflict", (await Guest.DeleteAsync(app, conversation.SessionId)).Expect(HttpStatusCode.Conflict)["code"]);
    }

    [Fact]
    public async Task An_sdks_habits_are_tolerated()
    {
        await using var app = await App.StartAsync();
        var conversation = await InviteAsync(app);
        using var get = new HttpRequestMessage(HttpMethod.Get, Guest.Path(conversation.SessionId)) { Content = new ByteArrayContent([]) };
        get.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        (await Guest.SendAsync(app, get)).Expect(HttpStatusCode.OK);

        // The Python SDK sends the body null.
        using var delete = new HttpRequestMessage(HttpMethod.Delete, Guest.Path(conversation.SessionId));
        delete.Content = new StringContent("null", System.Text.Encoding.UTF8, "application/json");
        (await Guest.SendAsync(app, delete)).Expect(HttpStatusCode.NoContent);
    }

    private static async Task<ConversationSummary> InviteAsync(App app, string communicationType = "Unknown")
    {
        var visitor = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        return await Guest.InviteAsync(app, visitor.Id, communicationType);
    }
}
