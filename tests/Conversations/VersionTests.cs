using System.Net;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>The version of a conversation as its ETag, for reading less and for not overwriting what one has not seen.</summary>
public sealed class VersionTests : IAsyncLifetime
{
    private Scene _scene = null!;
    private Started _started = null!;

    private App App => _scene.App;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.OpenAsync();
        _started = await _scene.StartAsync();
    }

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task What_is_known_already_is_not_sent_again()
    {
        var tag = (await _scene.ReadAsync(_started)).Headers.ETag!.ToString();

        Assert.Equal("\"1\"", tag);
        foreach (var known in new[] { tag, $"W/{tag}", $"\"0\", {tag}", "*" })
        {
            var unchanged = await ReadAsync(known);
            Assert.Equal((HttpStatusCode.NotModified, "", tag), (unchanged.Status, unchanged.Text, unchanged.Headers.ETag!.ToString()));
        }

        await _started.PatchAgentAsync(new { state = "connected" });
        Assert.Equal("\"2\"", (await ReadAsync(tag)).Expect(HttpStatusCode.OK).Headers.ETag!.ToString());
        (await ReadAsync("nonsense")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_change_can_be_made_to_one_version_only()
    {
        var changes = new (string Method, string Path, object? Body)[]
        {
            ("PATCH", $"{_started.Path}/participants/{_started.AgentParticipant}", new { state = "connected" }),
            ("PATCH", $"{_started.Path}/participants/{_started.VisitorParticipant}/attributes", new { attributes = new { ticket = "T-1" } }),
            ("POST", $"{_started.Path}/cobrowse", null),
            ("POST", $"{_started.Path}/disconnect", null),
            ("DELETE", _started.Path, null),
        };
        foreach (var (method, path, body) in changes)
        {
            var now = (await _scene.ReadAsync(_started)).Headers.ETag!.ToString();

            var stale = (await App.SendAsync(method, path, body, ("If-Match", "\"99\", W/\"1\""))).Expect(HttpStatusCode.PreconditionFailed);
            var changed = await App.SendAsync(method, path, body, ("If-Match", $"\"99\", {now}"));

            Assert.Equal(now, stale.Fault("precondition.failed")["nearest"]!.GetValue<string>());
            Assert.True((int)changed.Status is >= 200 and < 300, $"{method} {path}: {changed.Text}");
            Assert.Equal((await _scene.ReadAsync(_started)).Headers.ETag!.ToString(), changed.Headers.ETag!.ToString());
        }
    }

    [Theory]
    [InlineData("1", "\"1\"")]
    [InlineData("version 1", null)]
    [InlineData("\"1", "\"1\"")]
    public async Task A_tag_without_its_quotes_is_explained(string given, string? nearest)
    {
        var refused = await App.SendAsync("DELETE", _started.Path, null, ("If-Match", given));

        var fault = refused.Expect(HttpStatusCode.BadRequest).Fault("invalid.entity.tag");
        Assert.Equal(("header:If-Match", nearest), (fault["pointer"]!.GetValue<string>(), fault["nearest"]?.GetValue<string>()));
        (await App.SendAsync("DELETE", _started.Path, null, ("If-Match", "*"))).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Of_many_who_saw_the_same_version_one_changes_it()
    {
        var path = $"{_started.Path}/participants/{_started.VisitorParticipant}/attributes";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            App.SendAsync("PATCH", path, new { attributes = new { winner = $"{n}" } }, ("If-Match", "\"1\""))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Accepted);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Accepted), answer => answer.Expect(HttpStatusCode.PreconditionFailed).Fault("precondition.failed"));
    }

    private Task<Answer> ReadAsync(string known) => App.SendAsync("GET", _started.Path, null, ("If-None-Match", known));
}
