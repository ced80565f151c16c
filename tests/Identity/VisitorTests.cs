using System.Net;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Identity.Visitors;
using Pillion.Kernel;
using Pillion.Storage;
using Pillion.Storage.Keys;
using static Pillion.Identity.Tests.SiteBackend;

namespace Pillion.Identity.Tests;

public sealed class VisitorTests : IAsyncLifetime
{
    private IdentityApp _app = null!;
    private SiteView _site = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await IdentityApp.StartAsync();
        _site = (await _app.Sites.FindAsync("dev", Cancellation))!;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task An_anonymous_visitor_comes_back_as_the_same_one_and_is_found_while_known()
    {
        var first = await RecognizeAsync();
        Assert.False(first.Visitor.Identified);
        var again = await RecognizeAsync(first.Token);
        Assert.Equal(first.Visitor, again.Visitor);
        Assert.Equal(first.Visitor, await FindAsync(VisitorName.Id, first.Visitor.Id));
        Assert.Equal(first.Visitor, await FindAsync(VisitorName.Any, first.Visitor.Id));
        Assert.Null(await FindAsync(VisitorName.Id, Ids.New()));
    }

    [Fact]
    public async Task An_anonymous_visitor_is_written_down_once_a_conversation_names_them()
    {
        var visitor = (await RecognizeAsync()).Visitor;
        var request = new CobrowseRequested(
            Ids.New(), Ids.New(), Ids.New(), "123456", _site.Id, visitor.Id, Ids.New(), "Avery", null, ["view"], _app.Time.GetUtcNow(), _app.Time.GetUtcNow());
        await _app.Store.CommitAsync(new Commit().Publish(request), Cancellation);

        // The test's own subscriber comes after the area's, so the document is there when it has the message.
        await _app.Published.NextAsync<CobrowseRequested>();
        await using var restarted = await _app.RestartAsync();
        Assert.Equal(visitor, await restarted.Visitors.FindAsync(_site.Id, VisitorName.Id, visitor.Id, Cancellation));
    }

    [Fact]
    public async Task An_anonymous_visitor_whom_nobody_named_survives_a_restart_in_their_browser_alone()
    {
        var first = await RecognizeAsync();
        await using var restarted = await _app.RestartAsync();
        Assert.Null(await restarted.Visitors.FindAsync(_site.Id, VisitorName.Id, first.Visitor.Id, Cancellation));
        var again = await restarted.Visitors.RecognizeAsync(_site, first.Token, null, Cancellation);
        Assert.Equal(first.Visitor, again.Value!.Visitor);
    }

    [Fact]
    public async Task A_browsers_anonymous_visitor_becomes_the_identified_one_and_keeps_the_id()
    {
        var anonymous = await RecognizeAsync();
        var identified = await RecognizeAsync(anonymous.Token, Sign(Payload("c-1", "Robin@Example.test", "Robin Doe")));
        Assert.Equal(new VisitorView(anonymous.Visitor.Id, _site.Id, "c-1", "Robin@Example.test", "Robin Doe", true), identified.Visitor);
        Assert.Equal(identified.Visitor, await FindAsync(VisitorName.Email, " robin@example.TEST "));
        Assert.Equal(identified.Visitor, await FindAsync(VisitorName.ExternalId, "c-1"));
        Assert.Equal(identified.Visitor, (await RecognizeAsync(identified.Token)).Visitor);
    }

    [Fact]
    public async Task The_identified_visitor_wins_over_what_the_browser_was()
    {
        var known = await RecognizeAsync(null, Sign(Payload("c-1")));
        var anonymous = await RecognizeAsync();
        var identified = await RecognizeAsync(anonymous.Token, Sign(Payload("c-1", name: "Robin")));
        Assert.Equal(known.Visitor.Id, identified.Visitor.Id);
        Assert.Equal("Robin", identified.Visitor.Name);
    }

