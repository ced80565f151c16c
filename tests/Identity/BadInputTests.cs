using System.Net;
using System.Text;
using CsCheck;

namespace Pillion.Identity.Tests;

/// <summary>Whatever is sent, the answer is a refusal with a body, never a failure of ours.</summary>
public sealed class BadInputTests : IAsyncLifetime
{
    private static readonly string[] Words =
    [
        "grant_type", "client_id", "client_secret", "scope", "code", "code_verifier", "redirect_uri", "refresh_token", "request_uri", "request",
        "client_credentials", "authorization_code", "refresh_token", "password", "dev", "dev-secret", "console", "users:read", "*", "", "%00", "%ff", "\u0000",
    ];

    private static readonly Gen<string> Json = JsonGen();
    private IdentityApp _app = null!;
    private string _token = "";
    private string _user = "";

    public async ValueTask InitializeAsync()
    {
        _app = await IdentityApp.StartAsync();
        _token = await _app.TokenAsync();
        _user = (await _app.Agents.FindAsync("agent@example.test", TestContext.Current.CancellationToken))!.Id;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public Task Bodies() => Gen.Select(Gen.Int[0, 6], Json).SampleAsync(
        async (which, json) =>
        {
            var (method, path) = which switch
            {
                0 => (HttpMethod.Post, "/api/v2/users/search"),
                1 => (HttpMethod.Patch, $"/api/v2/users/{_user}/presences/purecloud"),
                2 => (HttpMethod.Put, $"/api/v2/users/{_user}/routingstatus"),
                3 => (HttpMethod.Post, "/api/v2/sites"),
                4 => (HttpMethod.Put, "/api/v2/sites/dev"),
                5 => (HttpMethod.Post, "/api/v2/sites/dev/secret"),
                _ => (HttpMethod.Post, "/oauth/login"),
            };
            using var content = IdentityApp.Json(json);
            return Fine(await _app.SendAsync(method, path, content, new("Bearer", _token)));
        },
        iter: 400,
        threads: 1);

    [Fact]
    public Task Queries_and_paths() => Gen.Select(Gen.Int[0, 5], Gen.String[0, 40], Gen.String[0, 40]).SampleAsync(
        async (which, name, value) =>
        {
            var (a, b) = (Escape(name), Escape(value));
            var path = which switch
            {
                0 => $"/api/v2/users?{a}={b}",
                1 => $"/api/v2/users?pageSize={b}&expand={a}&id={a}&sortOrder={b}",
                2 => $"/api/v2/users/x{a}?expand={b}",
                3 => $"/api/v2/users/{_user}/presences/x{a}",
                4 => $"/api/v2/sites/x{a}",
                _ => $"/oauth/authorize?client_id=console&redirect_uri={a}&scope={b}&{a}={b}",
            };
            return Fine(await _app.GetAsync(path, _token));
        },
        iter: 300,
        threads: 1);

    [Fact]
    public Task Token_requests() => Gen.Select(
        Gen.Select(Gen.OneOf(OneOf(Words), Gen.String[0, 20]), Gen.OneOf(OneOf(Words), Gen.String[0, 20])).Array[0, 6],
        Gen.OneOf(Gen.Int[0, 0].Select(_ => (string?)null), Gen.String[Gen.Char['!', '~'], 0, 30].Select(text => (string?)text)),
        OneOf("application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x", "text/plain")).SampleAsync(
        async (fields, basic, type) =>
        {
            var form = string.Join('&', fields.Select(field => $"{Escape(field.Item1)}={Escape(field.Item2)}"));
            using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(form));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            var authorization = basic is null ? null : new System.Net.Http.Headers.AuthenticationHeaderValue("Basic", basic.Replace(' ', '+'));
            return Fine(await _app.SendAsync(HttpMethod.Post, "/oauth/token", content, authorization));
        },
        iter: 300,
        threads: 1);

    [Fact]
    public async Task A_form_that_is_too_large_is_refused()
    {
        using var content = new StringContent("grant_type=client_credentials&x=" + new string('x', 100_000), Encoding.ASCII, "application/x-www-form-urlencoded");
        var answer = (await _app.SendAsync(HttpMethod.Post, "/oauth/token", content, null)).Expect(HttpStatusCode.BadRequest);
        Assert.Contains("65536", answer["error_description"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_of_too_many_fields_is_refused()
    {
        using var content = new StringContent(string.Concat(Enumerable.Range(0, 5_000).Select(i => $"a{i}=1&")), Encoding.ASCII, "application/x-www-form-urlencoded");
        var answer = (await _app.SendAsync(HttpMethod.Post, "/oauth/token", content, null)).Expect(HttpStatusCode.BadRequest);
        Assert.Equal("invalid_request", answer["error"]);
    }

    [Fact]
    public Task Bearer_tokens() => Gen.OneOf(
        Gen.String[Gen.Char['!', '~'], 0, 200],
        Gen.Select(Gen.Int[0, 400], Gen.Char['0', 'z']).Select((at, c) => at < _token.Length ? _token[..at] + c + _token[(at + 1)..] : _token + c)).SampleAsync(
        async token =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v2/tokens/me");
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
            using var response = await _app.Http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode == HttpStatusCode.Unauthorized || token == _token;
        },
        iter: 200,
        threads: 1);

    private static bool Fine(Answer answer)
    {
        Assert.True((int)answer.Status < 500, $"{(int)answer.Status}: {answer.Text}");
        Assert.True((int)answer.Status < 400 || answer.Text.Length > 0, $"{(int)answer.Status} without a body");
        return true;
    }

    private static string Escape(string text) => string.Concat(text.Select(c => char.IsSurrogate(c) ? "%ED%A0%80" : Uri.EscapeDataString(c.ToString())));

    // Objects of the names that the operations know, with values of every kind.
    private static Gen<string> JsonGen()
    {
        var name = OneOf(
            "query", "fields", "value", "values", "type", "operator", "pageSize", "pageNumber", "expand", "presenceDefinition", "id", "systemPresence",
            "message", "status", "key", "name", "homeUrl", "allowedOrigins", "privacyPolicy", "preset", "hide", "show", "sessionPolicy", "waitSeconds",
            "graceSeconds", "email", "password", "x");
        var text = Gen.OneOf(
            Gen.String[0, 30],
            OneOf("EXACT", "email", "Away", "IDLE", "https://a.example", "http://[", "https://xn--", "a[b", "balanced", "\u0000", "agent@example.test"));
        var leaf = Gen.OneOf(
            text.Select(value => System.Text.Json.JsonSerializer.Serialize(value)),
            OneOf("null", "true", "1", "-1", "1e400", "99999999999", "\"\\ud800\"", "{", "[]", "{}", "\"https://\\u0000\""));
        var inner = Gen.OneOf(leaf, leaf.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"), Members(name, leaf));
        var outer = Gen.OneOf(inner, inner.Array[0, 3].Select(items => $"[{string.Join(',', items)}]"), Members(name, inner));
        return Gen.OneOf(Members(name, outer), Members(name, outer), outer);
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(at => words[at]);

    private static Gen<string> Members(Gen<string> name, Gen<string> value) => Gen.Select(name, value).Array[0, 4]
        .Select(members => $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}");
}
