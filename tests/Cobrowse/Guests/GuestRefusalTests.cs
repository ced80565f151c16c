using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pillion.Cobrowse.JoinCodes;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Contracts;
using Pillion.Kernel;

namespace Pillion.Cobrowse.Tests.Guests;

/// <summary>Strangers learn how the operation is used, and nothing about sessions.</summary>
public sealed class GuestRefusalTests
{
    [Fact]
    public async Task Unknown_used_expired_and_foreign_codes_are_answered_alike()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var app = await App.StartAsync(time);
        var visitor = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var (used, expired, open) = (await Guest.InviteAsync(app, visitor.Id), await Guest.InviteAsync(app, visitor.Id), await Guest.InviteAsync(app, visitor.Id));
        (await Guest.DeleteAsync(app, used.SessionId)).Expect(HttpStatusCode.NoContent);
        var foreign = await Guest.GetAsync(app, app.Codes[open.SessionId], "other");
        var unknown = await Guest.GetAsync(app, Unused(app));
        var answered = await Guest.GetAsync(app, app.Codes[used.SessionId]);
        time.Advance(TimeSpan.FromMinutes(15));
        var late = await Guest.GetAsync(app, app.Codes[expired.SessionId]);

        string[] bodies = [.. new[] { foreign, unknown, answered, late }.Select(Shape)];
        Assert.Single(bodies.Distinct(StringComparer.Ordinal));
        Assert.Contains("join.code.unknown", bodies[0], StringComparison.Ordinal);
        Assert.Equal("session.ended", (await Guest.GetAsync(app, expired.SessionId)).Expect(HttpStatusCode.NotFound)["code"]);
        Assert.Equal("session.not.found", (await Guest.GetAsync(app, open.SessionId, "other")).Expect(HttpStatusCode.NotFound)["code"]);
        Assert.Equal(
            Shape(await Guest.GetAsync(app, open.SessionId, "other")),
            Shape(await Guest.GetAsync(app, Ids.New(), "other")));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    public async Task A_right_code_or_id_in_another_spelling_is_suggested(string method)
    {
        await using var app = await App.StartAsync();
        var visitor = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var (first, second) = (await Guest.InviteAsync(app, visitor.Id), await Guest.InviteAsync(app, visitor.Id));
        var code = app.Codes[first.SessionId];

        await MendedAsync($"{code[..3]}-{code[3..]}", "malformed.join.code");
        await MendedAsync(second.SessionId.ToUpperInvariant(), "malformed.id");

        async Task MendedAsync(string given, string expected)
        {
            var refusal = (await Guest.SendAsync(app, new HttpMethod(method), Guest.Path(given))).Expect(HttpStatusCode.NotFound);
            Assert.Equal(expected, refusal["code"]);
            var suggestion = refusal.Body["suggestion"]!;
            Assert.Equal(method, suggestion["method"]!.GetValue<string>());
            var answer = await Guest.SendAsync(app, new HttpMethod(method), suggestion["path"]!.GetValue<string>());
            Assert.InRange((int)answer.Status, 200, 204);
        }
    }

    [Fact]
    public async Task A_session_that_is_over_is_not_suggested()
    {
        await using var app = await App.StartAsync();
        var visitor = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var conversation = await Guest.InviteAsync(app, visitor.Id);
        (await Guest.DeleteAsync(app, conversation.SessionId)).Expect(HttpStatusCode.NoContent);

        var refusal = (await Guest.GetAsync(app, conversation.SessionId.ToUpperInvariant())).Expect(HttpStatusCode.NotFound);

        Assert.Equal("malformed.id", refusal["code"]);
        Assert.Null(refusal.Body["suggestion"]);
    }

    [Theory]
    [InlineData("48%2029", "malformed.join.code")]
    [InlineData("1234567", "malformed.join.code")]
    [InlineData("000%20000", "malformed.join.code")]
    [InlineData("robin", "malformed.id")]
    [InlineData("%0A", "malformed.id")]
    [InlineData("0199F2A0-0000-7000-8000-0000000000A1", "malformed.id")]
    public async Task What_is_no_name_of_a_session_is_explained(string given, string code)
    {
        await using var app = await App.StartAsync();

        var refusal = (await Guest.GetAsync(app, given)).Expect(HttpStatusCode.NotFound);

        Assert.Equal(code, refusal["code"]);
        Assert.NotEmpty(refusal.Body["errors"]![0]!["expected"]!.AsArray());
        Assert.Null(refusal.Body["suggestion"]);
    }