    [Fact]
    public async Task Two_people_on_one_browser_stay_two()
    {
        var robin = await RecognizeAsync(null, Sign(Payload("c-1", "robin@example.test")));
        var kim = await RecognizeAsync(robin.Token, Sign(Payload("c-2", "kim@example.test")));
        Assert.NotEqual(robin.Visitor.Id, kim.Visitor.Id);
        Assert.Equal(robin.Visitor, await FindAsync(VisitorName.ExternalId, "c-1"));
    }

    [Theory]
    [InlineData(VisitorName.ExternalId, "c-7")]
    [InlineData(VisitorName.Email, "Kim@Example.test")]
    public async Task Whom_someone_expected_is_recognized_when_they_come(VisitorName kind, string name)
    {
        var expected = await _app.Visitors.ExpectAsync(_site.Id, kind, name, Cancellation);
        Assert.False(expected.Identified);
        Assert.Equal(expected, await _app.Visitors.ExpectAsync(_site.Id, VisitorName.Any, name, Cancellation));
        var came = await RecognizeAsync((await RecognizeAsync()).Token, Sign(Payload("c-7", "kim@example.test")));
        Assert.Equal(expected.Id, came.Visitor.Id);
        Assert.True(came.Visitor.Identified);
    }

    [Fact]
    public async Task Whom_someone_expected_under_two_names_becomes_one()
    {
        var byId = await _app.Visitors.ExpectAsync(_site.Id, VisitorName.ExternalId, "c-7", Cancellation);
        var byEmail = await _app.Visitors.ExpectAsync(_site.Id, VisitorName.Email, "kim@example.test", Cancellation);
        Assert.NotEqual(byId.Id, byEmail.Id);
        var came = await RecognizeAsync(null, Sign(Payload("c-7", "kim@example.test")));
        Assert.Equal(byId.Id, came.Visitor.Id);
        Assert.Equal(came.Visitor, await FindAsync(VisitorName.Id, byEmail.Id));
        Assert.Equal(came.Visitor, await FindAsync(VisitorName.Email, "kim@example.test"));
        Assert.Equal(new VisitorMerged(_site.Id, byEmail.Id, byId.Id, _app.Time.GetUtcNow()), await _app.Published.NextAsync<VisitorMerged>());
    }

    [Fact]
    public async Task An_email_address_names_the_one_who_was_vouched_for_last()
    {
        var first = await RecognizeAsync(null, Sign(Payload("c-1", "family@example.test")));
        var second = await RecognizeAsync(null, Sign(Payload("c-2", "family@example.test")));
        Assert.Equal(second.Visitor, await FindAsync(VisitorName.Email, "family@example.test"));
        Assert.Equal(first.Visitor, await FindAsync(VisitorName.ExternalId, "c-1"));
        await RecognizeAsync(null, Sign(Payload("c-1", "family@example.test")));
        Assert.Equal(first.Visitor, await FindAsync(VisitorName.Email, "family@example.test"));
    }

