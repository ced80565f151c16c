using System.IO.Compression;
using System.Net;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Web;

/// <summary>The viewer page and the snippet's files.</summary>
public sealed class PageTests
{
    [Fact]
    public async Task The_viewer_page_is_walled_in_and_lives_on_its_own_origin()
    {
        await using var app = await App.StartAsync();
        await WriteAsync(app, "viewer/index.html", "<html data-console=\"{{console}}\">");
        await WriteAsync(app, "viewer/viewer.js", "void 0");

        using var page = await app.SendAsync(HttpMethod.Get, "/", host: App.ViewerHost);
        using var script = await app.SendAsync(HttpMethod.Get, "/viewer.js", host: App.ViewerHost);
        using var elsewhere = await app.SendAsync(HttpMethod.Get, "/viewer.js", host: "pillion.test");

        Assert.Equal("<html data-console=\"http://pillion.test\">", await page.Content.ReadAsStringAsync(App.Cancellation));
        var policy = page.Headers.GetValues("Content-Security-Policy").Single().Split("; ");
        Assert.Equal("default-src 'none'", policy[0]);
        Assert.Contains("script-src 'self'", policy);
        Assert.Contains("connect-src 'self'", policy);
        Assert.Contains("form-action 'none'", policy);
        Assert.Contains("base-uri 'none'", policy);
        Assert.Contains($"frame-ancestors {App.PublicUrl}", policy);
        Assert.Equal("no-referrer", page.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", page.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("camera=()", page.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.False(page.Headers.Contains("Set-Cookie"));
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task The_loader_is_asked_for_again_and_the_session_code_is_not()
    {
        await using var app = await App.StartAsync();
        var code = string.Concat(Enumerable.Repeat("console.log('pillion');", 100));
        await WriteAsync(app, "snippet/pillion.js", code);
        await WriteAsync(app, "snippet/session-0123456789ab.js", code);

        using var plain = await app.SendAsync(HttpMethod.Get, "/pillion.js");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/snippet/session-0123456789ab.js");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        using var packed = await app.Http.SendAsync(request, App.Cancellation);

        Assert.Equal(code, await plain.Content.ReadAsStringAsync(App.Cancellation));
        Assert.Equal("public, max-age=300", plain.Headers.CacheControl!.ToString());
        Assert.Equal("*", plain.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.Contains("immutable", packed.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(["br"], packed.Content.Headers.ContentEncoding);
        await using var unpacked = new BrotliStream(await packed.Content.ReadAsStreamAsync(App.Cancellation), CompressionMode.Decompress);
        Assert.Equal(code, await new StreamReader(unpacked).ReadToEndAsync(App.Cancellation));

        using var again = new HttpRequestMessage(HttpMethod.Get, "/pillion.js");
        again.Headers.IfNoneMatch.Add(plain.Headers.ETag!);
        using var unchanged = await app.Http.SendAsync(again, App.Cancellation);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task A_loader_that_was_built_anew_is_served_anew()
    {
        await using var app = await App.StartAsync();
        await WriteAsync(app, "snippet/pillion.js", "first");
        Assert.Equal("first", await app.Http.GetStringAsync(new Uri("/pillion.js", UriKind.Relative), App.Cancellation));

        await WriteAsync(app, "snippet/pillion.js", "second");
        File.SetLastWriteTimeUtc(Path.Combine(app.WebFolder, "snippet", "pillion.js"), new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        Assert.Equal("second", await app.Http.GetStringAsync(new Uri("/pillion.js", UriKind.Relative), App.Cancellation));
    }

    [Theory]
    [InlineData("/snippet/..%2fviewer%2fviewer.js")]
    [InlineData("/snippet/%2e%2e%2fpillion.db")]
    [InlineData("/snippet/session.js.map")]
    [InlineData("/snippet/missing.js")]
    [InlineData("/pillion.js")]
    public async Task What_is_no_file_of_the_snippets_is_not_found(string path)
    {
        await using var app = await App.StartAsync();
        await WriteAsync(app, "viewer/viewer.js", "void 0");

        using var answer = await app.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task WriteAsync(App app, string name, string text)
    {
        var path = Path.Combine(app.WebFolder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text, App.Cancellation);
    }
}
