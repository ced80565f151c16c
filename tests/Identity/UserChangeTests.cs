using System.Net;
using System.Text.Json.Nodes;

namespace Pillion.Identity.Tests;

/// <summary>Users are made and changed through the API.</summary>
public sealed class UserChangeTests : IAsyncLifetime
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
    public async Task A_user_is_made_and_can_log_in_and_be_asked()
    {
        var made = (await PostAsync("""
            {"name":"Kim Park","email":"Kim@Example.test","title":"Support","department":"Shop","password":"a long password",
             "addresses":[{"address":"+49301234","mediaType":"PHONE","type":"WORK"}],"state":"active"}
            """)).Expect(HttpStatusCode.OK);
        Assert.Equal(made["selfUri"], made.Headers.Location!.ToString());
        Assert.Equal(("kim@example.test", "kim@example.test", "Shop", "active", 1), (made["email"], made["username"], made["department"], made["state"], Version(made)));
        Assert.Equal("Home", made.Body["division"]!["name"]!.GetValue<string>());
        Assert.Equal(
            """[{"address":"kim@example.test","mediaType":"EMAIL","type":"PRIMARY"}]""", made.Body["primaryContactInfo"]!.ToJsonString());
        Assert.Contains("""
            "addresses":[{"address":"+49301234","mediaType":"PHONE","type":"WORK"}]
            """.Trim(), made.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("password", made.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(made.Text, (await _app.GetAsync(made["selfUri"], _token)).Text);

        Assert.Equal(HttpStatusCode.NoContent, await LogInAsync("kim@example.test", "a long password"));
        var agent = await _app.Agents.FindAsync("kim@example.test", TestContext.Current.CancellationToken);
        Assert.Equal(("Kim Park", "Offline"), (agent!.Name, agent.Presence));
        Assert.Equal(_app.Time.GetUtcNow(), (await _app.GetAsync($"{made["selfUri"]}?expand=dateLastLogin", _token)).Body["dateLastLogin"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task A_user_without_a_password_can_not_log_in_until_they_get_one()
    {
        var made = (await PostAsync("""{"name":"Kim","email":"kim@example.test"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync("kim@example.test", "a long password"));
        var path = $"{made["selfUri"]}/password";
        var refused = (await SendAsync(HttpMethod.Post, path, """{"newPassword":"short"}""")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["invalid.length /newPassword"], refused.Faults);
        Assert.DoesNotContain("short\"", refused.Text, StringComparison.Ordinal);
        (await SendAsync(HttpMethod.Post, path, """{"newPassword":"a long password"}""")).Expect(HttpStatusCode.NoContent);
        Assert.Equal(HttpStatusCode.NoContent, await LogInAsync("kim@example.test", "a long password"));
    }

    [Fact]
    public async Task An_email_address_belongs_to_one_user()
    {
        var taken = (await PostAsync("""{"name":"Other","email":"AGENT@example.test"}""")).Expect(HttpStatusCode.Conflict);
        Assert.Equal("email.taken", taken["code"]);
        Assert.Contains("Avery Moss", taken["message"], StringComparison.Ordinal);
        var jordan = await OneAsync("jordan@example.test");
        (await PatchAsync(jordan, """{"version":1,"email":"agent@example.test"}""")).Expect(HttpStatusCode.Conflict);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync("""{"name":"Twin","email":"twin@example.test"}""")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("email.taken", answer.Expect(HttpStatusCode.Conflict)["code"]));
    }

    [Fact]
    public async Task A_change_names_the_version_and_a_stale_one_is_refused_with_the_newer()
    {
        var avery = await OneAsync("agent@example.test");
        var changed = (await PatchAsync(avery, """{"version":1,"title":"Lead","preferredName":"Av"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(("Lead", "Av", "Avery Moss", 2), (changed["title"], changed["preferredName"], changed["name"], Version(changed)));
        var stale = (await PatchAsync(avery, """{"version":1,"department":"Shop"}""")).Expect(HttpStatusCode.Conflict);
        Assert.Equal("stale.version", stale["code"]);
        var mended = await SuggestedAsync(stale);
        Assert.Equal(("Lead", "Shop", 3), (mended["title"], mended["department"], Version(mended)));

        // What changes nothing is no version of its own, and an answer can be sent back.
        Assert.Equal(3, Version(await PatchAsync(avery, mended.Text)));
        var whole = await _app.GetAsync($"{avery}?expand=presence,routingStatus,authorization,groups,skills,languages,locations,profileSkills,certifications", _token);
        Assert.Equal(3, Version((await PatchAsync(avery, whole.Text)).Expect(HttpStatusCode.OK)));
    }

    [Fact]
    public async Task Of_many_changes_of_one_version_one_is_made()
    {
        var avery = await OneAsync("agent@example.test");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => PatchAsync(avery, $$"""{"version":1,"title":"Title {{i}}"}""")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal("stale.version", answer["code"]));
    }

    [Fact]
    public async Task Who_is_made_inactive_is_out_at_once_and_is_listed_apart()
    {
        var avery = await OneAsync("agent@example.test");
        (await PatchAsync(avery, """{"version":1,"state":"inactive"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, await LogInAsync("agent@example.test", "pillion"));
        Assert.Null(await _app.Agents.FindAsync("agent@example.test", TestContext.Current.CancellationToken));
        Assert.Equal("Avery Moss", (await _app.GetAsync("/api/v2/users?state=inactive", _token)).Body["entities"]![0]!["name"]!.GetValue<string>());
        (await PatchAsync(avery, """{"version":2,"state":"active"}""")).Expect(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NoContent, await LogInAsync("agent@example.test", "pillion"));
    }

    [Fact]
    public async Task Only_admins_make_and_change_admins()
    {
        var writer = await _app.TokenAsync("users:write");
        var boss = """{"name":"Boss","email":"boss@example.test","roles":["admin"]}""";
        Assert.Equal("admin", Missing(await SendAsync(HttpMethod.Post, "/api/v2/users", boss, writer)));
        var made = (await PostAsync(boss)).Expect(HttpStatusCode.OK);
        Assert.Equal("admin", Missing(await SendAsync(HttpMethod.Patch, made["selfUri"], """{"version":1,"title":"x"}""", writer)));
        Assert.Equal("admin", Missing(await SendAsync(HttpMethod.Post, $"{made["selfUri"]}/password", """{"newPassword":"a long password"}""", writer)));
        Assert.Equal("admin", Missing(await SendAsync(HttpMethod.Patch, await OneAsync("agent@example.test"), """{"version":1,"roles":["admin"]}""", writer)));
        var reader = await _app.TokenAsync("users:read");
        Assert.Equal("users:write", Missing(await SendAsync(HttpMethod.Post, "/api/v2/users", boss, reader)));
        Assert.Equal("admin", (await _app.GetAsync($"{made["selfUri"]}?expand=authorization", _token)).Body["authorization"]!["roles"]![0]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Users_and_changes_of_the_api_outlive_a_start_and_a_changed_entry_is_applied()
    {
        var seed = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Clients:tickets:Secret"] = "a-secret-of-some-length",
            ["Clients:tickets:Scopes"] = "*",
            ["Users:0:Email"] = "kim@example.test",
            ["Users:0:Name"] = "Kim Park",
            ["Users:0:Password"] = "a long password",
        };
        await using var app = await IdentityApp.StartAsync("Production", seed: seed);
        var token = await app.TokenAsync(client: "tickets", secret: "a-secret-of-some-length");
        (await app.SendAsync(HttpMethod.Post, "/api/v2/users", JsonNode.Parse("""{"name":"Made","email":"made@example.test"}"""), token)).Expect(HttpStatusCode.OK);
        var kim = (await app.GetAsync("/api/v2/users", token)).Body["entities"]![0]!["selfUri"]!.GetValue<string>();
        var change = JsonNode.Parse("""{"version":1,"name":"Kim Lee","email":"kim.lee@example.test"}""");
        (await app.SendAsync(HttpMethod.Patch, kim, change, token)).Expect(HttpStatusCode.OK);

        await using var next = await app.RestartAsync("Production", seed);
        Assert.Equal(["Kim Lee", "Made"], await NamesAsync(next, token));
        var renamed = new Dictionary<string, string?>(seed, StringComparer.Ordinal) { ["Users:0:Name"] = "Kim Berg" };
        await using var last = await next.RestartAsync("Production", renamed);
        Assert.Equal(["Kim Berg", "Made"], await NamesAsync(last, token));
    }

    private static async Task<IEnumerable<string>> NamesAsync(IdentityApp app, string token) =>
        (await app.GetAsync("/api/v2/users", token)).Expect(HttpStatusCode.OK).Body["entities"]!.AsArray().Select(user => user!["name"]!.GetValue<string>());

    private static int Version(Answer user) => user.Body["version"]!.GetValue<int>();

    private static string Missing(Answer answer) => answer.Expect(HttpStatusCode.Forbidden).Body["errors"]![0]!["expected"]![0]!.GetValue<string>();

    private async Task<string> OneAsync(string email) =>
        $"/api/v2/users/{(await _app.Agents.FindAsync(email, TestContext.Current.CancellationToken))!.Id}";

    private async Task<HttpStatusCode> LogInAsync(string email, string password)
    {
        using var content = IdentityApp.Json(new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString());
        return (await _app.SendAsync(HttpMethod.Post, "/oauth/login", content, null)).Status;
    }

    private Task<Answer> SuggestedAsync(Answer refusal) => Suggested.SendAsync(_app, refusal, _token);

    private Task<Answer> PostAsync(string body) => SendAsync(HttpMethod.Post, "/api/v2/users", body);

    private Task<Answer> PatchAsync(string path, string body) => SendAsync(HttpMethod.Patch, path, body);

    private Task<Answer> SendAsync(HttpMethod method, string path, string body, string? token = null) =>
        _app.SendAsync(method, path, JsonNode.Parse(body), token ?? _token);
}
