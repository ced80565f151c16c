using System.Net;
using Pillion.Conversations.Tests.Hosting;

namespace Pillion.Conversations.Tests;

/// <summary>A POST with an Idempotency-Key can be sent again without happening again.</summary>
public sealed class RepeatingTests : IAsyncLifetime
{
    private const string Key = "Idempotency-Key";

    private Scene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await Scene.OpenAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task The_same_key_and_body_give_the_first_answer_again()
    {
        var first = await StartAsync("T-17");
        var second = await StartAsync("T-17");

        Assert.Equal(first.Text, second.Expect(HttpStatusCode.Created).Text);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(["true"], second.Headers.GetValues("Idempotent-Replayed"));
        Assert.False(first.Headers.Contains("Idempotent-Replayed"));
        Assert.Equal("1", (await _scene.App.GetAsync("/api/v2/conversations"))["total"]);
    }

    [Fact]
    public async Task Of_many_at_once_one_is_served_and_the_others_wait_or_see_its_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => StartAsync("T-18")));

        Assert.Single(answers.Where(answer => answer.Status == HttpStatusCode.Created).Select(answer => answer["id"]).Distinct());
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.Created), answer =>
        {
            answer.Expect(HttpStatusCode.Conflict).Fault("idempotency.key.running");
            Assert.Equal("1", answer.Headers.RetryAfter!.ToString());
        });
        Assert.Equal("1", (await _scene.App.GetAsync("/api/v2/conversations"))["total"]);
    }

    [Fact]
    public async Task A_key_belongs_to_one_request_of_one_client_for_a_day()
    {
        var first = await StartAsync("T-19");
        (await StartAsync("T-19", "another subject")).Expect(HttpStatusCode.UnprocessableEntity).Fault("idempotency.key.reused");

        _scene.App.As("another script", null, "conversation:write", "cobrowse");
        Assert.NotEqual(first["id"], (await StartAsync("T-19")).Expect(HttpStatusCode.Created)["id"]);

        _scene.App.As("script", null, "conversation:write", "cobrowse");
        _scene.App.Time.Advance(TimeSpan.FromHours(24));
        Assert.NotEqual(first["id"], (await StartAsync("T-19", "another subject")).Expect(HttpStatusCode.Created)["id"]);
    }

    [Fact]
    public async Task A_refusal_leaves_the_key_free_for_the_corrected_request()
    {
        (await StartAsync("T-20", siteId: "shap")).Expect(HttpStatusCode.BadRequest).Fault("unknown.site");

        var corrected = await StartAsync("T-20", siteId: "shop");

        Assert.False(corrected.Expect(HttpStatusCode.Created).Headers.Contains("Idempotent-Replayed"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("t\u00fcr")]
    [InlineData("long")]
    public async Task A_key_is_printable_and_not_too_long(string key)
    {
        var answer = await StartAsync(key == "long" ? new string('k', 256) : key);

        answer.Expect(HttpStatusCode.BadRequest).Fault("invalid.idempotency.key");
    }

    [Fact]
    public async Task Empty_answers_are_repeated_too()
    {
        var started = await _scene.StartAsync();

        (await _scene.App.PostAsync($"{started.Path}/disconnect", null, (Key, "d"))).Expect(HttpStatusCode.Accepted);
        var again = await _scene.App.PostAsync($"{started.Path}/disconnect", null, (Key, "d"));

        Assert.Equal("", again.Expect(HttpStatusCode.Accepted).Text);
        Assert.True(again.Headers.Contains("Idempotent-Replayed"));
    }

    [Fact]
    public async Task A_key_opens_nothing_without_the_scope()
    {
        await StartAsync("T-21");

        _scene.App.As("script", null, "conversation:read");
        Assert.Contains("missing.scope", (await StartAsync("T-21")).Expect(HttpStatusCode.Forbidden).Codes);
    }

    private Task<Answer> StartAsync(string key, string subject = "a ticket", string siteId = "shop") => _scene.App.PostAsync(
        "/api/v2/conversations/cobrowse",
        new { to = new[] { new { id = "C-7", type = "externalId" } }, agent = new { email = "avery@pillion.test" }, subject, siteId },
        (Key, key));
}
