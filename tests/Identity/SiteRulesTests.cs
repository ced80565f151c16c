using Pillion.Identity.Sites;

namespace Pillion.Identity.Tests;

public sealed class SiteRulesTests
{
    [Theory]
    [InlineData("input[type='password'] > .a:not(.b, #c), *::part(x)")]
    [InlineData("a\\:b")]
    [InlineData(":has(> img) ~ p + [data-x=\"]\"]")]
    [InlineData("li:nth-child(2n + 1)")]
    [InlineData("[data-secret i]")]
    public void Selectors_that_browsers_know_are_accepted(string selector) => Assert.Null(Selectors.Problem(selector));

    [Theory]
    [InlineData("")]
    [InlineData("a[b")]
    [InlineData("a)")]
    [InlineData("a,,b")]
    [InlineData(",a")]
    [InlineData("a >")]
    [InlineData("> a")]
    [InlineData("a > > b")]
    [InlineData("a{color:red}")]
    [InlineData("[a='b]")]
    [InlineData("a\\")]
    [InlineData("a.")]
    [InlineData("a/* b */")]
    [InlineData("\"a\"")]
    [InlineData("1a")]
    [InlineData("a[]")]
    [InlineData("a\nb")]
    public void Selectors_that_no_browser_knows_are_refused(string selector) => Assert.NotNull(Selectors.Problem(selector));

    [Theory]
    [InlineData("https://shop.example", true)]
    [InlineData("https://shop.example:8443", true)]
    [InlineData("http://localhost:3000", true)]
    [InlineData("http://127.0.0.1:3000", true)]
    [InlineData("http://[::1]:3000", true)]
    [InlineData("http://shop.localhost", true)]
    [InlineData("http://localhost.evil.example", false)]
    [InlineData("https://SHOP.example", false)]
    [InlineData("https://user@shop.example", false)]
    [InlineData("https://shop.example?x", false)]
    [InlineData("https://shop.example#x", false)]
    [InlineData("file:///tmp", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("*", false)]
    public void Origins_are_exact(string origin, bool accepted) => Assert.Equal(accepted, SiteRules.Origin(origin) is null);
}
