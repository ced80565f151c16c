using System.Net;
using Pillion.Contracts;
using Pillion.Kernel;

namespace Pillion.Conversations.Tests.Hosting;

/// <summary>A shop with one visitor, two agents and a client that can start conversations between them.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private Scene(App app)
    {
        App = app;
        Shop = app.Sites.Add("shop");
        Avery = app.Agents.Add("Avery Moss", "avery@pillion.test");
        Blake = app.Agents.Add("Blake Reed", "blake@pillion.test");
        Robin = app.Visitors.Add(Shop, "C-7", "robin@example.test", "Robin Doe");
    }

    public App App { get; }

    public SiteView Shop { get; }

    public AgentView Avery { get; }

    public AgentView Blake { get; }

    public VisitorView Robin { get; }

    public static async Task<Scene> OpenAsync() => new(await App.StartAsync("Development", "Resolved", "Needs follow-up", "Handed over"));

    /// <summary>A conversation between Avery, or another agent, and Robin.</summary>
    public async Task<Started> StartAsync(string? wrapUpCode = null, AgentView? agent = null)
    {
        var answer = await App.PostAsync("/api/v2/conversations", new
        {
            type = "cobrowse",
            participants = new object[] { new { userId = (agent ?? Avery).Id, role = "agent" }, new { userId = Robin.Id, role = "user" } },
            wrapUpCode,
        });
        answer.Expect(HttpStatusCode.Created);
        return new Started(
            App, answer["id"]!, answer["sessionId"]!, answer["invitation.id"]!,
            answer["conversation.participants.0.id"]!, answer["conversation.participants.1.id"]!);
    }

    /// <summary>A call or message between Avery and Robin that takes place elsewhere.</summary>
    public async Task<Started> RegisterAsync(string type = "call", string? wrapUpCode = null)
    {
        var answer = await App.PostAsync("/api/v2/conversations", new
        {
            type,
            participants = new object[] { new { userId = Avery.Id, role = "agent" }, new { userId = Robin.Id, role = "user" } },
            wrapUpCode,
        });
        answer.Expect(HttpStatusCode.Created);
        return new Started(App, answer["id"]!, "", "", answer["conversation.participants.0.id"]!, answer["conversation.participants.1.id"]!);
    }

    /// <summary>A cobrowse session in a conversation that is going on.</summary>
    public async Task<Started> CobrowseAsync(Started started)
    {
        var session = (await App.PostAsync($"{started.Path}/cobrowse")).Expect(HttpStatusCode.OK);
        var read = await ReadAsync(started);
        return started with { SessionId = session["id"]!, InvitationId = read["invitation.id"]! };
    }

    public Task<Answer> ReadAsync(Started started) => App.GetAsync(started.Path);

    /// <summary>Everything that the other areas have been told since the last call.</summary>
    public async Task<IReadOnlyList<object>> HeardAsync()
    {
        await SettleAsync();
        return App.Heard.Drain();
    }

    /// <summary>Publishes as the live side does, and waits until it has been taken in.</summary>
    public async Task ReportAsync(params object[] messages)
    {
        foreach (var message in messages)
        {
            await App.PublishAsync(message);
        }

        await SettleAsync();
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    private async Task SettleAsync()
    {
        var bell = Ids.New();
        await App.PublishAsync(new Heard.Bell(bell));
        await App.Heard.RungAsync(bell, TestContext.Current.CancellationToken);
    }
}

/// <summary>A conversation that has been started.</summary>
internal sealed record Started(App App, string Id, string SessionId, string InvitationId, string VisitorParticipant, string AgentParticipant)
{
    public string Path => $"/api/v2/conversations/{Id}";

    public Task<Answer> PatchAgentAsync(object body) => App.PatchAsync($"{Path}/participants/{AgentParticipant}", body);

    public Task<Answer> PatchVisitorAsync(object body) => App.PatchAsync($"{Path}/participants/{VisitorParticipant}", body);

    public InvitationOffered Offered => new(Id, SessionId, InvitationId, App.Time.GetUtcNow());

    public InvitationAccepted Accepted => new(Id, SessionId, InvitationId, ["view"], App.Time.GetUtcNow());

    public InvitationClosed Closed(string reason) => new(Id, SessionId, InvitationId, reason, App.Time.GetUtcNow());

    public CobrowseSessionEnded Ended(string reason) => new(Id, SessionId, InvitationId, reason, App.Time.GetUtcNow());
}
