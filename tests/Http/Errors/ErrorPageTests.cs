using System.Text.Json.Nodes;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Errors;

/// <summary>Every refusal links to a page that explains it.</summary>
public sealed class ErrorPageTests(SharedHost shared)
{
    private readonly Host _host = shared.Host;

    [Fact]
    public async Task A_refusal_links_to_its_page_and_its_faults_to_theirs()
    {
        var token = await _host.TokenAsync();
        var many = (await _host.SendAsync("POST", "/api/v2/routing/wrapupcodes", """{ "nam": 1, "color": 2 }""", token)).Expect(400);

        Assert.Equal("/docs/errors/bad.request", many["docs"]!.GetValue<string>());
        Assert.All(many["errors"]!.AsArray(), error => Assert.Equal($"/docs/errors/{error!["code"]}", error["docs"]!.GetValue<string>()));
        foreach (var page in many["errors"]!.AsArray().Select(error => error!["docs"]!.GetValue<string>()))
        {
            (await _host.GetAsync(page)).Expect(200);
        }

        var one = (await _host.SendAsync("POST", "/api/v2/routing/wrapupcodes", "{}", token)).Expect(400);
        Assert.Equal("/docs/errors/missing.field", one["docs"]!.GetValue<string>());
        Assert.Null(one.Fault["docs"]);
    }

    [Theory]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", "text/html")]
    [InlineData("application/json", "application/json")]
    [InlineData("text/markdown", "text/markdown")]
    [InlineData("application/json;q=0.5, text/html;q=0.9", "text/html")]
    [InlineData("image/png", "text/markdown")]
    [InlineData("*/*", "text/markdown")]
    [InlineData("not a type", "text/markdown")]
    [InlineData("text/html;q=0, */*", "text/markdown")]
    public async Task A_page_comes_in_the_form_that_is_asked_for(string accept, string type)
    {
        foreach (var path in new[] { "/docs/errors", "/docs/errors/invalid.json", "/docs/errors/invalid.jsn" })
        {
            var page = await _host.SendAsync("GET", path, null, ("Accept", accept));

            Assert.Equal(type, page.ContentHeaders.ContentType!.MediaType);
            Assert.Equal("Accept", page.Header("Vary"));
        }
    }

    [Fact]
    public async Task A_web_page_runs_nothing_and_loads_nothing()
    {
        var page = (await _host.SendAsync("GET", "/docs/errors/invalid.json", null, ("Accept", "text/html"))).Expect(200);

        Assert.StartsWith("default-src 'none'; style-src 'sha256-", page.Header("Content-Security-Policy"), StringComparison.Ordinal);
        Assert.Equal("nosniff", page.Header("X-Content-Type-Options"));
        Assert.Contains("prefers-color-scheme: dark", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("invalid.jason", "invalid.json")]
    [InlineData("wrapup", "wrapup.already.set")]
    [InlineData("UNKNOWN_FIELD", "unknown.field")]
    public async Task An_unknown_code_is_answered_with_the_nearest(string code, string nearest)
    {
        var page = (await _host.SendAsync("GET", $"/docs/errors/{code}", null, ("Accept", "application/json"))).Expect(404);

        Assert.Contains(nearest, page["nearest"]!.AsArray().Select(node => node!.GetValue<string>()));
        Assert.Contains($"/docs/errors/{nearest}", (await _host.SendAsync("GET", $"/docs/errors/{code}", null, ("Accept", "text/html"))).Expect(404).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_asked_for_is_shown_as_text()
    {
        var page = (await _host.SendAsync("GET", "/docs/errors/%3Cimg%20src=x%3E", null, ("Accept", "text/html"))).Expect(404);

        Assert.DoesNotContain("<img", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_the_examples_as_data()
    {
        var page = JsonNode.Parse((await _host.SendAsync("GET", "/docs/errors/invalid.type", null, ("Accept", "application/json"))).Expect(200).Text)!;

        Assert.Equal("POST", page["refused"]!["method"]!.GetValue<string>());
        Assert.Equal(400, page["refused"]!["status"]!.GetValue<int>());
        Assert.Equal("/api/v2/routing/wrapupcodes", page["works"]!["path"]!.GetValue<string>());
    }
}
