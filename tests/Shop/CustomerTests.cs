using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pillion.Shop.Tests;

public sealed class CustomerTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_customer_signs_in_is_known_and_signs_out()
    {
        using var fresh = new Shop();
        await fresh.InitializeAsync();
        Assert.Equal("""{"signedIn":false}""", await fresh.ReadAsync("api/me"));

        using var signedIn = await fresh.SignInAsync(" Robin@Example.test ");
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        Assert.Equal(
            """{"signedIn":true,"email":"robin@example.test","name":"Robin Doe","externalId":"customer-17"}""",
            await fresh.ReadAsync("api/me"));
        Assert.Contains("TC-4471-0093", await fresh.ReadAsync("api/account"), StringComparison.Ordinal);

        using var signedOut = await fresh.PostAsync("api/sign-out", "{}");
        Assert.Equal(HttpStatusCode.NoContent, signedOut.StatusCode);
        Assert.Equal("""{"signedIn":false}""", await fresh.ReadAsync("api/me"));
        await fresh.DisposeAsync();
    }

    [Fact]
    public async Task The_cookie_stays_within_the_shop_and_away_from_scripts()
    {
        using var answer = await shop.SignInAsync();
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("path=/some/where/shop/", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_token_for_Pillion_is_signed_with_the_sites_secret_and_lives_an_hour()
    {
        using var signedIn = await shop.SignInAsync();
        using var answer = JsonDocument.Parse(await shop.ReadAsync("api/pillion-token"));
        var parts = answer.RootElement.GetProperty("token").GetString()!.Split('.');

        Assert.Equal(3, parts.Length);
        Assert.Equal("""{"alg":"HS256","typ":"JWT"}""", Encoding.UTF8.GetString(Decode(parts[0])));
        Assert.Equal(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Shop.Secret), Encoding.UTF8.GetBytes($"{parts[0]}.{parts[1]}")), Decode(parts[2]));
        var now = shop.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal(
            $$"""{"sub":"customer-17","email":"robin@example.test","name":"Robin Doe","iat":{{now}},"exp":{{now + 3600}}}""",
            Encoding.UTF8.GetString(Decode(parts[1])));
    }

    [Theory]
    [InlineData("api/account")]
    [InlineData("api/pillion-token")]
    public async Task Nobody_gets_what_belongs_to_a_customer(string path)
    {
        using var stranger = new Shop();
        await stranger.InitializeAsync();
        using var answer = await stranger.GetAsync(path);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("""{"message":"Sign in first."}""", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await stranger.DisposeAsync();
    }

    [Fact]
    public async Task A_customer_is_forgotten_after_eight_hours()
    {
        using var fresh = new Shop();
        await fresh.InitializeAsync();
        using var signedIn = await fresh.SignInAsync();
        fresh.Time.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.Contains("Robin", await fresh.ReadAsync("api/me"), StringComparison.Ordinal);
        fresh.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("""{"signedIn":false}""", await fresh.ReadAsync("api/me"));
        await fresh.DisposeAsync();
    }

    [Theory]
    [InlineData("customer-23", null, null)]
    [InlineData(null, "9999999999", null)]
    [InlineData(null, null, "00")]
    [InlineData(null, "not-a-number", null)]
    public async Task A_cookie_that_somebody_changed_is_worth_nothing(string? customer, string? expiry, string? signature)
    {
        using var forger = new Shop();
        await forger.InitializeAsync();
        using var signedIn = await forger.SignInAsync();
        var parts = forger.Cookie!.Value.Split('.');
        forger.ReplaceCookie($"{customer ?? parts[0]}.{expiry ?? parts[1]}.{signature ?? parts[2]}");
        Assert.Equal("""{"signedIn":false}""", await forger.ReadAsync("api/me"));
        await forger.DisposeAsync();
    }

    [Theory]
    [InlineData("robin@example.test", "tandem")]
    [InlineData("robin@example.test", "")]
    [InlineData("nobody@example.test", "tandem-demo")]
    public async Task A_wrong_password_or_an_unknown_address_is_refused_alike(string email, string password)
    {
        using var answer = await shop.SignInAsync(email, password);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Contains("don't belong together", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{")]
    [InlineData("""{"email":5,"password":{}}""")]
    [InlineData("""{"email":"\ud800","password":"\ud800"}""")]
    [InlineData("""{"email":null,"password":"tandem-demo"}""")]
    public async Task Whatever_is_sent_gets_a_refusal(string body)
    {
        foreach (var path in (string[])["api/sign-in", "api/password"])
        {
            using var answer = await shop.PostAsync(path, body);
            Assert.InRange((int)answer.StatusCode, 400, 499);
        }
    }

    [Fact]
    public async Task What_is_too_long_or_not_JSON_is_refused()
    {
        using var tooLong = await shop.SignInAsync(new string('a', 5000));
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
        using var form = await shop.PostAsync("api/sign-in", "email=robin%40example.test&password=tandem-demo", "application/x-www-form-urlencoded");
        Assert.Equal(HttpStatusCode.BadRequest, form.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(shop.Address, "api/sign-in"));
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StringContent($$"""{"email":"{{new string('a', 100_000)}}"}""", Encoding.UTF8, "application/json");
        using var chunked = await shop.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, chunked.StatusCode);
    }

    [Theory]
    [InlineData("wrong", "long enough, really", HttpStatusCode.BadRequest)]
    [InlineData("tandem-demo", "short", HttpStatusCode.BadRequest)]
    [InlineData("tandem-demo", "long enough, really", HttpStatusCode.OK)]
    public async Task A_password_change_is_checked_and_changes_nothing(string current, string fresh, HttpStatusCode expected)
    {
        using var signedIn = await shop.SignInAsync();
        using var answer = await shop.PostAsync("api/password", $$"""{"current":"{{current}}","new":"{{fresh}}"}""");
        Assert.Equal(expected, answer.StatusCode);
        using var again = await shop.SignInAsync();
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
