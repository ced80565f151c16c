using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Pillion.Identity.Tests;

public sealed class SeedingTests
{
    private static readonly Dictionary<string, string?> Production = new(StringComparer.Ordinal)
    {
        ["Clients:tickets:Secret"] = "a-secret-of-some-length",
        ["Clients:tickets:Scopes"] = "conversations users:read",
        ["Users:0:Email"] = "Kim@Example.test",
        ["Users:0:Name"] = "Kim Park",
        ["Users:0:Roles:0"] = "admin",
        ["Users:0:Password"] = "a long password",
        ["Sites:shop:HomeUrl"] = "https://shop.example/",
        ["Sites:shop:PrivacyPolicy:Hide:0"] = ".salary > td",
    };

    [Fact]
    public async Task Ids_stay_the_same_over_starts_and_so_does_what_the_api_changed()
    {
        await using var app = await IdentityApp.StartAsync();
        var token = await app.TokenAsync();
        var users = (await app.GetAsync("/api/v2/users", token)).Body["entities"]!.ToJsonString();
        var id = (await app.Agents.FindAsync("agent@example.test", TestContext.Current.CancellationToken))!.Id;
        var away = new JsonObject { ["presenceDefinition"] = new JsonObject { ["systemPresence"] = "Away" } };
        (await app.SendAsync(HttpMethod.Patch, $"/api/v2/users/{id}/presences/purecloud", away, token)).Expect(HttpStatusCode.OK);
        var site = (await app.GetAsync("/api/v2/sites/dev", token)).Body;
        site["privacyPolicy"]!["preset"] = "private";
        (await app.SendAsync(HttpMethod.Put, "/api/v2/sites/dev", site, token)).Expect(HttpStatusCode.OK);

        await using var next = await app.RestartAsync();

        // Tokens outlive a restart: the keys and the token entries are kept.
        Assert.Equal(users, (await next.GetAsync("/api/v2/users", token)).Expect(HttpStatusCode.OK).Body["entities"]!.ToJsonString());
        var presence = await next.GetAsync($"/api/v2/users/{id}/presences/purecloud", token);
        Assert.Equal("Away", presence.Body["presenceDefinition"]!["systemPresence"]!.GetValue<string>());
    }

