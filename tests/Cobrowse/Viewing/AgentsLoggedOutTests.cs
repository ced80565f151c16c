using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Tests.Viewing;

/// <summary>An agent whose access token was revoked looks on no more.</summary>
public sealed class AgentsLoggedOutTests
{
    [Fact]
    public async Task Their_socket_is_closed_and_join_tokens_of_that_login_are_good_no_more()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await scene.Visitor.EventAsync("joined");
        var token = await AgentClient.TokenAsync(scene.App, scene.Conversation.SessionId);

        await scene.App.PublishAsync(new TokensRevoked(scene.App.Login, null, null, TimeProvider.System.GetUtcNow()));

        Assert.Equal((CloseCode.Token, "this agent's access token was revoked"), await agent.ClosedAsync());
        await scene.Visitor.EventAsync("left");
        Assert.Equal(CloseCode.Token, await HelloAsync(scene.App, token));
        await scene.App.RestartAsync();
        Assert.Equal(CloseCode.Token, await HelloAsync(scene.App, token));

        scene.App.Login = "login-2";
        await using var again = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        Assert.Equal("reconnecting", again.State);
    }

    [Fact]
    public async Task All_tokens_of_a_user_are_theirs_alone()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        var at = TimeProvider.System.GetUtcNow();

        await scene.App.PublishAsync(new TokensRevoked(null, Agents.Blake, null, at));
        await scene.App.PublishAsync(new TokensRevoked("login-2", null, null, at));
        await scene.App.PublishAsync(new TokensRevoked(null, Agents.Avery, null, at - TimeSpan.FromMinutes(1)));
        await agent.SettleAsync();
        await scene.App.PublishAsync(new TokensRevoked(null, Agents.Avery, null, at));

        Assert.Equal(CloseCode.Token, (await agent.ClosedAsync()).Code);
    }

    private static async Task<int> HelloAsync(App app, string token)
    {
        await using var agent = await AgentClient.OpenAsync(app);
        await agent.HelloAsync(token);
        return (await agent.ClosedAsync()).Code;
    }
}
