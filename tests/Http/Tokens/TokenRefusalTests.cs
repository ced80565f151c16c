using System.Buffers.Text;
using System.Text;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Tokens;

/// <summary>A request without the right token is told what came and how to get one.</summary>
public sealed class TokenRefusalTests(SharedHost shared)
{
    private const string Path = "/api/v2/conversations";

    private readonly Host _host = shared.Host;

    [Theory]
    [InlineData(null, "authentication.required", "No access token")]
    [InlineData("", "authentication.required", "No access token")]
    [InlineData("Basic ZGV2OmRldi1zZWNyZXQ=", "invalid.authorization.header", "is Basic")]
    [InlineData("Bearer", "invalid.authorization.header", "no token behind it")]
    [InlineData("Bearer  ", "invalid.authorization.header", "no token behind it")]
    [InlineData("dev-secret", "invalid.authorization.header", "names no scheme")]
    [InlineData("Digest abc", "invalid.authorization.header", "not known here")]
    [InlineData("Bearer dev-secret", "bad.credentials", "looks like a client secret")]
    [InlineData("Bearer a.b.c", "bad.credentials", "looks like a client secret")]
    [InlineData("Bearer \u00fc.\u00fc.\u00fc", "bad.credentials", "looks like a client secret")]
    public async Task What_came_is_said(string? header, string code, string said)
    {
        var refused = (await _host.SendAsync("GET", Path, null, header is null ? [] : [("Authorization", header)])).Expect(401, code);

        Assert.Contains(said, refused["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.StartsWith("Bearer realm=\"pillion\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Equal(code != "authentication.required", refused.Header("WWW-Authenticate")!.Contains("error=\"invalid_token\"", StringComparison.Ordinal));
        Assert.Equal("/oauth/token", refused["suggestion"]!["path"]!.GetValue<string>());
        Assert.DoesNotContain("ZGV2", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_without_bearer_is_known_as_one() =>
        Assert.Contains(
            "without the word Bearer",
            (await _host.SendAsync("GET", Path, null, ("Authorization", await _host.TokenAsync()))).Expect(401, "invalid.authorization.header")["message"]!.GetValue<string>(),
            StringComparison.Ordinal);

    [Fact]
    public async Task An_expired_token_is_told_since_when()
    {
        var token = $"e30.{Base64Url.EncodeToString("""{"exp":1700000000}"""u8)}.e30";

        var refused = (await _host.GetAsync(Path, token)).Expect(401, "bad.credentials");

        Assert.Contains("its time was over at 2023-11-14T22:13:20.000Z", refused["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Claims_that_make_no_sense_are_no_trouble()
    {
        foreach (var claims in new[] { """{"exp":1e400}""", """{"exp":"x"}""", """{"exp":99999999999999999}""", """{"exp":-1}""", "[]", "{", "\u0000" })
        {
            (await _host.GetAsync(Path, $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.e30")).Expect(401, "bad.credentials");
        }
    }

    [Fact]
    public async Task A_revoked_token_is_not_valid()
    {
        var token = await _host.TokenAsync();
        (await _host.SendAsync("DELETE", "/api/v2/tokens/me", null, token)).Expect(200);

        (await _host.GetAsync(Path, token)).Expect(401, "bad.credentials");
    }

    [Fact]
    public async Task The_suggestion_works_with_the_callers_own_credentials()
    {
        var suggestion = (await _host.GetAsync(Path)).Expect(401)["suggestion"]!;
        using var form = new StringContent(suggestion["body"]!.GetValue<string>(), Encoding.UTF8, suggestion["headers"]!["Content-Type"]!.GetValue<string>());

        (await _host.SendAsync(suggestion["method"]!.GetValue<string>(), suggestion["path"]!.GetValue<string>(), form, ("Authorization", $"Basic {Host.Credentials}"))).Expect(200);
    }

    [Fact]
    public async Task A_missing_scope_is_named_with_those_there_are_and_the_vendors_names()
    {
        var token = await _host.TokenAsync("conversation:read");

        var refused = (await _host.SendAsync("POST", "/api/v2/conversations", "{}", token)).Expect(403, "missing.scope");

        Assert.Equal("conversation:read", refused.Fault["found"]!.GetValue<string>());
        Assert.Equal(["conversation:write", "conversations", "routing"], refused.Fault["expected"]!.AsArray().Select(node => node!.GetValue<string>()));
        Assert.Contains("error=\"insufficient_scope\", scope=\"conversation:write cobrowse\"", refused.Header("WWW-Authenticate"), StringComparison.Ordinal);
        (await _host.SendAsync("POST", "/api/v2/conversations", "{}", await _host.TokenAsync("conversations"))).Expect(400);
    }
}