    [Fact]
    public async Task Development_credentials_are_gone_when_the_server_starts_in_another_environment()
    {
        await using var app = await IdentityApp.StartAsync();
        var token = await app.TokenAsync();
        await using var production = await app.RestartAsync("Production");
        (await production.GetAsync("/api/v2/users", token)).Expect(HttpStatusCode.Unauthorized);
        (await production.AskTokenAsync("dev", "dev-secret")).Expect(HttpStatusCode.Unauthorized);
        using var content = IdentityApp.Json("""{"email":"agent@example.test","password":"pillion"}""");
        (await production.SendAsync(HttpMethod.Post, "/oauth/login", content, null)).Expect(HttpStatusCode.Unauthorized);
        Assert.Empty(await production.Sites.ListAsync(TestContext.Current.CancellationToken));
        Assert.Null(await production.Agents.FindAsync("agent@example.test", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Entries_are_named_or_listed_and_take_aliases_of_scopes()
    {
        await using var app = await IdentityApp.StartAsync("Production", seed: Production);
        var token = await app.TokenAsync(client: "tickets", secret: "a-secret-of-some-length");
        var info = await app.GetAsync("/api/v2/tokens/me", token);
        Assert.Equal(["cobrowse", "conversation:write", "users:read"], info.Body["authorizedScope"]!.AsArray().Select(scope => scope!.GetValue<string>()));
        var user = (await app.GetAsync("/api/v2/users?expand=presence", token)).Body["entities"]![0]!;
        Assert.Equal("kim@example.test", user["email"]!.GetValue<string>());
        Assert.Equal("Offline", user["presence"]!["presenceDefinition"]!["systemPresence"]!.GetValue<string>());
        var site = (await app.GetAsync("/api/v2/sites/shop", token)).Expect(HttpStatusCode.OK);
        Assert.Equal("https://shop.example", site.Body["allowedOrigins"]![0]!.GetValue<string>());
        Assert.Equal(".salary > td", site.Body["privacyPolicy"]!["hide"]![0]!.GetValue<string>());
        Assert.Equal("invalid_scope", (await app.AskTokenAsync("tickets", "a-secret-of-some-length", "admin")).Expect(HttpStatusCode.BadRequest)["error"]);
    }

    [Fact]
    public async Task A_changed_secret_ends_the_tokens_of_the_former_one()
    {
        await using var app = await IdentityApp.StartAsync("Production", seed: Production);
        var token = await app.TokenAsync(client: "tickets", secret: "a-secret-of-some-length");
        await using var same = await app.RestartAsync("Production", Production);
        (await same.GetAsync("/api/v2/users", token)).Expect(HttpStatusCode.OK);
        var changed = new Dictionary<string, string?>(Production, StringComparer.Ordinal) { ["Clients:tickets:Secret"] = "another-secret-of-length" };
        await using var next = await same.RestartAsync("Production", changed);
        (await next.GetAsync("/api/v2/users", token)).Expect(HttpStatusCode.Unauthorized);
        (await next.AskTokenAsync("tickets", "a-secret-of-some-length")).Expect(HttpStatusCode.Unauthorized);
        (await next.AskTokenAsync("tickets", "another-secret-of-length")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_user_who_is_no_longer_configured_can_not_log_in_and_stays_to_be_named()
    {
        await using var app = await IdentityApp.StartAsync("Production", seed: Production);
        var without = Production.Where(line => !line.Key.StartsWith("Users", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        await using var next = await app.RestartAsync("Production", without);
        using var content = IdentityApp.Json("""{"email":"kim@example.test","password":"a long password"}""");
        (await next.SendAsync(HttpMethod.Post, "/oauth/login", content, null)).Expect(HttpStatusCode.Unauthorized);
        var token = await next.TokenAsync(client: "tickets", secret: "a-secret-of-some-length");
        Assert.Equal(1, (await next.GetAsync("/api/v2/users?state=inactive", token)).Body["total"]!.GetValue<int>());

        await using var back = await next.RestartAsync("Production", Production);
        using var again = IdentityApp.Json("""{"email":"kim@example.test","password":"a long password"}""");
        (await back.SendAsync(HttpMethod.Post, "/oauth/login", again, null)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_faulty_configuration_stops_the_start_and_names_every_fault()
    {
        var faulty = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Client:x:Secret"] = "y",
            ["Clients:a:Secret"] = "short",
            ["Clients:a:Scopes"] = "users:raed",
            ["Clients:b:Scopes"] = "*",
            ["Users:kim:Password"] = "short",
            ["Users:kim:Rolls"] = "agent",
            ["Sites:Shop:HomeUrl"] = "http://shop.example/",
            ["Sites:Shop:SessionPolicy:WaitSeconds"] = "soon",
            ["Sites:Shop:Development"] = "perhaps",
        };
        var problem = await Assert.ThrowsAsync<OptionsValidationException>(() => IdentityApp.StartAsync("Production", seed: faulty));
        Assert.Equal(
            [
                "Pillion:Seed:Client", "Pillion:Seed:Clients:a:Scopes", "Pillion:Seed:Clients:a:Secret", "Pillion:Seed:Clients:b:Secret",
                "Pillion:Seed:Sites:Shop:Development", "Pillion:Seed:Sites:Shop:HomeUrl", "Pillion:Seed:Sites:Shop:Key",
                "Pillion:Seed:Sites:Shop:SessionPolicy:WaitSeconds", "Pillion:Seed:Users:kim:Email", "Pillion:Seed:Users:kim:Password",
                "Pillion:Seed:Users:kim:Rolls",
            ],
            problem.Failures.Select(fault => fault[..fault.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }
}
