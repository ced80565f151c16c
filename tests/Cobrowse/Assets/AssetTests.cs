using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Assets;

/// <summary>What visitors upload and agents' viewers read.</summary>
public sealed class AssetTests
{
    private static readonly byte[] Css = "body{color:red}"u8.ToArray();

    [Fact]
    public async Task An_asset_is_asked_for_once_and_read_on_the_viewers_origin_only()
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        var hash = Hash(Css);
        Assert.Equal([hash], await NeedAsync(scene.Visitor, hash));
        await UploadAsync(scene.Visitor, "text/css", Css, parts: 3);
        Assert.Empty(await NeedAsync(scene.Visitor, hash));

        using var read = await scene.App.SendAsync(HttpMethod.Get, agent.Assets + hash, host: App.ViewerHost);
        using var elsewhere = await scene.App.SendAsync(HttpMethod.Get, agent.Assets + hash, host: "pillion.test");

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(Css, await read.Content.ReadAsByteArrayAsync(App.Cancellation));
        Assert.Equal("text/css; charset=utf-8", read.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Header(read, "X-Content-Type-Options"));
        Assert.Equal("sandbox; default-src 'none'", Header(read, "Content-Security-Policy"));
        Assert.Equal("same-origin", Header(read, "Cross-Origin-Resource-Policy"));
        Assert.Contains("immutable", Header(read, "Cache-Control"), StringComparison.Ordinal);
        Assert.Contains("private", Header(read, "Cache-Control"), StringComparison.Ordinal);
        Assert.False(read.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Bytes_that_are_not_what_they_claim_are_refused_and_the_session_goes_on()
    {
        await using var scene = await Scene.SharingAsync();
        var wrong = Convert.FromHexString(Hash("something else"u8.ToArray()));

        await scene.Visitor.SendAsync(FrameKind.Asset, (byte[])[.. wrong, .. Typed("text/css"), .. Css]);
        Assert.Equal("asset_hash", await RefusalAsync(scene.Visitor));
        await UploadAsync(scene.Visitor, "text/html", "<script>"u8.ToArray());
        Assert.Equal("asset_type", await RefusalAsync(scene.Visitor));
        await UploadAsync(scene.Visitor, "image/png\n", "x"u8.ToArray());
        Assert.Equal("asset_type", await RefusalAsync(scene.Visitor));
        await scene.Visitor.SendAsync(FrameKind.Asset, new byte[31]);
        Assert.Equal("asset_malformed", await RefusalAsync(scene.Visitor));
        await scene.Visitor.SendAsync(FrameKind.Asset, (byte[])[.. wrong, 200, 1]);
        Assert.Equal("asset_malformed", await RefusalAsync(scene.Visitor));

        Assert.Equal(2, (await NeedAsync(scene.Visitor, Hash(Css), Convert.ToHexStringLower(wrong))).Count);
        await scene.Visitor.KeyframeAsync();
        await scene.Visitor.AckedAsync();
    }

    [Fact]
    public async Task An_asset_at_the_limit_is_kept_and_one_byte_more_is_refused_once()
    {
        await using var scene = await Scene.SharingAsync();
        var fits = new byte[Limits.MaxAssetBytes];
        var above = new byte[Limits.MaxAssetBytes + 1];

        await UploadAsync(scene.Visitor, "image/png", fits, parts: 130);
        await UploadAsync(scene.Visitor, "image/png", above, parts: 130);

        Assert.Equal("asset_too_large", await RefusalAsync(scene.Visitor));
        Assert.Equal([Hash(above)], await NeedAsync(scene.Visitor, Hash(fits), Hash(above)));
        Assert.DoesNotContain(scene.Visitor.Waiting, received => received.Type == "refused");
    }

    [Fact]
    public async Task Too_many_assets_at_a_time_are_refused()
    {
        await using var scene = await Scene.SharingAsync();
        for (var i = 0; i <= Limits.MaxAssetsUnderway; i++)
        {
            var hash = Convert.FromHexString(Hash([(byte)i]));
            await scene.Visitor.SendAsync(FrameKind.Asset, (byte[])[.. hash, .. Typed("image/png")], flags: FrameFlags.None);
        }

        Assert.Equal("asset_too_many", await RefusalAsync(scene.Visitor));
    }

    [Fact]
    public async Task Tabs_that_share_nothing_can_neither_store_nor_probe()
    {
        await using var app = await App.StartAsync();
        await using var visitor = await VisitorClient.ConnectAsync(app);

        await UploadAsync(visitor, "text/css", Css);
        await visitor.RequestAsync("have", new JsonObject { ["hashes"] = new JsonArray(Hash(Css)) });

        Assert.Equal("no_session", await RefusalAsync(visitor));
        Assert.Equal(1, app.Drops["not_sharing"]);
        Assert.False(Directory.Exists(Path.Combine(Path.GetDirectoryName(app.WebFolder)!, "blobs")));
    }

    [Fact]
    public async Task Questions_about_what_is_no_hash_are_refused()
    {
        await using var scene = await Scene.SharingAsync();
        foreach (var hashes in new[]
                 {
                     new JsonArray(),
                     new JsonArray("../../etc/passwd"),
                     new JsonArray(Hash(Css).ToUpperInvariant()),
                     new JsonArray(7),
                     new JsonArray([.. Enumerable.Repeat((JsonNode)Hash(Css), Limits.MaxHashes + 1).Select(hash => hash.DeepClone())]),
                 })
        {
            await scene.Visitor.RequestAsync("have", new JsonObject { ["hashes"] = hashes });
            await RefusalAsync(scene.Visitor);
        }

        await NeedAsync(scene.Visitor, Hash(Css));
    }

    [Theory]
    [InlineData("..%2f..%2fpillion.db", 404)]
    [InlineData("../../keys/master.key", 404)]
    [InlineData("ABCDEF", 404)]
    [InlineData("", 404)]
    public async Task Tricks_with_paths_find_nothing(string path, int status)
    {
        await using var scene = await Scene.SharingAsync();
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);

        using var answer = await scene.App.SendAsync(HttpMethod.Get, agent.Assets + path, host: App.ViewerHost);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(App.Cancellation));
    }

    [Fact]
    public async Task An_address_is_good_for_its_session_and_its_time()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var scene = await Scene.SharingAsync(time);
        await using var agent = await AgentClient.JoinAsync(scene.App, scene.Conversation);
        await UploadAsync(scene.Visitor, "image/svg+xml", "<svg/>"u8.ToArray());
        await scene.Visitor.SettleAsync();
        var hash = Hash("<svg/>"u8.ToArray());
        var parts = agent.Assets.Trim('/').Split('/')[1].Split('.');

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(scene.App, $"{agent.Assets}{hash}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(scene.App, $"/assets/{Kernel.Ids.New()}.{parts[1]}.{parts[2]}/{hash}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(scene.App, $"/assets/{parts[0]}.9{parts[1]}.{parts[2]}/{hash}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(scene.App, $"/assets/{parts[0]}.{parts[1]}.{parts[2]}0/{hash}"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(scene.App, $"/assets/%ff/{hash}"));
        time.Advance(TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(scene.App, $"{agent.Assets}{hash}"));
        time.Advance(TimeSpan.FromHours(12) + TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(scene.App, $"{agent.Assets}{hash}"));
    }

    private static async Task<HttpStatusCode> StatusAsync(App app, string path)
    {
        using var answer = await app.SendAsync(HttpMethod.Get, path, host: App.ViewerHost);
        return answer.StatusCode;
    }

    private static async Task UploadAsync(VisitorClient visitor, string type, byte[] bytes, int parts = 1)
    {
        var hash = SHA256.HashData(bytes);
        var size = (bytes.Length + parts - 1) / parts;
        for (var part = 0; part < parts; part++)
        {
            var slice = bytes.AsSpan(Math.Min(bytes.Length, part * size), Math.Min(size, Math.Max(0, bytes.Length - (part * size))));
            byte[] payload = part == 0 ? [.. hash, .. Typed(type), .. slice] : [.. hash, .. slice];
            await visitor.SendAsync(FrameKind.Asset, payload, flags: part == parts - 1 ? FrameFlags.Last : FrameFlags.None);
        }
    }

    private static byte[] Typed(string type) => [(byte)type.Length, .. Encoding.ASCII.GetBytes(type)];

    private static async Task<List<string>> NeedAsync(VisitorClient visitor, params string[] hashes)
    {
        await visitor.RequestAsync("have", new JsonObject { ["hashes"] = new JsonArray([.. hashes.Select(hash => (JsonNode)hash)]) });
        return (await visitor.EventAsync("need"))["hashes"]!.AsArray().Select(hash => hash!.GetValue<string>()).ToList();
    }

    private static async Task<string> RefusalAsync(VisitorClient visitor) => (await visitor.EventAsync("refused"))["code"]!.GetValue<string>();

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string Header(HttpResponseMessage answer, string name) => string.Join(", ", answer.Headers.GetValues(name));
}
