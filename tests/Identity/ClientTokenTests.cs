using System.Net;
using System.Text.Json.Nodes;

namespace Pillion.Identity.Tests;

public sealed class ClientTokenTests : IAsyncLifetime
{
    private IdentityApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await IdentityApp.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_client_without_a_wish_gets_all_it_may_have_for_a_day()
    {
        var answer = (await _app.AskTokenAsync("dev", "dev-secret")).Expect(HttpStatusCode.OK);
        Assert.Equal("Bearer", answer["token_type"]);
        Assert.Equal(86399, answer.Body["expires_in"]!.GetValue<int>());
        var info = (await _app.GetAsync("/api/v2/tokens/me", answer["access_token"])).Expect(HttpStatusCode.OK);
        Assert.Equal(
            Pillion.Http.Scopes.All.Order(StringComparer.Ordinal),
            info.Body["authorizedScope"]!.AsArray().Select(scope => scope!.GetValue<string>()));
        Assert.Equal("dev", info.Body["OAuthClient"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Id_and_secret_are_also_taken_from_the_form()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = "dev",
            ["client_secret"] = "dev-secret",
        });
        var answer = (await _app.SendAsync(HttpMethod.Post, "/oauth/token", form, null)).Expect(HttpStatusCode.OK);
        (await _app.GetAsync("/api/v2/users", answer["access_token"])).Expect(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("users:read", new[] { "users:read" })]
    [InlineData("conversations:readonly presence:readonly", new[] { "conversation:read", "users:read" })]
    [InlineData("conversations", new[] { "cobrowse", "conversation:write" })]
    public async Task Scopes_go_by_our_names_or_the_vendors(string asked, string[] granted)
    {
        var token = await _app.TokenAsync(asked);
        var info = await _app.GetAsync("/api/v2/tokens/me", token);
        Assert.Equal(granted, info.Body["authorizedScope"]!.AsArray().Select(scope => scope!.GetValue<string>()));
    }

    [Fact]
    public async Task An_unknown_scope_is_refused_with_the_known_ones()
    {
        var answer = (await _app.AskTokenAsync("dev", "dev-secret", "users:raed \"x\"")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("invalid_scope", answer["error"]);
        Assert.Contains("users:raed", answer["error_description"], StringComparison.Ordinal);
        Assert.Contains("users:readonly", answer["error_description"], StringComparison.Ordinal);
        Assert.DoesNotContain("error_uri", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev", "wrong")]
    [InlineData("nobody", "dev-secret")]
    public async Task Wrong_credentials_are_refused_the_same_way(string id, string secret)
    {
        var answer = (await _app.AskTokenAsync(id, secret)).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("invalid_client", answer["error"]);
        Assert.Contains("Authorization: Basic", answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_grant_is_refused_with_the_known_ones()
    {
        var answer = (await _app.AskTokenAsync("dev", "dev-secret", grant: "password")).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("unsupported_grant_type", answer["error"]);
        Assert.Contains("client_credentials", answer["error_description"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openid-configuration")]
    [InlineData("oauth-authorization-server")]
    public async Task The_server_describes_itself_as_it_is(string document)
    {
        var about = (await _app.GetAsync($"/.well-known/{document}", null)).Expect(HttpStatusCode.OK).Body;
        Assert.Equal($"{_app.Url}/oauth/token", about["token_endpoint"]!.GetValue<string>());
        Assert.Equal($"{_app.Url}/oauth/authorize", about["authorization_endpoint"]!.GetValue<string>());
        Assert.Equal(["authorization_code", "client_credentials", "refresh_token"], List("grant_types_supported"));
        Assert.Equal(["client_secret_basic", "client_secret_post"], List("token_endpoint_auth_methods_supported"));
        Assert.Equal(["S256"], List("code_challenge_methods_supported"));
        Assert.Equal(["code"], List("response_types_supported"));
        foreach (var scope in new[] { "conversations", "users:readonly", "admin", "openid" })
        {
            Assert.Contains(scope, List("scopes_supported"));
        }

        var keys = (await _app.GetAsync(new Uri(about["jwks_uri"]!.GetValue<string>()).AbsolutePath, null)).Expect(HttpStatusCode.OK);
        Assert.Equal("ES256", keys.Body["keys"]![0]!["alg"]!.GetValue<string>());

        IEnumerable<string> List(string name) => about[name]!.AsArray().Select(value => value!.GetValue<string>()).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("", "invalid_scope", HttpStatusCode.OK)]
    [InlineData("users:raed", "invalid_scope", HttpStatusCode.BadRequest)]
    [InlineData("users:read users:raed", "invalid_scope", HttpStatusCode.BadRequest)]
    public async Task Scopes_are_refused_as_rfc_6749_says(string scope, string error, HttpStatusCode status)
    {
        var answer = (await _app.AskTokenAsync("dev", "dev-secret", scope)).Expect(status);
        if (status == HttpStatusCode.BadRequest)
        {
            Assert.Equal(error, answer["error"]);
            Assert.All(answer["error_description"], c => Assert.True(c is >= ' ' and <= '~' and not ('"' or '\\')));
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_without_the_scope_is_told_which_one_is_missing()
    {
        var token = await _app.TokenAsync("conversation:read");
        var answer = (await _app.GetAsync("/api/v2/users", token)).Expect(HttpStatusCode.Forbidden);
        Assert.Equal("missing.scope", answer["code"]);
        Assert.Equal("users:read", answer.Body["errors"]![0]!["expected"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task A_token_ends_with_its_lifetime()
    {
        var token = await _app.TokenAsync();
        _app.Time.Advance(TimeSpan.FromSeconds(86398));
        (await _app.GetAsync("/api/v2/users", token)).Expect(HttpStatusCode.OK);
        _app.Time.Advance(TimeSpan.FromMinutes(6));
        var answer = (await _app.GetAsync("/api/v2/users", token)).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("bad.credentials", answer["code"]);
    }

    [Fact]
    public async Task A_revoked_token_ends_at_once()
    {
        var (token, other) = (await _app.TokenAsync(), await _app.TokenAsync());
        (await _app.SendAsync(HttpMethod.Delete, "/api/v2/tokens/me", (JsonNode?)null, token)).Expect(HttpStatusCode.OK);
        (await _app.GetAsync("/api/v2/tokens/me", token)).Expect(HttpStatusCode.Unauthorized);
        (await _app.GetAsync("/api/v2/tokens/me", other)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_is_not_taken_from_the_address()
    {
        var token = await _app.TokenAsync();
        (await _app.GetAsync($"/api/v2/users?access_token={token}", null)).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_token_that_was_tampered_with_is_refused()
    {
        var token = await _app.TokenAsync("users:read");
        var parts = token.Split('.');
        var forged = $"{parts[0]}.{parts[1]}.{new string(parts[2].Reverse().ToArray())}";
        (await _app.GetAsync("/api/v2/users", forged)).Expect(HttpStatusCode.Unauthorized);
    }
}
