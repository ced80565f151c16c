using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Pillion.Contracts;

namespace Pillion.Identity.Tests;

/// <summary>A person's way to a token: authorize, log in, come back with a code, exchange it, refresh it.</summary>
public sealed class PersonLoginTests : IAsyncLifetime
{
    private const string Verifier = "a-verifier-of-at-least-forty-three-characters-0123456789";
    private IdentityApp _app = null!;
    private HttpClient _browser = null!;

    private string Callback => $"{_app.Url}/console/callback";

    public async ValueTask InitializeAsync()
    {
        _app = await IdentityApp.StartAsync();
        _browser = _app.Browser();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_whole_way_from_no_login_to_a_refreshed_token()
    {
        var authorize = Authorize("openid offline_access conversation:read cobrowse users:read");
        var toLogin = await RedirectAsync(authorize);
        Assert.StartsWith("/console/login?returnUrl=", toLogin, StringComparison.Ordinal);
        var back = HttpUtility.ParseQueryString(toLogin[(toLogin.IndexOf('?', StringComparison.Ordinal) + 1)..])["returnUrl"]!;

        using var login = await LogInAsync("agent@example.test", "pillion");
        Assert.Equal(HttpStatusCode.NoContent, login.StatusCode);
        var cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("pillion.login=", cookie, StringComparison.Ordinal);
        Assert.Contains("path=/oauth", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);

        var callback = new Uri(await RedirectAsync(back));
        Assert.Equal(Callback, callback.GetLeftPart(UriPartial.Path));
        var query = HttpUtility.ParseQueryString(callback.Query);
        Assert.Equal("the-state", query["state"]);

        var token = (await ExchangeAsync(query["code"]!)).Expect(HttpStatusCode.OK);
        Assert.Equal(3600, token.Body["expires_in"]!.GetValue<int>());
        var me = (await _app.GetAsync("/api/v2/users/me?expand=presence", token["access_token"])).Expect(HttpStatusCode.OK);
        Assert.Equal("Avery Moss", me["name"]);
        Assert.Equal("Available", me.Body["presence"]!["presenceDefinition"]!["systemPresence"]!.GetValue<string>());

        var refreshed = (await RefreshAsync(token["refresh_token"])).Expect(HttpStatusCode.OK);
        Assert.NotEqual(token["refresh_token"], refreshed["refresh_token"]);
        (await _app.GetAsync("/api/v2/users/me", refreshed["access_token"])).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_code_is_worth_nothing_without_its_verifier_and_works_once()
    {
        var code = await CodeAsync();
        var wrong = (await ExchangeAsync(code, verifier: new string('x', 43))).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("invalid_grant", wrong["error"]);
        var second = await CodeAsync();
        (await ExchangeAsync(second)).Expect(HttpStatusCode.OK);
        Assert.Equal("invalid_grant", (await ExchangeAsync(second)).Expect(HttpStatusCode.BadRequest)["error"]);
    }

    [Fact]
    public async Task A_request_without_pkce_is_refused()
    {
        using var login = await LogInAsync("agent@example.test", "pillion");
        using var answer = await _browser.GetAsync(
            $"/oauth/authorize?client_id=console&response_type=code&redirect_uri={Uri.EscapeDataString(Callback)}&scope=users:read&state=s",
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("code_challenge", (await Answer.OfAsync(answer)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_not_the_consoles_gets_no_code()
    {
        using var login = await LogInAsync("agent@example.test", "pillion");
        using var answer = await _browser.GetAsync(Authorize("users:read", "http://evil.test/console/callback"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task An_agent_gets_no_more_than_their_role_allows()
    {
        var code = await CodeAsync("admin users:write users:read");
        var token = (await ExchangeAsync(code)).Expect(HttpStatusCode.OK);
        var info = await _app.GetAsync("/api/v2/tokens/me", token["access_token"]);
        Assert.Equal(["users:read"], info.Body["authorizedScope"]!.AsArray().Select(scope => scope!.GetValue<string>()));
    }

    [Fact]
    public async Task An_unknown_scope_comes_back_to_the_client_as_an_error()
    {
        using var login = await LogInAsync("agent@example.test", "pillion");
        Assert.Contains("error=invalid_scope", await RedirectAsync(Authorize("nonsense")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_none_never_shows_a_page_and_prompt_login_always_does()
    {
        Assert.Contains("error=login_required", await RedirectAsync(Authorize("users:read") + "&prompt=none"), StringComparison.Ordinal);
        using var login = await LogInAsync("agent@example.test", "pillion");
        var toLogin = await RedirectAsync(Authorize("users:read") + "&prompt=login");
        Assert.StartsWith("/console/login", toLogin, StringComparison.Ordinal);
        Assert.DoesNotContain("prompt", toLogin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ending_the_token_ends_the_refresh_token_too()
    {
        var token = (await ExchangeAsync(await CodeAsync())).Expect(HttpStatusCode.OK);
        (await _app.SendAsync(HttpMethod.Delete, "/api/v2/tokens/me", (JsonNode?)null, token["access_token"])).Expect(HttpStatusCode.OK);
        (await _app.GetAsync("/api/v2/users/me", token["access_token"])).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal("invalid_grant", (await RefreshAsync(token["refresh_token"])).Expect(HttpStatusCode.BadRequest)["error"]);
    }

    [Fact]
    public async Task Ending_a_token_is_told_once_for_its_whole_login()
    {
        var token = (await ExchangeAsync(await CodeAsync())).Expect(HttpStatusCode.OK);
        var refreshed = (await RefreshAsync(token["refresh_token"])).Expect(HttpStatusCode.OK);
        (await _app.SendAsync(HttpMethod.Delete, "/api/v2/tokens/me", (JsonNode?)null, refreshed["access_token"])).Expect(HttpStatusCode.OK);

        Assert.NotNull((await _app.Published.NextAsync<TokensRevoked>()).Login);
        Assert.True(_app.Published.IsEmpty);
        (await _app.GetAsync("/api/v2/users/me", token["access_token"])).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_code_that_comes_twice_ends_the_login_at_once()
    {
        var code = await CodeAsync();
        var token = (await ExchangeAsync(code)).Expect(HttpStatusCode.OK);
        (await _app.GetAsync("/api/v2/users/me", token["access_token"])).Expect(HttpStatusCode.OK);
        (await ExchangeAsync(code)).Expect(HttpStatusCode.BadRequest);

        Assert.NotNull((await _app.Published.NextAsync<TokensRevoked>()).Login);
        (await _app.GetAsync("/api/v2/users/me", token["access_token"])).Expect(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refresh_token_ends_after_two_weeks()
    {
        var token = (await ExchangeAsync(await CodeAsync())).Expect(HttpStatusCode.OK);
        _app.Time.Advance(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(6));
        Assert.Equal("invalid_grant", (await RefreshAsync(token["refresh_token"])).Expect(HttpStatusCode.BadRequest)["error"]);
    }

    [Fact]
    public async Task Logging_out_ends_the_login()
    {
        using var login = await LogInAsync("agent@example.test", "pillion");
        Assert.StartsWith(Callback, await RedirectAsync(Authorize("users:read")), StringComparison.Ordinal);
        using var logout = await _browser.PostAsync("/oauth/logout", null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, logout.StatusCode);
        Assert.StartsWith("/console/login", await RedirectAsync(Authorize("users:read")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_passwords_and_unknown_accounts_are_refused_alike()
    {
        using var wrong = await LogInAsync("agent@example.test", "wrong");
        using var unknown = await LogInAsync("nobody@example.test", "pillion");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal((await Answer.OfAsync(wrong))["message"], (await Answer.OfAsync(unknown))["message"]);
    }

    [Fact]
    public async Task The_sixth_attempt_waits_even_with_the_right_password_until_the_window_ends()
    {
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            using var wrong = await LogInAsync("agent@example.test", "wrong");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        _app.Time.Advance(TimeSpan.FromSeconds(100));
        using var slowed = await LogInAsync("Agent@Example.test", "pillion");
        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.Equal("200", Assert.Single(slowed.Headers.GetValues("Retry-After")));
        Assert.Equal("too.many.requests.retry.after", (await Answer.OfAsync(slowed))["code"]);
        using var other = await LogInAsync("jordan@example.test", "pillion");
        Assert.Equal(HttpStatusCode.NoContent, other.StatusCode);

        _app.Time.Advance(TimeSpan.FromSeconds(199));
        using var early = await LogInAsync("agent@example.test", "pillion");
        Assert.Equal("1", Assert.Single(early.Headers.GetValues("Retry-After")));
        _app.Time.Advance(TimeSpan.FromSeconds(1));
        using var onTime = await LogInAsync("agent@example.test", "pillion");
        Assert.Equal(HttpStatusCode.NoContent, onTime.StatusCode);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://evil.test")]
    public async Task Another_website_can_not_log_anyone_in(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/oauth/login") { Content = Credentials("agent@example.test", "pillion") };
        request.Headers.Add(header, value);
        using var answer = await _browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task A_faulty_form_is_refused_without_showing_the_password()
    {
        using var content = IdentityApp.Json("""{"email":"agent@example.test","password":["hunter2"],"remember":true}""");
        using var response = await _browser.PostAsync("/oauth/login", content, TestContext.Current.CancellationToken);
        var answer = (await Answer.OfAsync(response)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal(["invalid.type /password", "unknown.field /remember"], answer.Faults);
        Assert.DoesNotContain("hunter2", answer.Text, StringComparison.Ordinal);
    }

    private string Authorize(string scope, string? callback = null)
    {
        var challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        return string.Create(
            CultureInfo.InvariantCulture,
            $"/oauth/authorize?client_id=console&response_type=code&redirect_uri={Uri.EscapeDataString(callback ?? Callback)}&scope={Uri.EscapeDataString(scope)}&state=the-state&code_challenge={challenge}&code_challenge_method=S256");
    }

    private async Task<string> CodeAsync(string scope = "openid offline_access users:read")
    {
        using var login = await LogInAsync("agent@example.test", "pillion");
        var callback = new Uri(await RedirectAsync(Authorize(scope)));
        return HttpUtility.ParseQueryString(callback.Query)["code"] ?? throw new InvalidOperationException($"no code in {callback}");
    }

    private async Task<string> RedirectAsync(string path)
    {
        using var answer = await _browser.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private Task<HttpResponseMessage> LogInAsync(string email, string password) =>
        _browser.PostAsync("/oauth/login", Credentials(email, password), TestContext.Current.CancellationToken);

    private static StringContent Credentials(string email, string password) =>
        IdentityApp.Json(new JsonObject { ["email"] = email, ["password"] = password }.ToJsonString());

    private Task<Answer> ExchangeAsync(string code, string verifier = Verifier) => TokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "authorization_code",
        ["client_id"] = "console",
        ["code"] = code,
        ["code_verifier"] = verifier,
        ["redirect_uri"] = Callback,
    });

    private Task<Answer> RefreshAsync(string token) => TokenAsync(new Dictionary<string, string>
    {
        ["grant_type"] = "refresh_token",
        ["client_id"] = "console",
        ["refresh_token"] = token,
    });

    private async Task<Answer> TokenAsync(Dictionary<string, string> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await _app.SendAsync(HttpMethod.Post, "/oauth/token", content, null);
    }
}
