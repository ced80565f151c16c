using System.Net;
using System.Text.Json.Nodes;
using CsCheck;
using Pillion.Contracts;
using static Pillion.Identity.Tests.SiteBackend;

namespace Pillion.Identity.Tests;

/// <summary>Which visitor tokens and identity tokens are accepted. The clock stands still here, so one server is enough.</summary>
public sealed class VisitorTokenTests(VisitorTokenTests.Server server) : IClassFixture<VisitorTokenTests.Server>
{
    private readonly IdentityApp _app = server.App;
    private readonly SiteView _site = server.Site;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public sealed class Server : IAsyncLifetime
    {
        internal IdentityApp App { get; private set; } = null!;

        internal SiteView Site { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            App = await IdentityApp.StartAsync();
            Site = (await App.Sites.FindAsync("dev", Cancellation))!;
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }

    [Theory]
    [InlineData("not a token", "visitor.token.malformed")]
    [InlineData("e30.e30.e30", "visitor.token.malformed")]
    public async Task A_broken_visitor_token_is_refused(string token, string code) => Assert.Equal(code, await RefusedAsync(token, null));

    [Fact]
    public async Task An_identity_token_must_be_signed_by_this_site_with_its_algorithm()
    {
        var good = Sign(Payload("c-1"));
        var parts = good.Split('.');
        Assert.Equal("identity.token.algorithm", await RefusedAsync(null, $"{Encode(new JsonObject { ["alg"] = "none" })}.{parts[1]}."));
        Assert.Equal("identity.token.algorithm", await RefusedAsync(null, $"{Encode(new JsonObject { ["alg"] = "HS512" })}.{parts[1]}.{parts[2]}"));
        Assert.Equal("identity.token.algorithm", await RefusedAsync(null, $"{Encode(new JsonObject { ["alg"] = "ES256" })}.{parts[1]}.{parts[2]}"));
        Assert.Equal("identity.token.malformed", await RefusedAsync(null, $"{Encode(new JsonObject { ["alg"] = "HS256", ["crit"] = new JsonArray("x") })}.{parts[1]}.{parts[2]}"));
        Assert.Equal("identity.token.signature", await RefusedAsync(null, $"{parts[0]}.{Encode(Payload("c-2"))}.{parts[2]}"));
        Assert.Equal("identity.token.signature", await RefusedAsync(null, $"{parts[0]}.{parts[1]}."));
        Assert.Equal("identity.token.signature", await RefusedAsync(null, Sign(Payload("c-1"), (await OtherSiteAsync()).Secret)));
        Assert.Equal("identity.token.malformed", await RefusedAsync(null, good + ".x"));
        Assert.Equal("identity.token.malformed", await RefusedAsync(null, new string('a', 10_000)));
    }

    [Fact]
    public async Task A_good_visitor_token_does_not_help_a_bad_identity_token()
    {
        var visitor = await RecognizeAsync();
        Assert.Equal("identity.token.signature", await RefusedAsync(visitor.Token, Sign(Payload("c-1"), new string('x', 32))));
    }

    [Theory]
    [InlineData(-61, "identity.token.expired")]
    [InlineData(-59, null)]
    [InlineData(86_400 + 59, null)]
    [InlineData(86_400 + 61, "identity.token.lifetime")]
    public async Task Expiry_is_checked_at_its_edges(int secondsAhead, string? code)
    {
        var payload = Payload("c-1");
        payload["exp"] = _app.Time.GetUtcNow().ToUnixTimeSeconds() + secondsAhead;
        var result = await _app.Visitors.RecognizeAsync(_site, null, Sign(payload), Cancellation);
        Assert.Equal(code, result.Refusal?.Code);
    }

    [Theory]
    [InlineData("""{"exp":null}""", "identity.token.exp")]
    [InlineData("""{"exp":"soon"}""", "identity.token.exp")]
    [InlineData("""{"exp":1e300}""", "identity.token.exp")]
    [InlineData("""{"iat":9999999999}""", "identity.token.early")]
    [InlineData("""{"sub":null}""", "identity.token.sub")]
    [InlineData("""{"sub":7}""", "identity.token.sub")]
    [InlineData("""{"sub":"  "}""", "identity.token.sub")]
    [InlineData("""{"sub":"\ud800"}""", "identity.token.sub")]
    [InlineData("""{"email":"robin"}""", "identity.token.email")]
    [InlineData("""{"name":["x"]}""", "identity.token.name")]
    public async Task Claims_are_checked(string changes, string code)
    {
        // Joined as text: a half surrogate can't be held in a JSON node.
        var payload = Payload("c-1");
        foreach (var name in JsonNode.Parse(changes.Replace("\\ud800", "", StringComparison.Ordinal))!.AsObject().Select(member => member.Key).ToList())
        {
            payload.Remove(name);
        }

        var text = $"{payload.ToJsonString()[..^1]},{changes[1..]}";
        Assert.Equal(code, await RefusedAsync(null, SignText(text, IdentityApp.SiteSecret)));
    }

    [Fact]
    public async Task Empty_fields_count_as_absent()
    {
        var recognized = await RecognizeAsync(null, Sign(Payload("c-1", "", "")));
        Assert.Null(recognized.Visitor.Email);
        Assert.Null(recognized.Visitor.Name);
    }

    [Fact]
    public async Task No_token_of_any_shape_gets_through_or_breaks_anything()
    {
        var anonymous = (await RecognizeAsync()).Token;
        var signed = Sign(Payload("c-1"));
        var garbage = Gen.OneOf(
            Gen.String,
            Gen.String[Gen.Char["abcAB01-_.=+/ {}\""], 0, 200],
            Gen.Select(Gen.String[0, 40], Gen.String[0, 40], Gen.String[0, 40], (a, b, c) => $"{Base64(a)}.{Base64(b)}.{Base64(c)}"),
            Gen.Select(Gen.Int[0, signed.Length - 1], Gen.Char['!', '~'], (at, c) => signed[..at] + c + signed[(at + 1)..]));
        await garbage.SampleAsync(
            async token =>
            {
                var identity = await _app.Visitors.RecognizeAsync(_site, null, token, Cancellation);
                var visitor = await _app.Visitors.RecognizeAsync(_site, token == anonymous ? "" : token, null, Cancellation);
                return (identity.Refused ? identity.Refusal.Status == 401 : token == signed) && visitor.Refused && visitor.Refusal.Status == 401;
            },
            iter: 500,
            threads: 1);
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

    private async Task<(SiteView Site, string Secret)> OtherSiteAsync()
    {
        var body = new JsonObject { ["key"] = "other", ["name"] = "Other", ["homeUrl"] = "https://other.example/" };
        var made = (await _app.SendAsync(HttpMethod.Post, "/api/v2/sites", body, await _app.TokenAsync())).Expect(HttpStatusCode.Created);
        return ((await _app.Sites.FindAsync("other", Cancellation))!, made["secret"]);
    }

    private JsonObject Payload(string sub, string? email = null, string? name = null) => SiteBackend.Payload(_app.Time, sub, email, name);
}
