using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pillion.Shop.Tests;

public sealed partial class PageTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly string[] Pages =
        ["", "product.html", "cart.html", "checkout.html", "confirmation.html", "sign-in.html", "account.html"];

    public static TheoryData<string> AllPages => [.. Pages];

    [Theory]
    [MemberData(nameof(AllPages))]
    public async Task Every_page_is_whole_and_carries_the_snippet(string page)
    {
        var html = await shop.ReadAsync(page);
        Assert.Contains("""<script async src="/pillion.js" data-site="dev"></script>""", html, StringComparison.Ordinal);
        Assert.Contains("id=\"get-help\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!-- part:", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_the_pages_name_is_there()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var page in Pages)
        {
            foreach (Match match in Reference().Matches(await shop.ReadAsync(page)))
            {
                seen.Add(match.Groups["path"].Value.Split('?', '#')[0]);
            }
        }

        using var products = JsonDocument.Parse(await shop.ReadAsync("data/products.json"));
        seen.UnionWith(products.RootElement.EnumerateArray().Select(product => product.GetProperty("image").GetString()!));
        Assert.True(seen.Count > 30, $"Only {seen.Count} files were found to look at.");

        var missing = new List<string>();
        foreach (var path in seen)
        {
            using var answer = await shop.GetAsync(path);
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                missing.Add($"{path}: {answer.StatusCode}");
            }
        }

        Assert.Empty(missing);
    }

    [Theory]
    [InlineData("css/base.css", "text/css; charset=utf-8")]
    [InlineData("js/page.js", "text/javascript; charset=utf-8")]
    [InlineData("images/tandem.svg", "image/svg+xml; charset=utf-8")]
    [InlineData("images/hero-800.webp", "image/webp")]
    [InlineData("data/products.json", "application/json; charset=utf-8")]
    public async Task A_file_has_its_type_and_is_sent_once(string path, string type)
    {
        using var first = await shop.GetAsync(path);
        Assert.Equal(type, first.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Assert.Single(first.Headers.GetValues("X-Content-Type-Options")));

        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(shop.Address, path));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await shop.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task The_address_without_its_slash_leads_to_the_shop()
    {
        using var answer = await shop.GetAsync($"{shop.Address.AbsoluteUri.TrimEnd('/')}?category=bags");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/some/where/shop/?category=bags", answer.Headers.Location!.ToString());
    }

    [Theory]
    [InlineData("nowhere.html", false)]
    [InlineData("parts/head.html", true)]
    [InlineData("images/", true)]
    [InlineData("a/%22%3E%3Cscript%3E/b", true)]
    public async Task A_page_that_is_not_there_says_so_and_leads_back(string path, bool deep)
    {
        using var answer = await shop.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Off the map", html, StringComparison.Ordinal);
        Assert.Equal(deep, html.Contains("<base href=\"/some/where/shop/\" />", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_operation_that_is_not_there_says_so_in_JSON()
    {
        using var answer = await shop.GetAsync("api/orders");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
    }

    [GeneratedRegex("""(?:src|href)="(?<path>(?!/|#|https?:)[^"]*)"|(?<path>images/[a-z0-9-]+\.webp) \d+w""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
