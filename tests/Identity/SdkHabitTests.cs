using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Pillion.Identity.Tests;

/// <summary>Requests with the very bytes that the vendor's three SDKs send, whatever a tidy client would make of them.</summary>
public sealed class SdkHabitTests : IAsyncLifetime
{
    private const string Basic = "Authorization: Basic ZGV2OmRldi1zZWNyZXQ=";

    private static readonly (string Name, string[] Get, string Json)[] Sdks =
    [
        ("python", ["Accept: application/json", "Content-Type: application/json", "User-Agent: PureCloud SDK/python", "purecloud-sdk: 257.1.0", "Accept-Encoding: identity"], "application/json"),
        ("dotnet", ["Accept: application/json", "User-Agent: PureCloud SDK/dotnet", "purecloud-sdk: 249.0.0", "Accept-Encoding: gzip, deflate, br"], "application/json; charset=utf-8"),
        ("javascript", ["Accept: application/json, text/plain, */*", "Content-Type: application/json", "User-Agent: axios/1.7.4", "Accept-Encoding: gzip, compress, deflate, br"], "application/json"),
    ];

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

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8")]
    public async Task A_token_is_asked_for_without_a_scope(string type)
    {
        var answer = await RawAsync("POST", "/oauth/token", [Basic, $"Content-Type: {type}", "Accept: application/json"], "grant_type=client_credentials");
        Assert.Equal(200, answer.Status);
        Assert.Equal(("Bearer", 86399), (answer.Json["token_type"]!.GetValue<string>(), answer.Json["expires_in"]!.GetValue<int>()));
        var info = await RawAsync("GET", "/api/v2/tokens/me", [$"Authorization: Bearer {answer.Json["access_token"]}"]);
        Assert.Equal("CLIENT-CREDENTIALS", info.Json["OAuthClient"]!["authorizedGrantType"]!.GetValue<string>());
        Assert.Equal("active", info.Json["OAuthClient"]!["state"]!.GetValue<string>());
        Assert.Equal(_app.Time.GetUtcNow().AddSeconds(86399), info.Json["dateTokenExpires"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Every_read_is_served_whatever_its_headers()
    {
        string[] paths =
        [
            $"/api/v2/users/{_user}", $"/api/v2/users/{_user}/presences/purecloud", $"/api/v2/users/{_user}/presences/PURECLOUD",
            $"/api/v2/users/{_user}/routingstatus", "/api/v2/presence/definitions?deactivated=false&localeCode=ALL", "/api/v2/presencedefinitions?pageSize=100&deleted=false",
            "/api/v2/systempresences", "/api/v2/organizations/me", "/api/v2/tokens/me", "/api/v2/sites",
        ];
        foreach (var (name, headers, _) in Sdks)
        {
            foreach (var path in paths)
            {
                var answer = await RawAsync("GET", path, [$"Authorization: Bearer {_token}", .. headers]);
                Assert.True(answer.Status == 200, $"{name} {path}: {answer.Text}");
                Assert.DoesNotContain(":null", answer.Text, StringComparison.Ordinal);
                Assert.Contains("ININ-Correlation-Id: ", answer.Head, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("expand=presence%2CroutingStatus%2Cauthorization%2Cgroups%2Cteam%2Cstation%2Cbiography&id={0}%2C{0}&state=active&sortOrder=asc")]
    [InlineData("expand=presence&expand=routingStatus&expand=authorization&expand=groups&expand=conversationSummary&id={0}&id={0}&sortOrder=ASC&pageSize=25&pageNumber=1")]
    [InlineData("expand=presence,routingStatus,authorization,groups,geolocation,languagePreference&id={0}&sortOrder=DESC&jabberId=")]
    public async Task Lists_come_joined_or_repeated(string query)
    {
        var answer = await RawAsync("GET", $"/api/v2/users?{string.Format(CultureInfo.InvariantCulture, query, _user)}", [$"Authorization: Bearer {_token}"]);
        Assert.Equal(200, answer.Status);
        var user = Assert.Single(answer.Json["entities"]!.AsArray())!;
        Assert.NotNull(user["presence"]);
        Assert.NotNull(user["routingStatus"]);
        Assert.Empty(user["groups"]!.AsArray());
        Assert.Equal("agent", user["authorization"]!["roles"]![0]!["name"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("2026-11-22T13:00:00")]
    [InlineData("2026-11-22T13:00:00.005000+00:00")]
    [InlineData("2026-11-22T13:00:00.1234567+01:00")]
    [InlineData("2026-11-22T13:00:00.1234567")]
    [InlineData("2026-11-22T13:00:00Z")]
    public async Task Dates_of_any_form_and_nulls_come_back_in_bodies(string date)
    {
        foreach (var (name, headers, json) in Sdks)
        {
            string[] all = [$"Authorization: Bearer {_token}", .. headers.Where(header => !header.StartsWith("Content-Type", StringComparison.Ordinal)), $"Content-Type: {json}"];
            var presence = await RawAsync(
                "PATCH",
                $"/api/v2/users/{_user}/presences/purecloud",
                all,
                $$"""{"id":null,"name":null,"primary":true,"presenceDefinition":{"id":"8cf7af0a-9f07-44b5-a3dc-ea43cb61a598","systemPresence":null},"message":null,"modifiedDate":"{{date}}"}""");
            Assert.True(presence.Status == 200, $"{name}: {presence.Text}");
            var routing = await RawAsync("PUT", $"/api/v2/users/{_user}/routingstatus", all, $$"""{"status":"IDLE","userId":"{{_user}}","startTime":"{{date}}"}""");
            Assert.True(routing.Status == 200, $"{name}: {routing.Text}");
            var user = await RawAsync("PATCH", $"/api/v2/users/{_user}", all, $$"""{"version":1,"title":"Support","department":null,"images":null,"dateLastLogin":"{{date}}"}""");
            Assert.True(user.Status == 200, $"{name}: {user.Text}");
        }
    }

    [Theory]
    [InlineData("Content-Type: application/json", "null")]
    [InlineData("Content-Type: application/json", "")]
    [InlineData(null, "")]
    public async Task What_has_no_body_takes_what_is_sent_for_none(string? type, string body)
    {
        string[] headers = type is null ? [$"Authorization: Bearer {_token}"] : [$"Authorization: Bearer {_token}", type];
        Assert.Equal(200, (await RawAsync("POST", "/api/v2/sites/dev/secret", headers, body)).Status);
        var other = await _app.TokenAsync();
        Assert.Equal(200, (await RawAsync("DELETE", "/api/v2/tokens/me", [$"Authorization: Bearer {other}", .. headers[1..]], body)).Status);
        Assert.Equal(401, (await RawAsync("GET", "/api/v2/tokens/me", [$"Authorization: Bearer {other}"])).Status);
    }

    private sealed record Raw(int Status, string Head, string Text)
    {
        public JsonNode Json => JsonNode.Parse(Text)!;
    }

    // By hand: HttpClient would not send a Content-Type without a body.
    private async Task<Raw> RawAsync(string method, string path, string[] headers, string? body = null)
    {
        var (uri, cancellation) = (new Uri(_app.Url), TestContext.Current.CancellationToken);
        using var socket = new TcpClient();
        await socket.ConnectAsync(uri.Host, uri.Port, cancellation);
        await using var stream = socket.GetStream();
        string[] lines = [$"{method} {path} HTTP/1.1", $"Host: {uri.Authority}", "Connection: close", .. headers];
        var length = body is null ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{string.Join("\r\n", lines)}\r\n{length}\r\n{body}"), cancellation);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var whole = await reader.ReadToEndAsync(cancellation);
        var end = whole.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, text) = (whole[..end], whole[(end + 4)..]);
        return new Raw(
            int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture),
            head,
            head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase) ? Unchunked(text) : text);
    }

    private static string Unchunked(string text)
    {
        var (whole, bytes, at) = (new MemoryStream(), Encoding.UTF8.GetBytes(text), 0);
        while (true)
        {
            var line = Array.IndexOf(bytes, (byte)'\r', at);
            var size = int.Parse(Encoding.ASCII.GetString(bytes, at, line - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return Encoding.UTF8.GetString(whole.ToArray());
            }

            whole.Write(bytes, line + 2, size);
            at = line + 2 + size + 2;
        }
    }
}