    [Fact]
    public async Task A_deployment_that_does_not_exist_is_refused()
    {
        await using var app = await App.StartAsync();
        var refusal = (await Guest.GetAsync(app, Ids.New(), "nowhere")).Expect(HttpStatusCode.NotFound);
        Assert.Equal("path:deploymentId", refusal.Body["errors"]![0]!["pointer"]!.GetValue<string>());
        Assert.DoesNotContain("other", refusal.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_parameter_is_refused_by_its_name()
    {
        await using var app = await App.StartAsync();
        var refusal = (await Guest.SendAsync(app, HttpMethod.Get, $"{Guest.Path(Ids.New())}?expand=x")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("query:expand", refusal.Body["errors"]![0]!["pointer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Guessing_is_stopped_for_an_address_while_ids_go_on_working()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var app = await App.StartAsync(time);
        var visitor = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var conversation = await Guest.InviteAsync(app, visitor.Id);
        var code = app.Codes[conversation.SessionId];

        // Right ones do not count, and tries at the same time do.
        for (var i = 0; i < Limits.MaxWrongCodesPerAddress + 5; i++)
        {
            (await Guest.GetAsync(app, code)).Expect(HttpStatusCode.OK);
        }

        var wrong = Unused(app);
        var answers = await Task.WhenAll(Enumerable.Range(0, Limits.MaxWrongCodesPerAddress + 10).Select(_ => Guest.GetAsync(app, wrong)));
        Assert.Equal(Limits.MaxWrongCodesPerAddress, answers.Count(answer => answer.Status == HttpStatusCode.NotFound));
        Assert.Equal(10, answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests));

        var refused = (await Guest.GetAsync(app, code)).Expect(HttpStatusCode.TooManyRequests);
        Assert.Equal("600", refused.Header("Retry-After"));
        (await Guest.DeleteAsync(app, $"{code[..3]} {code[3..]}")).Expect(HttpStatusCode.TooManyRequests);
        (await Guest.GetAsync(app, conversation.SessionId)).Expect(HttpStatusCode.OK);

        // The same guesser has no more luck on a socket.
        await using var socket = await VisitorClient.ConnectAsync(app);
        await socket.RequestAsync("redeem", new JsonObject { ["code"] = code });
        Assert.Equal("too_many_codes", (await socket.EventAsync("refused"))["code"]!.GetValue<string>());

        time.Advance(Limits.WrongCodeWindow);
        (await Guest.GetAsync(app, code)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public void Guessing_from_many_addresses_is_stopped_too()
    {
        var time = new FakeTimeProvider();
        var throttle = new CodeThrottle(time);
        var tries = Enumerable.Range(0, Limits.MaxWrongCodesInAll).Select(i => throttle.Begin($"10.0.{i / 250}.{i % 250}")).ToList();
        Assert.All(tries, wait => Assert.Null(wait));
        Assert.Equal(Limits.WrongCodeWindow, throttle.Begin("192.0.2.1"));
        throttle.Right("10.0.0.1");
        Assert.Null(throttle.Begin("192.0.2.1"));
        Assert.NotNull(throttle.Begin("192.0.2.2"));
        time.Advance(Limits.WrongCodeWindow);
        Assert.Null(throttle.Begin("192.0.2.2"));
    }

    [Fact]
    public void A_subscribers_many_addresses_are_one()
    {
        var throttle = new CodeThrottle(new FakeTimeProvider());
        for (var i = 0; i < Limits.MaxWrongCodesPerAddress; i++)
        {
            Assert.Null(throttle.Begin($"2001:db8:1:1::{i:x}"));
        }

        Assert.NotNull(throttle.Begin("2001:db8:1:1:ffff::1"));
        Assert.Null(throttle.Begin("2001:db8:1:2::1"));
        Assert.Null(throttle.Begin("::ffff:192.0.2.1"));
    }

    [Fact]
    public async Task Pages_of_the_site_may_ask_and_no_others()
    {
        await using var app = await App.StartAsync();
        var visitor = await app.World.ExpectAsync(app.World.Site.Id, VisitorName.Email, "robin@example.test", App.Cancellation);
        var id = (await Guest.InviteAsync(app, visitor.Id)).SessionId;

        var own = (await Guest.GetAsync(app, id, origin: World.Origin)).Expect(HttpStatusCode.OK);
        Assert.Equal((World.Origin, "Origin"), (own.Header("Access-Control-Allow-Origin"), own.Header("Vary")));
        Assert.Contains("Retry-After", own.Header("Access-Control-Expose-Headers"), StringComparison.Ordinal);
        Assert.Equal(World.Origin, (await Guest.GetAsync(app, "robin", origin: World.Origin)).Expect(HttpStatusCode.NotFound).Header("Access-Control-Allow-Origin"));

        var foreign = (await Guest.DeleteAsync(app, id, origin: "https://evil.test")).Expect(HttpStatusCode.Forbidden);
        Assert.Equal("site.origin.not.allowed", foreign["code"]);
        Assert.Null(foreign.Header("Access-Control-Allow-Origin"));
        (await Guest.GetAsync(app, id, origin: "https://other.test")).Expect(HttpStatusCode.Forbidden);
        (await Guest.GetAsync(app, id, origin: "null")).Expect(HttpStatusCode.Forbidden);

        var asked = (await Guest.SendAsync(app, HttpMethod.Options, Guest.Path(id), World.Origin)).Expect(HttpStatusCode.NoContent);
        Assert.Equal((World.Origin, "GET, DELETE"), (asked.Header("Access-Control-Allow-Origin"), asked.Header("Access-Control-Allow-Methods")));
        var refused = (await Guest.SendAsync(app, HttpMethod.Options, Guest.Path(id), "https://evil.test")).Expect(HttpStatusCode.NoContent);
        Assert.Null(refused.Header("Access-Control-Allow-Origin"));
        (await Guest.DeleteAsync(app, id, origin: App.PublicUrl)).Expect(HttpStatusCode.NoContent);
    }

    private static string Shape(GuestAnswer answer)
    {
        var body = answer.Expect(HttpStatusCode.NotFound).Body.AsObject();
        body.Remove("contextId");
        body["errors"]![0]!.AsObject().Remove("found");
        return body.ToJsonString();
    }

    private static string Unused(App app) =>
        Enumerable.Range(0, 1_000_000).Select(i => i.ToString("D6", CultureInfo.InvariantCulture)).First(code => !app.Codes.ContainsValue(code));
}
