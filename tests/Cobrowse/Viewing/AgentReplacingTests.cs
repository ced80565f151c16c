using System.Net;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Tests.Viewing;

/// <summary>A session goes on with another agent.</summary>
public sealed class AgentReplacingTests
{
    [Fact]
    public async Task The_former_agents_view_ends_and_the_new_agent_looks_on()
    {
        await using var scene = await Scene.SharingAsync();
        await using var former = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await scene.Visitor.EventAsync("joined");
        var token = await AgentClient.TokenAsync(scene.App, scene.Conversation.SessionId);

        await ReplaceAsync(scene.App, scene.Conversation);

        Assert.Equal(CloseCode.Token, (await former.ClosedAsync()).Code);
        await scene.Visitor.EventAsync("left");
        await using var again = await AgentClient.OpenAsync(scene.App);
        await again.HelloAsync(token);
        Assert.Equal(CloseCode.Token, (await again.ClosedAsync()).Code);

        await using var next = await AgentClient.OpenAsync(scene.App, App.PublicUrl);
        using var grant = await scene.App.SendAsync(HttpMethod.Post, $"/api/v2/cobrowse/sessions/{scene.Conversation.SessionId}/viewers", Agents.Blake);
        Assert.Equal(HttpStatusCode.OK, grant.StatusCode);
        await next.GreetAsync(System.Text.Json.Nodes.JsonNode.Parse(await grant.Content.ReadAsStringAsync(App.Cancellation))!["token"]!.GetValue<string>());
        Assert.Equal("active", next.State);
        Assert.Equal("Blake Reed", (await scene.Visitor.EventAsync("joined"))["agent"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_visitor_who_is_being_asked_sees_the_new_name_and_can_agree()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        Assert.Equal("Avery Moss", (await visitor.OfferAsync())["agent"]!["name"]!.GetValue<string>());
        await app.Heard.NextAsync<InvitationOffered>();

        // Told twice, as any message may be.
        await ReplaceAsync(app, conversation);
        await ReplaceAsync(app, conversation);
        var offer = await visitor.OfferAsync();
        await visitor.AcceptAsync(offer);

        Assert.Equal("Blake Reed", offer["agent"]!["name"]!.GetValue<string>());
        Assert.Equal(conversation.SessionId, (await app.Heard.NextAsync<InvitationAccepted>()).SessionId);
    }

    private static Task ReplaceAsync(App app, ConversationSummary conversation)
    {
        app.World.Change(conversation with { AgentId = Agents.Blake, AgentName = "Blake Reed", AgentState = "alerting" });
        return app.PublishAsync(new AgentReplaced(
            conversation.Id, conversation.SessionId, conversation.InvitationId, conversation.AgentId, Agents.Blake, "Blake Reed", DateTimeOffset.UnixEpoch));
    }
}
