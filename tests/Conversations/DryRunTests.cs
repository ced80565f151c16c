using System.Net;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>What would happen, asked without letting it happen.</summary>
public sealed class DryRunTests : IAsyncLifetime
{
    private Scene _scene = null!;

    private App App => _scene.App;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Someone_who_is_there_would_be_asked_in_their_tab()
    {
        var answer = (await App.PostAsync("/api/v2/conversations?dryRun=true", With("robin@example.test"))).Expect(HttpStatusCode.OK);

        Assert.Equal(("start", "offered"), (answer["outcome"], answer["invitation.state"]));
        Assert.Equal("https://shop.example/cart", answer["invitation.tabs.0.url"]);
        Assert.Equal(_scene.Avery.Id, answer["agent.id"]);
        Assert.Contains("Your cart", answer["message"], StringComparison.Ordinal);
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task Someone_who_is_not_there_would_be_waited_for()
    {
        var answer = (await App.PostAsync("/api/v2/conversations?dryRun=true", With("nobody.yet@example.test"))).Expect(HttpStatusCode.OK);

        Assert.Equal(("start", "waiting", "false"), (answer["outcome"], answer["invitation.state"], answer["visitor.known"]));
        Assert.Null(answer.At("visitor.id"));
        Assert.Empty(App.Visitors.Expected);
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task A_join_code_is_not_used_up()
    {
        var code = App.Visitors.Show(_scene.Robin);

        (await App.PostAsync("/api/v2/conversations?dryRun=true", With(code))).Expect(HttpStatusCode.OK);
        (await App.PostAsync("/api/v2/conversations", With(code))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_call_would_be_registered_without_asking_anyone()
    {
        var answer = (await App.PostAsync("/api/v2/conversations?dryRun=true", With("robin@example.test", "call"))).Expect(HttpStatusCode.OK);

        Assert.Null(answer.At("invitation"));
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task Faults_are_told_as_ever_and_what_is_suggested_is_a_dry_run_too()
    {
        var refused = await App.PostAsync("/api/v2/conversations?dryRun=true", With("robin@example.test", "CoBrowse"));

        refused.Expect(HttpStatusCode.BadRequest);
        Assert.Equal("/api/v2/conversations?dryRun=true", refused["suggestion.path"]);
        (await App.PostAsync(refused["suggestion.path"]!, refused.At("suggestion.body")!)).Expect(HttpStatusCode.OK);
        await NothingHappenedAsync();
    }

    [Theory]
    [InlineData("dryrun=true", "unknown.parameter", "dryRun")]
    [InlineData("dryRun=yes", "invalid.query.param.value", null)]
    public async Task A_mistyped_dry_run_starts_nothing(string query, string code, string? nearest)
    {
        var refused = await App.PostAsync($"/api/v2/conversations?{query}", With("robin@example.test"));

        refused.Expect(HttpStatusCode.BadRequest);
        Assert.Equal((code, nearest), (refused["errors.0.code"], refused["errors.0.nearest"]));
        await NothingHappenedAsync();
    }

    [Fact]
    public async Task In_a_conversation_that_goes_on_it_says_whether_a_session_would_start_or_is_there()
    {
        var started = await _scene.RegisterAsync();

        var first = (await App.PostAsync($"{started.Path}/cobrowse?dryRun=true")).Expect(HttpStatusCode.OK);
        Assert.Equal(("start", "offered"), (first["outcome"], first["invitation.state"]));
        Assert.Null((await _scene.ReadAsync(started)).At("invitation"));

        var session = await _scene.CobrowseAsync(started);
        var second = (await App.PostAsync($"{started.Path}/cobrowse?dryRun=true")).Expect(HttpStatusCode.OK);
        Assert.Equal("return", second["outcome"]);
        Assert.Contains(session.SessionId, second["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_conversation_that_has_ended_it_refuses_as_the_start_would()
    {
        var started = await _scene.RegisterAsync();
        await App.PostAsync($"{started.Path}/disconnect");

        var refused = await App.PostAsync($"{started.Path}/cobrowse?dryRun=true");

        refused.Expect(HttpStatusCode.Conflict);
        Assert.EndsWith("?dryRun=true", refused["suggestion.path"], StringComparison.Ordinal);
    }

    private object With(string visitor, string type = "cobrowse") => new
    {
        type,
        participants = new object[] { new { userId = _scene.Avery.Id, role = "agent" }, new { userId = visitor, role = "user" } },
    };

    private async Task NothingHappenedAsync()
    {
        Assert.Empty(await _scene.HeardAsync());
        Assert.Equal("0", (await App.GetAsync("/api/v2/conversations"))["total"]);
    }
}