    [Fact]
    public async Task Many_tabs_that_identify_at_once_are_one_visitor()
    {
        var token = Sign(Payload("c-9", "many@example.test", "Many"));
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RecognizeAsync(null, token))));
        Assert.Single(all.Select(one => one.Visitor).Distinct());
    }

    [Fact]
    public async Task Sites_do_not_share_visitors()
    {
        var other = await OtherSiteAsync();
        var robin = await RecognizeAsync(null, Sign(Payload("c-1", "robin@example.test")));
        Assert.Null(await _app.Visitors.FindAsync(other.Site.Id, VisitorName.Id, robin.Visitor.Id, Cancellation));
        Assert.Null(await _app.Visitors.FindAsync(other.Site.Id, VisitorName.Any, "robin@example.test", Cancellation));
        var refused = await _app.Visitors.RecognizeAsync(other.Site, robin.Token, null, Cancellation);
        Assert.Equal("visitor.token.site", refused.Refusal!.Code);
    }

    [Fact]
    public async Task A_visitor_token_is_refused_when_it_is_forged_expired_or_of_another_kind()
    {
        var token = (await RecognizeAsync()).Token;
        var parts = token.Split('.');
        var stranger = Encode(new JsonObject { ["use"] = "visitor", ["sub"] = Ids.New(), ["site"] = _site.Id, ["exp"] = 9_999_999_999 });
        Assert.Equal("visitor.token.signature", await RefusedAsync($"{parts[0]}.{stranger}.{parts[2]}", null));
        Assert.Equal("visitor.token.malformed", await RefusedAsync(Sign(Payload("c-1")), null));
        Assert.Equal("visitor.token.signature", await RefusedAsync(await _app.TokenAsync(), null));
    }

    [Fact]
    public void A_visitor_token_lasts_a_year()
    {
        using var keys = new KeyRing(new DataFolder(_app.Folder));
        var (tokens, now) = (new VisitorTokens(keys), _app.Time.GetUtcNow());
        var token = tokens.Issue(Ids.New(), _site.Id, now);
        Assert.False(tokens.Read(token, _site.Id, now.AddDays(365).AddSeconds(-1)).Refused);
        Assert.Equal("visitor.token.expired", tokens.Read(token, _site.Id, now.AddDays(365)).Refusal!.Code);
    }

    [Fact]
    public async Task After_a_rotation_the_former_secret_ends_at_once_or_after_the_grace()
    {
        var token = await _app.TokenAsync();
        var first = (await _app.SendAsync(HttpMethod.Post, "/api/v2/sites/dev/secret", new JsonObject { ["graceSeconds"] = 600 }, token)).Expect(HttpStatusCode.OK);
        Assert.NotNull((await RecognizeAsync(null, Sign(Payload("c-1"), first["secret"]))).Visitor);
        Assert.NotNull((await RecognizeAsync(null, Sign(Payload("c-1")))).Visitor);
        _app.Time.Advance(TimeSpan.FromSeconds(600));
        Assert.Equal("identity.token.signature", await RefusedAsync(null, Sign(Payload("c-1"))));

        var fresh = await _app.TokenAsync();
        var second = (await _app.SendAsync(HttpMethod.Post, "/api/v2/sites/dev/secret", (JsonNode?)null, fresh)).Expect(HttpStatusCode.OK);
        Assert.Equal("identity.token.signature", await RefusedAsync(null, Sign(Payload("c-1"), first["secret"])));
        Assert.NotNull((await RecognizeAsync(null, Sign(Payload("c-1"), second["secret"]))).Visitor);
    }

    private async Task<RecognizedVisitor> RecognizeAsync(string? visitor = null, string? identity = null)
    {
        var result = await _app.Visitors.RecognizeAsync(_site, visitor, identity, Cancellation);
        Assert.False(result.Refused, result.Refusal?.Message);
        return result.Value!;
    }

    private async Task<string> RefusedAsync(string? visitor, string? identity)
    {
        var result = await _app.Visitors.RecognizeAsync(_site, visitor, identity, Cancellation);
        Assert.True(result.Refused);
        Assert.Equal(401, result.Refusal.Status);
        return result.Refusal.Code;
    }

    private ValueTask<VisitorView?> FindAsync(VisitorName kind, string name) => _app.Visitors.FindAsync(_site.Id, kind, name, Cancellation);

    private async Task<(SiteView Site, string Secret)> OtherSiteAsync()
    {
        var body = new JsonObject { ["key"] = "other", ["name"] = "Other", ["homeUrl"] = "https://other.example/" };
        var made = (await _app.SendAsync(HttpMethod.Post, "/api/v2/sites", body, await _app.TokenAsync())).Expect(HttpStatusCode.Created);
        return ((await _app.Sites.FindAsync("other", Cancellation))!, made["secret"]);
    }

    private JsonObject Payload(string sub, string? email = null, string? name = null) => SiteBackend.Payload(_app.Time, sub, email, name);
}
