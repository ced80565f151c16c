using System.Net;
using System.Security.Cryptography;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Storage.Keys;

namespace Pillion.Cobrowse.Tests.Viewing;

/// <summary>Agents and tokens that try what they may not.</summary>
public sealed class HostileTests
{
    [Fact]
    public async Task Nothing_of_an_agents_passes_without_its_capability()
    {
        await using var scene = await Scene.SharingAsync(null, "view");
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);

        foreach (var kind in (FrameKind[])[FrameKind.Pointer, FrameKind.Drawing, FrameKind.Action])
        {
            await agent.SendAsync(kind, new byte[] { 1 });
        }

        await agent.SettleAsync();
        await scene.Visitor.SettleAsync();
        Assert.Equal(3, scene.App.Drops["capability"]);
        Assert.DoesNotContain(scene.Visitor.Waiting, received => received.Frame.Kind is FrameKind.Pointer or FrameKind.Drawing or FrameKind.Action);
    }

    [Theory]
    [InlineData("point", "Pointer")]
    [InlineData("draw", "Drawing")]
    [InlineData("click", "Action")]
    public async Task Each_capability_opens_its_own_kind_and_no_other(string capability, string opened)
    {
        await using var scene = await Scene.SharingAsync(null, "view", capability);
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);

        foreach (var kind in (FrameKind[])[FrameKind.Pointer, FrameKind.Drawing, FrameKind.Action])
        {
            await agent.SendAsync(kind, new byte[] { 1 });
        }

        await scene.Visitor.FrameAsync(Enum.Parse<FrameKind>(opened));
        await agent.SettleAsync();
        Assert.Equal(2, scene.App.Drops["capability"]);
    }

    [Fact]
    public async Task Before_consent_and_after_the_end_nothing_passes()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        await using var agent = await AgentClient.JoinAsync(app, conversation);

        await agent.PointAsync([1]);
        await visitor.SendAsync(FrameKind.Keyframe, "page"u8.ToArray(), 1, 1);
        await visitor.SendAsync(FrameKind.Pointer, "p"u8.ToArray());
        await agent.SettleAsync();
        await visitor.SettleAsync();

        Assert.Equal(1, app.Drops["not_active"]);
        Assert.Equal(2, app.Drops["not_sharing"]);
        Assert.DoesNotContain(agent.Waiting, received => FrameCodec.IsOrdered(received.Frame.Kind));
    }

    [Theory]
    [InlineData("Keyframe")]
    [InlineData("Delta")]
    [InlineData("Asset")]
    [InlineData("Welcome")]
    [InlineData("Event")]
    [InlineData("Ack")]
    [InlineData("Hello")]
    public async Task An_agent_who_sends_what_only_others_send_is_closed(string kind)
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);

        await agent.SendAsync(Enum.Parse<FrameKind>(kind), "{}"u8.ToArray(), 1, 1);

        Assert.Equal(CloseCode.Bad, (await agent.ClosedAsync()).Code);
    }

    [Fact]
    public async Task Tokens_that_are_forged_old_or_for_something_else_open_nothing()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var scene = await Scene.SharingAsync(time);
        var good = await AgentClient.TokenAsync(scene.App, scene.Conversation.SessionId);
        using var otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var parts = good.Split('.');
        var bad = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["other key"] = Sign(new ECDsaSecurityKey(otherKey), "join", scene),
            ["other use"] = Sign(Key(scene), "visitor", scene),
            ["visitor's"] = scene.Visitor.Session!["token"]!.GetValue<string>(),
            ["no signature"] = $"{Base64UrlEncoder.Encode("{\"alg\":\"none\"}")}.{parts[1]}.",
            ["changed"] = $"{parts[0]}.{Base64UrlEncoder.Encode(Base64UrlEncoder.Decode(parts[1]).Replace("agent", "visitor", StringComparison.Ordinal))}.{parts[2]}",
            ["noise"] = "a.b.c",
        };
        foreach (var (what, token) in bad)
        {
            await using var forger = await AgentClient.OpenAsync(scene.App);
            await forger.HelloAsync(token);
            Assert.Equal((what, CloseCode.Token), (what, (await forger.ClosedAsync()).Code));
        }

        time.Advance(JoinTokens.Lifetime);
        await using var late = await AgentClient.OpenAsync(scene.App);
        await late.HelloAsync(good);
        Assert.Equal(CloseCode.Token, (await late.ClosedAsync()).Code);
    }

    [Fact]
    public async Task A_visitors_token_is_good_in_its_own_tab_only()
    {
        await using var scene = await Scene.SharingAsync();
        await using var thief = await VisitorClient.OpenAsync(scene.App);

        await thief.SendAsync(FrameKind.Hello, VisitorClient.Hello("tab-2", session: (scene.Visitor.Session!["token"]!.GetValue<string>(), 1, 0)));

        Assert.Equal(CloseCode.Token, (await thief.ClosedAsync()).Code);
        await scene.Visitor.SettleAsync();
    }

    [Fact]
    public async Task Agents_come_from_the_consoles_origin_or_from_none()
    {
        await using var scene = await Scene.SharingAsync();
        var token = await AgentClient.TokenAsync(scene.App, scene.Conversation.SessionId);
        await using var foreign = await AgentClient.OpenAsync(scene.App, World.Origin);
        await foreign.HelloAsync(token);
        Assert.Equal(CloseCode.Origin, (await foreign.ClosedAsync()).Code);

        await using var program = await AgentClient.OpenAsync(scene.App);
        await program.GreetAsync(token);
        Assert.Equal("active", program.State);
    }

    [Fact]
    public async Task Only_the_conversations_agent_gets_a_token()
    {
        await using var scene = await Scene.SharingAsync();
        var path = $"/api/v2/cobrowse/sessions/{scene.Conversation.SessionId}/viewers";

        using var other = await scene.App.SendAsync(HttpMethod.Post, path, Agents.Blake);
        using var program = await scene.App.SendAsync(HttpMethod.Post, path, user: "");
        using var weak = await scene.App.SendAsync(HttpMethod.Post, path, Agents.Avery, null, "users:read");
        using var unknown = await scene.App.SendAsync(HttpMethod.Post, $"/api/v2/cobrowse/sessions/{Ids.New()}/viewers");

        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, program.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, weak.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task An_agent_who_has_left_the_conversation_sees_nothing_more()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await scene.Visitor.EventAsync("joined");
        var token = await AgentClient.TokenAsync(scene.App, scene.Conversation.SessionId);

        scene.App.World.Change(scene.Conversation with { AgentState = "disconnected" });
        await scene.App.PublishAsync(new AgentStateChanged(
            scene.Conversation.Id, scene.Conversation.SessionId, scene.Conversation.AgentId, "disconnected", DateTimeOffset.UnixEpoch));

        Assert.Equal(CloseCode.Token, (await agent.ClosedAsync()).Code);
        Assert.Equal("Avery Moss", (await scene.Visitor.EventAsync("left"))["agent"]!["name"]!.GetValue<string>());
        await using var again = await AgentClient.OpenAsync(scene.App);
        await again.HelloAsync(token);
        Assert.Equal(CloseCode.Token, (await again.ClosedAsync()).Code);
        using var refused = await scene.App.SendAsync(HttpMethod.Post, $"/api/v2/cobrowse/sessions/{scene.Conversation.SessionId}/viewers");
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task Who_comes_after_the_end_is_told_so()
    {
        await using var scene = await Scene.SharingAsync();
        var token = await AgentClient.TokenAsync(scene.App, scene.Conversation.SessionId);
        await scene.Visitor.RequestAsync("end");
        await scene.Visitor.EventAsync("ended");

        await using var late = await AgentClient.OpenAsync(scene.App);
        await late.GreetAsync(token);

        Assert.Equal("ended", late.State);
        Assert.Equal("visitor_ended", (await late.EventAsync("ended"))["reason"]!.GetValue<string>());
        Assert.Equal(CloseCode.Normal, (await late.ClosedAsync()).Code);
    }

    private static ECDsaSecurityKey Key(Scene scene) => new(scene.App.Get<KeyRing>().Signing)
    {
        CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
    };

    private static string Sign(ECDsaSecurityKey key, string use, Scene scene) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
        new SecurityTokenDescriptor
        {
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["use"] = use,
                ["sid"] = scene.Conversation.SessionId,
                ["role"] = "agent",
                ["sub"] = scene.Conversation.AgentId,
                ["site"] = scene.Conversation.SiteId,
                ["exp"] = new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(),
            },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
}
