using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Cobrowse.Assets.Fetching;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;
using Pillion.Storage.Blobs;

namespace Pillion.Cobrowse.Tests.Assets;

/// <summary>What a visitor's browser may not read, the server gets: only from where the site says, and never from inside.</summary>
public sealed class FetchingTests
{
    private static readonly byte[] Picture = [137, 80, 78, 71, 1, 2, 3, 4];

    [Fact]
    public async Task An_asset_of_an_origin_that_the_site_names_is_kept_by_its_hash()
    {
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png; charset=x", Picture));
        await using var scene = await SharingAsync(["http://cdn.test:PORT"], cdn.Port);

        var hash = await FetchedAsync(scene, $"http://cdn.test:{cdn.Port}/a.png?size=2#part");

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Picture)), hash);
        var blob = await scene.App.Get<BlobFolder>().GetAsync(scene.App.World.Site.Id, hash, App.Cancellation);
        Assert.Equal("image/png", blob!.MediaType);
        Assert.Equal(Picture, blob.Bytes.ToArray());
        var asked = Assert.Single(cdn.Asked);
        Assert.StartsWith($"GET cdn.test:{cdn.Port}/a.png?size=2 ", asked, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)cookie|authorization|referer|origin|traceparent", asked);
    }

    [Fact]
    public async Task A_site_that_says_nothing_has_nothing_fetched()
    {
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png", Picture));
        await using var scene = await SharingAsync([], cdn.Port);

        Assert.Null(scene.Visitor.Session!["assetOrigins"]);
        Assert.Equal("fetch_off", await RefusedAsync(scene, $"http://cdn.test:{cdn.Port}/a.png"));
        Assert.Empty(cdn.Asked);
    }

    [Theory]
    [InlineData("http://other.test:PORT/a.png")]
    [InlineData("https://cdn.test:PORT/a.png")]
    [InlineData("http://cdn.test:1/a.png")]
    [InlineData("http://cdn.test.evil.test:PORT/a.png")]
    [InlineData("http://cdn.test:PORT@evil.test/a.png")]
    [InlineData("http://user:secret@cdn.test:PORT/a.png")]
    [InlineData("http://evil.test:PORT/?http://cdn.test:PORT/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://cdn.test:PORT/a.png")]
    [InlineData("gopher://cdn.test:PORT/_x")]
    [InlineData("data:image/png;base64,AAAA")]
    [InlineData("/a.png")]
    public async Task Only_origins_that_the_site_names_are_asked(string url)
    {
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png", Picture));
        await using var scene = await SharingAsync(["http://cdn.test:PORT"], cdn.Port);

        Assert.Equal("fetch_origin", await RefusedAsync(scene, url.Replace("PORT", $"{cdn.Port}", StringComparison.Ordinal)));
        Assert.Empty(cdn.Asked);
    }

    [Fact]
    public async Task Every_public_origin_means_the_usual_ports_alone()
    {
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png", Picture));
        await using var scene = await SharingAsync(["*"], cdn.Port);

        Assert.Equal("fetch_origin", await RefusedAsync(scene, $"http://cdn.test:{cdn.Port}/a.png"));
        Assert.True(AssetFetcher.Admits(["*"], new Uri("http://cdn.test/")));
        Assert.True(AssetFetcher.Admits(["*"], new Uri("https://cdn.test:443/")));
        Assert.False(AssetFetcher.Admits(["*"], new Uri("http://cdn.test:443/")));
        Assert.Empty(cdn.Asked);
    }

    [Theory]
    [InlineData("inside.test")]
    [InlineData("mixed.test")]
    [InlineData("nowhere.test")]
    [InlineData("127.0.0.2")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.2]")]
    [InlineData("2130706434")]
    [InlineData("0x7f000002")]
    public async Task An_address_inside_is_never_connected_to_and_not_told_from_a_failure(string host)
    {
        await using var inside = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png", Picture), IPAddress.Parse("127.0.0.2"));
        var url = new Uri($"http://{host}:{inside.Port}/a.png");
        await using var scene = await SharingAsync([url.GetLeftPart(UriPartial.Authority)], inside.Port);

        Assert.Equal("fetch_failed", await RefusedAsync(scene, url.AbsoluteUri));
        Assert.Equal(1, scene.App.Drops["fetch_address"] + scene.App.Drops["fetch_failed"]);
        Assert.Empty(inside.Asked);
    }

    [Fact]
    public async Task A_redirect_is_checked_like_the_first_address()
    {
        await using var inside = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png", Picture), IPAddress.Parse("127.0.0.2"));
        await using var cdn = await OtherHost.StartAsync(context =>
        {
            var path = context.Request.Path.Value!;
            var to = path.StartsWith("/hops/", StringComparison.Ordinal) && path != "/hops/0"
                ? $"/hops/{int.Parse(path[6..], CultureInfo.InvariantCulture) - 1}"
                : context.Request.Query["to"].ToString();
            if (to.Length > 0)
            {
                context.Response.StatusCode = 302;
                context.Response.Headers.Location = to;
                return Task.CompletedTask;
            }

            return OtherHost.WriteAsync(context, "image/png", Picture);
        });
        var (origin, other) = ($"http://cdn.test:{cdn.Port}", $"http://inside.test:{inside.Port}");
        await using var scene = await SharingAsync([origin, other], cdn.Port);

        Assert.NotEmpty(await FetchedAsync(scene, $"{origin}/a?to=/b.png"));
        Assert.Equal("fetch_failed", await RefusedAsync(scene, $"{origin}/a?to={other}/b.png"));
        Assert.Equal("fetch_origin", await RefusedAsync(scene, $"{origin}/a?to=http://127.0.0.2:{inside.Port}/b.png"));
        Assert.Equal("fetch_origin", await RefusedAsync(scene, $"{origin}/a?to=file:///etc/passwd"));
        Assert.NotEmpty(await FetchedAsync(scene, $"{origin}/hops/{Limits.MaxFetchRedirects}"));
        Assert.Equal("fetch_redirects", await RefusedAsync(scene, $"{origin}/hops/{Limits.MaxFetchRedirects + 1}"));
        Assert.Equal(1, scene.App.Drops["fetch_address"]);
        Assert.Empty(inside.Asked);
    }

    [Fact]
    public async Task A_name_is_looked_up_once_and_the_checked_address_is_the_one_that_is_asked()
    {
        await using var inside = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png", [9]), IPAddress.Parse("127.0.0.2"));
        await using var outside = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png", Picture));
        var lookups = 0;
        var app = await App.StartAsync(more: services => services
            .AddSingleton<AddressPolicy>(address => address.Equals(IPAddress.Loopback))
            .AddSingleton<HostLookup>((_, _) => Task.FromResult(new[] { ++lookups == 1 ? IPAddress.Loopback : IPAddress.Parse("127.0.0.2") })));
        await using var scene = await SharingAsync(app, [$"http://turning.test:{outside.Port}"]);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Picture)), await FetchedAsync(scene, $"http://turning.test:{outside.Port}/a.png"));
        Assert.Equal(1, lookups);
        Assert.Empty(inside.Asked);
    }

    [Theory]
    [InlineData("text/html", "fetch_type")]
    [InlineData("text/css", "fetch_type")]
    [InlineData("application/javascript", "fetch_type")]
    [InlineData("image/png/../x", "fetch_type")]
    [InlineData("", "fetch_type")]
    public async Task Only_images_and_fonts_are_taken(string type, string code)
    {
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, type, Picture));
        await using var scene = await SharingAsync(["http://cdn.test:PORT"], cdn.Port);

        Assert.Equal(code, await RefusedAsync(scene, $"http://cdn.test:{cdn.Port}/a.png"));
    }

    [Fact]
    public async Task What_is_too_large_is_not_read_to_its_end()
    {
        var cutOff = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var cdn = await OtherHost.StartAsync(async context =>
        {
            context.Response.ContentType = context.Request.Path.Value!.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "image/png";
            switch (context.Request.Path)
            {
                case "/bomb":
                    context.Response.Headers.ContentEncoding = "gzip";
                    await using (var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest))
                    {
                        await gzip.WriteAsync(new byte[Limits.MaxAssetBytes + 1], App.Cancellation);
                    }

                    break;
                case "/endless":
                    context.RequestAborted.Register(cutOff.SetResult);
                    while (!context.RequestAborted.IsCancellationRequested)
                    {
                        await context.Response.Body.WriteAsync(new byte[64 * 1024], CancellationToken.None);
                    }

                    break;
                default:
                    await context.Response.Body.WriteAsync(new byte[int.Parse(context.Request.Query["size"]!, CultureInfo.InvariantCulture)], App.Cancellation);
                    break;
            }
        });
        var origin = $"http://cdn.test:{cdn.Port}";
        await using var scene = await SharingAsync([origin], cdn.Port);

        Assert.NotEmpty(await FetchedAsync(scene, $"{origin}/a.png?size={Limits.MaxAssetBytes}"));
        Assert.Equal("asset_too_large", await RefusedAsync(scene, $"{origin}/b.png?size={Limits.MaxAssetBytes + 1}"));
        Assert.Equal(Limits.MaxFetchedSheetBytes, (await SheetAsync(scene, $"{origin}/a.css?size={Limits.MaxFetchedSheetBytes}")).Length);
        Assert.Equal("asset_too_large", await RefusedAsync(scene, $"{origin}/b.css?size={Limits.MaxFetchedSheetBytes + 1}", "sheet"));
        Assert.Equal("asset_too_large", await RefusedAsync(scene, $"{origin}/bomb"));
        Assert.Equal("asset_too_large", await RefusedAsync(scene, $"{origin}/endless"));
        await cutOff.Task.WaitAsync(Patience.Limit, App.Cancellation);
    }

    [Fact]
    public async Task The_text_of_a_style_sheet_goes_to_the_tab_and_not_into_the_store()
    {
        var css = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("p::after { content: 'Straße' }\n", 20_000)));
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "text/css", css));
        await using var scene = await SharingAsync(["http://cdn.test:PORT"], cdn.Port);

        Assert.Equal(css, await SheetAsync(scene, $"http://cdn.test:{cdn.Port}/a.css"));
        Assert.False(scene.App.Get<BlobFolder>().Has(scene.App.World.Site.Id, Convert.ToHexStringLower(SHA256.HashData(css))));
    }

    [Theory]
    [InlineData("image/png", "sheet")]
    [InlineData("text/html", "sheet")]
    [InlineData("text/css", "asset")]
    public async Task What_is_asked_for_is_what_is_taken(string type, string kind)
    {
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, type, Picture));
        await using var scene = await SharingAsync(["http://cdn.test:PORT"], cdn.Port);

        Assert.Equal("fetch_type", await RefusedAsync(scene, $"http://cdn.test:{cdn.Port}/a", kind));
    }

    [Fact]
    public async Task An_address_has_a_longest_length()
    {
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png", Picture));
        var origin = $"http://cdn.test:{cdn.Port}/";
        await using var scene = await SharingAsync([origin.TrimEnd('/')], cdn.Port);

        Assert.NotEmpty(await FetchedAsync(scene, origin.PadRight(Limits.LongestFetchUrl, 'a')));
        Assert.Equal("invalid.length", await RefusedAsync(scene, origin.PadRight(Limits.LongestFetchUrl + 1, 'a')));
        Assert.Single(cdn.Asked);
    }

    [Theory]
    [InlineData("wOF2", "font/woff2")]
    [InlineData("wOFF", "font/woff")]
    [InlineData("OTTO", "font/otf")]
    [InlineData("\0\u0001\0\0", "font/ttf")]
    [InlineData("true", "font/ttf")]
    public async Task A_font_is_known_by_how_it_begins(string begins, string type)
    {
        var font = Encoding.ASCII.GetBytes($"{begins} and so on");
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "application/octet-stream", font));
        await using var scene = await SharingAsync(["http://cdn.test:PORT"], cdn.Port);

        var hash = await FetchedAsync(scene, $"http://cdn.test:{cdn.Port}/a.font");
        Assert.Equal(type, (await scene.App.Get<BlobFolder>().GetAsync(scene.App.World.Site.Id, hash, App.Cancellation))!.MediaType);
    }

    [Fact]
    public async Task One_socket_has_so_many_bytes_fetched_and_no_more()
    {
        await using var cdn = await OtherHost.StartAsync(context => OtherHost.WriteAsync(context, "image/png", new byte[Limits.MaxAssetBytes]));
        await using var scene = await SharingAsync(["http://cdn.test:PORT"], cdn.Port);

        for (var spent = 0L; spent < Limits.MaxFetchedBytesPerSocket; spent += Limits.MaxAssetBytes)
        {
            Assert.NotEmpty(await FetchedAsync(scene, $"http://cdn.test:{cdn.Port}/a.png"));
        }

        Assert.Equal("asset_quota", await RefusedAsync(scene, $"http://cdn.test:{cdn.Port}/a.png"));
    }

    [Fact]
    public async Task A_host_that_does_not_answer_is_not_waited_for_and_holds_up_no_frame()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var arrived = new SemaphoreSlim(0);
        await using var cdn = await OtherHost.StartAsync(_ =>
        {
            arrived.Release();
            return held.Task;
        });
        var app = await StartAsync(time);
        var origin = $"http://cdn.test:{cdn.Port}";
        await using var scene = await SharingAsync(app, [origin]);

        for (var i = 0; i < Limits.MaxFetchesUnderway; i++)
        {
            await AskAsync(scene, $"{origin}/{i}");
        }

        Assert.Equal("fetch_too_many", await RefusedAsync(scene, $"{origin}/more"));
        await scene.Visitor.KeyframeAsync("meanwhile");
        await scene.Visitor.SettleAsync();
        for (var gone = 0; gone < Limits.MaxFetchesUnderway; gone += Limits.MaxFetchesAtOnce)
        {
            for (var i = 0; i < Limits.MaxFetchesAtOnce; i++)
            {
                Assert.True(await arrived.WaitAsync(Patience.Limit, App.Cancellation));
            }

            Assert.Equal(gone + Limits.MaxFetchesAtOnce, cdn.Asked.Count);
            time.Advance(Limits.FetchTimeout);
            for (var i = 0; i < Limits.MaxFetchesAtOnce; i++)
            {
                Assert.Equal("fetch_timeout", (await scene.Visitor.EventAsync("refused"))["code"]!.GetValue<string>());
            }
        }

        held.SetResult();
    }

    [Fact]
    public async Task A_tab_that_shares_nothing_has_nothing_fetched()
    {
        await using var app = await StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);
        await visitor.RequestAsync("fetch", new JsonObject { ["url"] = "http://cdn.test/", ["as"] = "asset" });
        Assert.Equal("no_session", (await visitor.EventAsync("refused"))["code"]!.GetValue<string>());
    }

    // Names of these tests: 127.0.0.1 plays the public internet, the rest of the loopback network is inside.
    private static Task<App> StartAsync(TimeProvider? time = null) => App.StartAsync(time, services => services
        .AddSingleton<AddressPolicy>(address => address.Equals(IPAddress.Loopback))
        .AddSingleton<HostLookup>((host, cancellation) => host switch
        {
            "inside.test" => Task.FromResult(new[] { IPAddress.Parse("127.0.0.2") }),
            "mixed.test" => Task.FromResult(new[] { IPAddress.Loopback, IPAddress.Parse("127.0.0.2") }),
            "nowhere.test" => Task.FromResult(Array.Empty<IPAddress>()),
            "cdn.test" => Task.FromResult(new[] { IPAddress.Loopback }),
            _ => Dns.GetHostAddressesAsync(host, cancellation),
        }));

    private static async Task<Scene> SharingAsync(string[] origins, int port) =>
        await SharingAsync(await StartAsync(), [.. origins.Select(origin => origin.Replace("PORT", $"{port}", StringComparison.Ordinal))]);

    private static Task<Scene> SharingAsync(App app, IReadOnlyList<string> origins)
    {
        app.World.Site = app.World.Site with { SessionPolicy = app.World.Site.SessionPolicy with { AssetOrigins = origins } };
        return Scene.SharingOnAsync(app);
    }

    private static Task<int> AskAsync(Scene scene, string url, string kind = "asset") =>
        scene.Visitor.RequestAsync("fetch", new JsonObject { ["url"] = url, ["as"] = kind });

    private static async Task<byte[]> SheetAsync(Scene scene, string url)
    {
        var id = await AskAsync(scene, url, "sheet");
        var text = new List<byte>();
        for (var last = false; !last;)
        {
            var part = await scene.Visitor.TakeAsync(received => received.Frame.Kind == FrameKind.Asset, $"the text of {url}");
            Assert.Equal(id, part.Frame.Seq);
            Assert.InRange(part.Frame.Payload.Length, 1, Limits.FetchedPartBytes);
            text.AddRange(part.Frame.Payload.Span);
            last = part.Frame.IsLast;
        }

        Assert.Null((await scene.Visitor.EventAsync("fetched"))["hash"]);
        return [.. text];
    }

    private static async Task<string> FetchedAsync(Scene scene, string url)
    {
        var id = await AskAsync(scene, url);
        var fetched = await scene.Visitor.EventAsync("fetched");
        Assert.Equal(id, fetched["id"]!.GetValue<int>());
        return fetched["hash"]!.GetValue<string>();
    }

    private static async Task<string> RefusedAsync(Scene scene, string url, string kind = "asset")
    {
        var id = await AskAsync(scene, url, kind);
        var refused = await scene.Visitor.TakeAsync(received => received.Type == "refused" && received.Json!["id"]?.GetValue<int>() == id, $"the refusal of {url}");
        return refused.Json!["code"]!.GetValue<string>();
    }
}
