using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>What other areas are told about every change of a conversation.</summary>
public sealed class FollowingTests : IAsyncLifetime
{
    private Scene _scene = null!;

    private App App => _scene.App;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Every_change_is_told_with_what_it_looked_like_then()
    {
        var call = await _scene.RegisterAsync(wrapUpCode: "Resolved");
        var session = await _scene.CobrowseAsync(call);
        App.Time.Advance(TimeSpan.FromSeconds(10));
        await _scene.ReportAsync(session.Accepted);
        await App.PatchAsync($"{call.Path}/participants/{call.VisitorParticipant}/attributes", new { attributes = new { ticket = "T-1" } });
        App.Time.Advance(TimeSpan.FromSeconds(20));
        await _scene.ReportAsync(session.Ended("visitor_ended"));
        await App.PostAsync($"{call.Path}/disconnect");

        var views = await ViewsAsync();

        Assert.Equal(
            [
                "customer.start VOICE, user.start VOICE",
                "customer.start COBROWSE, user.start COBROWSE",
                "",
                "attributes",
                "customer.end COBROWSE, user.end COBROWSE",
                "customer.end VOICE, user.end VOICE, wrapup VOICE, acw VOICE",
            ],
            views.Select(view => string.Join(", ", view.Happened.Select(detail => $"{detail.Name} {detail.Body["mediaType"]}".TrimEnd()))));
        Assert.Equal([false, true, true, true, true, true], views.Select(view => view.Cobrowse is not null));
        Assert.All(views, view => Assert.True(view is { Call: not null, Message: null }));
        Assert.Equal(["none", "offering", "connected", "connected", "disconnected", "disconnected"], views.Select(view => Text(view.Cobrowse, "participants.0.state") ?? "none"));
        Assert.Equal((await _scene.ReadAsync(call)).Json.ToJsonString(), views[^1].Conversation.ToJsonString());
        Assert.All(App.Heard.Changes, change => Assert.Equal([_scene.Avery.Id], change.UserIds));
    }

    [Fact]
    public async Task Details_are_those_of_the_vendors_topics()
    {
        var started = await _scene.StartAsync();
        App.Time.Advance(TimeSpan.FromSeconds(10));
        await _scene.ReportAsync(started.Accepted);
        App.Time.Advance(TimeSpan.FromSeconds(20));
        await _scene.ReportAsync(started.Ended("visitor_gone"));
        App.Time.Advance(TimeSpan.FromSeconds(5));
        await started.PatchAgentAsync(new { wrapup = new { code = "Resolved", notes = "done" } });

        var views = await ViewsAsync();

        var leg = (await _scene.ReadAsync(started))["participants.0.cobrowsesessions.0.id"]!;
        var ended = Detail(views, "customer.end");
        Assert.Equal(
            $$"""{"eventTime":1893499230000,"conversationId":"{{started.Id}}","participantId":"{{started.VisitorParticipant}}","sessionId":"{{leg}}","mediaType":"COBROWSE","provider":"Pillion","direction":"OUTBOUND","externalContactId":"{{_scene.Robin.Id}}","disconnectType":"TRANSPORT_FAILURE","interactingDurationMs":20000,"contactingDurationMs":10000}""",
            ended.ToJsonString());
        Assert.Equal((_scene.Avery.Id, "30000"), (Detail(views, "user.end")["userId"]!.ToString(), Detail(views, "user.end")["alertingDurationMs"]!.ToString()));
        var acw = Detail(views, "acw");
        Assert.Equal(("done", "5000", "1893499235000"), (acw["wrapupNotes"]!.ToString(), acw["wrapupDurationMs"]!.ToString(), acw["eventTime"]!.ToString()));
    }

    [Fact]
    public async Task Filing_before_the_end_is_no_work_after_it()
    {
        var started = await _scene.StartAsync();
        await started.PatchAgentAsync(new { wrapup = new { code = "Resolved" } });

        Assert.Equal(["wrapup"], (await ViewsAsync())[^1].Happened.Select(detail => detail.Name));
    }

    [Fact]
    public async Task Media_views_are_flat_and_name_each_other()
    {
        var message = await _scene.RegisterAsync("message");
        var session = await _scene.CobrowseAsync(message);
        await _scene.ReportAsync(session.Closed("expired"));

        var last = (await ViewsAsync())[^1];

        Assert.Equal($"/api/v2/conversations/messages/{message.Id}", Text(last.Message, "selfUri"));
        Assert.Equal($"/api/v2/conversations/cobrowsesessions/{message.Id}", Text(last.Message, "otherMediaUris.0"));
        Assert.Equal($"/api/v2/conversations/messages/{message.Id}", Text(last.Cobrowse, "otherMediaUris.0"));
        Assert.Equal(("connected", "unknown", "inbound"), (Text(last.Message, "participants.0.state"), Text(last.Message, "participants.0.type"), Text(last.Message, "participants.0.direction")));
        Assert.Equal((message.VisitorParticipant, _scene.Robin.Id, "sharer"), (Text(last.Cobrowse, "participants.0.id"), Text(last.Cobrowse, "participants.0.externalContact.id"), Text(last.Cobrowse, "participants.0.cobrowseRole")));
        Assert.Equal((session.SessionId, "session.expired"), (Text(last.Cobrowse, "participants.1.cobrowseSessionId"), Text(last.Cobrowse, "participants.1.disconnectType")));
        Assert.Equal($"/api/v2/users/{_scene.Avery.Id}", Text(last.Cobrowse, "participants.1.user.selfUri"));
        Assert.Equal("id", last.Cobrowse!["participants"]![0]!.AsObject().First().Key);
    }

    [Fact]
    public async Task A_change_that_never_was_looks_like_nothing()
    {
        var started = await _scene.StartAsync();
        var told = new ConversationChanged(started.Id, 0, 1, [], App.Time.GetUtcNow());

        Assert.NotNull(await App.Changes.ReadAsync(told, TestContext.Current.CancellationToken));
        Assert.Null(await App.Changes.ReadAsync(told with { Version = 2 }, TestContext.Current.CancellationToken));
        Assert.Null(await App.Changes.ReadAsync(told with { ConversationId = "nothing" }, TestContext.Current.CancellationToken));
    }

    private async Task<List<ConversationChangeView>> ViewsAsync()
    {
        await _scene.HeardAsync();
        var views = new List<ConversationChangeView>();
        long version = 0;
        foreach (var change in App.Heard.Changes)
        {
            Assert.Equal(version, change.FormerVersion);
            version = change.Version;
            views.Add((await App.Changes.ReadAsync(change, TestContext.Current.CancellationToken))!);
        }

        return views;
    }

    private static JsonObject Detail(List<ConversationChangeView> views, string name) =>
        Assert.Single(views.SelectMany(view => view.Happened), detail => detail.Name == name).Body;

    private static string? Text(JsonObject? json, string path) => path.Split('.').Aggregate((JsonNode?)json, (node, step) => node switch
    {
        JsonArray items => items[int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)],
        JsonObject members => members[step],
        _ => null,
    })?.ToString();
}
