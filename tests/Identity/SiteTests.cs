using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Storage;

namespace Pillion.Identity.Tests;

public sealed class SiteTests : IAsyncLifetime
{
    private IdentityApp _app = null!;
    private string _token = "";

    public async ValueTask InitializeAsync()
    {
        _app = await IdentityApp.StartAsync();
        _token = await _app.TokenAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task The_development_site_follows_the_public_address()
    {
        var site = (await _app.GetAsync("/api/v2/sites/dev", _token)).Expect(HttpStatusCode.OK);
        Assert.Equal("Tandem & Co", site["name"]);
        Assert.Equal($"{_app.Url}/demo/shop/", site["homeUrl"]);
        Assert.Equal([_app.Url], site.Body["allowedOrigins"]!.AsArray().Select(origin => origin!.GetValue<string>()));
        Assert.DoesNotContain("secret", site.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(site.Text, (await _app.GetAsync(site["selfUri"], _token)).Text);
    }

    [Fact]
    public async Task A_site_is_made_with_defaults_and_shows_its_secret_once()
    {
        _app.Time.Advance(TimeSpan.FromMilliseconds(1));
        var made = (await SendAsync(HttpMethod.Post, "/api/v2/sites", Minimal())).Expect(HttpStatusCode.Created);
        Assert.True(made["secret"].Length >= 32);
        Assert.Equal(made["selfUri"], made.Headers.Location!.ToString());
        Assert.Equal("https://shop.example", made.Body["allowedOrigins"]![0]!.GetValue<string>());
        Assert.Equal("balanced", made.Body["privacyPolicy"]!["preset"]!.GetValue<string>());
        Assert.Equal(1, made.Body["privacyPolicy"]!["version"]!.GetValue<int>());
        Assert.Equal(900, made.Body["sessionPolicy"]!["waitSeconds"]!.GetValue<int>());
        var read = (await _app.GetAsync(made["selfUri"], _token)).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain("secret", read.Text, StringComparison.OrdinalIgnoreCase);
        var listing = await _app.GetAsync("/api/v2/sites?pageSize=1&pageNumber=2", _token);
        Assert.Equal("shop", listing.Body["entities"]![0]!["key"]!.GetValue<string>());
        Assert.Equal(["dev", "shop"], (await _app.Sites.ListAsync(TestContext.Current.CancellationToken)).Select(site => site.Key));
    }

    [Fact]
    public async Task The_policys_version_rises_only_when_the_policy_says_something_else()
    {
        var made = (await SendAsync(HttpMethod.Post, "/api/v2/sites", Minimal())).Expect(HttpStatusCode.Created);
        var path = made["selfUri"];
        var body = (await _app.GetAsync(path, _token)).Body;
        body["name"] = "Renamed";
        var renamed = (await SendAsync(HttpMethod.Put, path, body)).Expect(HttpStatusCode.OK);
        Assert.Equal(1, renamed.Body["privacyPolicy"]!["version"]!.GetValue<int>());
        body["privacyPolicy"]!["hide"] = new JsonArray(".salary");
        var changed = (await SendAsync(HttpMethod.Put, path, body)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, changed.Body["privacyPolicy"]!["version"]!.GetValue<int>());
        Assert.Equal("Renamed", changed["name"]);
    }

    [Fact]
    public async Task A_key_belongs_to_one_site()
    {
        (await SendAsync(HttpMethod.Post, "/api/v2/sites", Minimal())).Expect(HttpStatusCode.Created);
        Assert.Equal("site.key.taken", (await SendAsync(HttpMethod.Post, "/api/v2/sites", Minimal())).Expect(HttpStatusCode.Conflict)["code"]);
        var other = Minimal();
        other["key"] = "dev";
        Assert.Equal("site.key.taken", (await SendAsync(HttpMethod.Put, "/api/v2/sites/shop", other)).Expect(HttpStatusCode.Conflict)["code"]);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_named_at_once()
    {
        var body = JsonNode.Parse(
            """
            {"key":"My Shop","homeUrl":"http://shop.example/","allowedOrigins":["https://a.example/","https://*.b.example","https://a.example:443","null"],
             "privacyPolicy":{"preset":"opne","hide":["a[","b{}"]},"sessionPolicy":{"waitSeconds":-1,"patience":9},"colour":"red"}
            """);
        var answer = (await SendAsync(HttpMethod.Post, "/api/v2/sites", body)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(
            [
                "invalid.value /allowedOrigins/0", "invalid.value /allowedOrigins/1", "invalid.value /allowedOrigins/2", "invalid.value /allowedOrigins/3",
                "invalid.value /homeUrl", "invalid.value /key",
                "invalid.value /privacyPolicy/hide/0", "invalid.value /privacyPolicy/hide/1", "invalid.value /privacyPolicy/preset",
                "invalid.value /sessionPolicy/waitSeconds", "missing.field /name", "unknown.field /colour", "unknown.field /sessionPolicy/patience",
            ],
            answer.Faults.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_site_can_ask_for_a_call_or_message_before_a_session()
    {
        var body = Minimal();
        body["sessionPolicy"] = new JsonObject { ["requireActiveCommunication"] = true };
        var made = (await SendAsync(HttpMethod.Post, "/api/v2/sites", body)).Expect(HttpStatusCode.Created);
        Assert.True(made.Body["sessionPolicy"]!["requireActiveCommunication"]!.GetValue<bool>());
        Assert.True((await _app.Sites.FindAsync("shop", TestContext.Current.CancellationToken))!.SessionPolicy.RequireActiveCommunication);
        Assert.False((await _app.GetAsync("/api/v2/sites/dev", _token)).Body["sessionPolicy"]!["requireActiveCommunication"]!.GetValue<bool>());
        var without = (await SendAsync(HttpMethod.Put, made["selfUri"], Minimal())).Expect(HttpStatusCode.OK);
        Assert.False(without.Body["sessionPolicy"]!["requireActiveCommunication"]!.GetValue<bool>());
        body["sessionPolicy"]!["requireActiveCommunication"] = "yes";
        Assert.Equal(
            ["invalid.type /sessionPolicy/requireActiveCommunication"],
            (await SendAsync(HttpMethod.Put, made["selfUri"], body)).Expect(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task A_site_names_the_origins_whose_assets_the_server_gets()
    {
        var body = Minimal();
        body["sessionPolicy"] = new JsonObject { ["assetOrigins"] = new JsonArray("https://cdn.example", "http://img.example:8080") };
        var made = (await SendAsync(HttpMethod.Post, "/api/v2/sites", body)).Expect(HttpStatusCode.Created);
        Assert.Equal("""["https://cdn.example","http://img.example:8080"]""", made.Body["sessionPolicy"]!["assetOrigins"]!.ToJsonString());
        Assert.Equal(
            ["https://cdn.example", "http://img.example:8080"],
            (await _app.Sites.FindAsync("shop", TestContext.Current.CancellationToken))!.SessionPolicy.AssetOrigins!);
        var without = (await SendAsync(HttpMethod.Put, made["selfUri"], Minimal())).Expect(HttpStatusCode.OK);
        Assert.Equal("[]", without.Body["sessionPolicy"]!["assetOrigins"]!.ToJsonString());

        body["sessionPolicy"]!["assetOrigins"] = new JsonArray(
            "*", "https://cdn.example/", "cdn.example", "https://CDN.example", "https://*.example", "ftp://cdn.example", "https://u:p@cdn.example", "https://cdn.example:443");
        Assert.Equal(
            Enumerable.Range(1, 7).Select(i => $"invalid.value /sessionPolicy/assetOrigins/{i}"),
            (await SendAsync(HttpMethod.Put, made["selfUri"], body)).Expect(HttpStatusCode.BadRequest).Faults.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"key":"My Shop!","name":"Shop","homeUrl":"shop.example"}""", "my-shop", "https://shop.example/")]
    [InlineData("""{"name":"Tea & Toys","url":"http://toys.example/start#top"}""", "tea-toys", "https://toys.example/start")]
    [InlineData("""{"homeUrl":"https://user:pw@solo.example/"}""", "solo-example", "https://solo.example/")]
    [InlineData("""{"key":"only","origins":"HTTPS://Only.example/a"}""", "only", "https://only.example/")]
    [InlineData("""{"key":"k","name":"N","homeUrl":"https://k.example/","allowedOrigins":["https://k.example/","k.example:443","http://localhost:3000/x"]}""", "k", "https://k.example/")]
    [InlineData("""{"key":"p","name":"N","homeUrl":"https://p.example/","privacyPolicy":{"preset":"ballanced","hide":".a"},"sessionPolicy":{"waitSeconds":"60","patienceSeconds":9999,"requireActiveCommunication":"true","assetOrigins":"CDN.p.example/a"}}""", "p", "https://p.example/")]
    public async Task A_faulty_site_is_mended(string body, string key, string home)
    {
        var refusal = (await SendAsync(HttpMethod.Post, "/api/v2/sites", JsonNode.Parse(body))).Expect(HttpStatusCode.BadRequest);
        var made = await Suggested.SendAsync(_app, refusal, _token);
        Assert.Equal((key, home), (made["key"], made["homeUrl"]));
        if (key == "p")
        {
            Assert.Equal("""{"waitSeconds":60,"patienceSeconds":3600,"requireActiveCommunication":true,"assetOrigins":["https://cdn.p.example"]}""", made.Body["sessionPolicy"]!.ToJsonString());
            Assert.Equal([".a"], made.Body["privacyPolicy"]!["hide"]!.AsArray().Select(item => item!.GetValue<string>()));
        }
        else if (key == "k")
        {
            Assert.Equal(["https://k.example", "http://localhost:3000"], made.Body["allowedOrigins"]!.AsArray().Select(item => item!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task Who_replaces_a_site_by_a_part_of_it_gets_the_whole_with_that_part_changed()
    {
        var body = Minimal();
        body["privacyPolicy"] = new JsonObject { ["preset"] = "private", ["hide"] = new JsonArray(".salary") };
        (await SendAsync(HttpMethod.Post, "/api/v2/sites", body)).Expect(HttpStatusCode.Created);
        var refusal = (await SendAsync(HttpMethod.Put, "/api/v2/sites/shop", JsonNode.Parse("""{"sessionPolicy":{"waitSeconds":60}}"""))).Expect(HttpStatusCode.BadRequest);
        var changed = await Suggested.SendAsync(_app, refusal, _token);
        Assert.Equal(("Shop", "private", 60), (changed["name"], changed.Body["privacyPolicy"]!["preset"]!.GetValue<string>(), changed.Body["sessionPolicy"]!["waitSeconds"]!.GetValue<int>()));
        Assert.Equal(1, changed.Body["privacyPolicy"]!["version"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"key":"k","name":"N","homeUrl":"https://k.example/","allowedOrigins":["https://*.k.example"]}""")]
    [InlineData("""{"key":"k","name":"N","homeUrl":"shop"}""")]
    [InlineData("""{"colour":"red"}""")]
    public async Task What_can_not_be_read_is_not_guessed(string body) => Assert.Null(
        (await SendAsync(HttpMethod.Post, "/api/v2/sites", JsonNode.Parse(body))).Expect(HttpStatusCode.BadRequest).Body["suggestion"]);

    [Fact]
    public async Task A_mistyped_key_is_answered_with_the_one_that_was_meant()
    {
        await SendAsync(HttpMethod.Post, "/api/v2/sites", Minimal());
        var refusal = (await _app.GetAsync("/api/v2/sites/shpo", _token)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("shop", (await Suggested.SendAsync(_app, refusal, _token))["key"]);
        var rotated = (await SendAsync(HttpMethod.Post, "/api/v2/sites/shpo/secret", null)).Expect(HttpStatusCode.NotFound);
        Assert.Equal("shop", rotated.Body["errors"]![0]!["nearest"]!.GetValue<string>());
        Assert.Null(rotated.Body["suggestion"]);
    }

    [Fact]
    public async Task Secrets_are_not_in_the_database()
    {
        var made = (await SendAsync(HttpMethod.Post, "/api/v2/sites", Minimal())).Expect(HttpStatusCode.Created);
        var rotated = (await SendAsync(HttpMethod.Post, "/api/v2/sites/shop/secret", new JsonObject { ["graceSeconds"] = 600 })).Expect(HttpStatusCode.OK);
        var stored = (await _app.Store.ListAsync<JsonElement>(new DocumentQuery("site"), TestContext.Current.CancellationToken)).Items
            .Select(site => site.Value.GetRawText())
            .ToList();
        Assert.Equal(2, stored.Count);
        foreach (var secret in new[] { IdentityApp.SiteSecret, made["secret"], rotated["secret"] })
        {
            Assert.DoesNotContain(stored, text => text.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Making_sites_takes_the_scope_for_it()
    {
        var reader = await _app.TokenAsync("conversation:read");
        (await _app.GetAsync("/api/v2/sites", reader)).Expect(HttpStatusCode.OK);
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/api/v2/sites"), (HttpMethod.Put, "/api/v2/sites/dev"), (HttpMethod.Post, "/api/v2/sites/dev/secret") })
        {
            (await _app.SendAsync(method, path, Minimal(), reader)).Expect(HttpStatusCode.Forbidden);
        }
    }

    private static JsonObject Minimal() => new() { ["key"] = "shop", ["name"] = "Shop", ["homeUrl"] = "https://shop.example/start" };

    private Task<Answer> SendAsync(HttpMethod method, string path, JsonNode? body) => _app.SendAsync(method, path, body, _token);
}
