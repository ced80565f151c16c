using System.Collections.Concurrent;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Pillion.Bench.Measuring;
using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Mirror;

/// <summary>
/// A site with the pages that are captured, the engines' bundles, and the simplest relay there can be: whatever one
/// socket of a room says, the others hear.
/// </summary>
internal sealed class MirrorSite : IAsyncDisposable
{
    private static readonly string[] Folders = ["swagger-ui-dist", "startbootstrap-sb-admin-2", "ag-grid-community", "@shoelace-style/shoelace"];
    private readonly WebApplication _app;
    private readonly TemporaryFolder _bundles = new();
    private readonly ConcurrentDictionary<string, (string Type, byte[] Bytes)> _assets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<WebSocket, string> _sockets = new();
    private readonly ConcurrentQueue<byte[]> _ingested = new();

    private MirrorSite(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Rooms of the relay are below this address.</summary>
    public string RelayUrl => Url.Replace("http://", "ws://", StringComparison.Ordinal) + "/relay/";

    /// <summary>Bundles the engines and begins to serve on a free loopback port.</summary>
    public static async Task<MirrorSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        var site = new MirrorSite(builder.Build());
        await Peers.RunAsync("node", "mirror/build.mjs", site._bundles.Path);
        site.Map();
        await site._app.StartAsync();
        return site;
    }

    /// <summary>What OpenReplay's tracker has sent since the last call.</summary>
    public IReadOnlyList<byte[]> TakeIngested()
    {
        var taken = new List<byte[]>();
        while (_ingested.TryDequeue(out var batch))
        {
            taken.Add(batch);
        }

        return taken;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _bundles.Dispose();
    }

    private void Map()
    {
        _app.UseWebSockets();
        _app.UseStaticFiles(new StaticFileOptions { RequestPath = "/bundles", FileProvider = new PhysicalFileProvider(_bundles.Path) });
        foreach (var folder in Folders)
        {
            var files = new PhysicalFileProvider(Repository.At(["bench", "peers", "node_modules", .. folder.Split('/')]));
            _app.UseStaticFiles(new StaticFileOptions { RequestPath = $"/npm/{folder}", FileProvider = files });
        }

        _app.MapGet("/generated/{nodes:int}", (int nodes) => Html(GeneratedPage.Of(nodes)));
        _app.MapGet("/real/{name}", (string name) => Html(RealPages.Of(name)));
        _app.MapGet("/openapi.json", () => Results.File(Repository.At("docs", "api", "openapi.json"), "application/json"));
        _app.MapGet("/agent/{engine}", (string engine) => Html(
            $"<!doctype html><title>agent</title><link rel=icon href=data:,><body style=margin:0><script src=/bundles/rebuild-{engine}.js></script>"));
        _app.MapGet("/relay/{room}", RelayAsync);
        _app.MapPut("/assets/{hash}", async (string hash, HttpRequest request) => _assets[hash] = (request.ContentType!, await ReadAsync(request)));
        _app.MapGet("/assets/{hash}", (string hash) => _assets.TryGetValue(hash, out var asset) ? Results.Bytes(asset.Bytes, asset.Type) : Results.NotFound());
        MapIngest();
    }

    // As much of OpenReplay's ingest point as its tracker asks for; batches come as they are, not compressed.
    private void MapIngest()
    {
        _app.MapPost("/ingest/v1/web/start", () => Results.Json(new
        {
            token = "bench",
            userUUID = "bench",
            projectID = "1",
            sessionID = "1",
            delay = 0,
            beaconSizeLimit = 50_000_000,
            compressionThreshold = 1_000_000_000,
        }));
        _app.MapPost("/ingest/v1/web/i", async (HttpRequest request) => _ingested.Enqueue(await ReadAsync(request)));
        _app.Map("/ingest/{**rest}", () => Results.Json(Array.Empty<int>()));
    }

    private static IResult Html(string text) => Results.Content(text, "text/html; charset=utf-8");

    private static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    private async Task RelayAsync(HttpContext context, string room)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        _sockets[socket] = room;
        try
        {
            var buffer = new byte[1 << 20];
            using var message = new MemoryStream();
            while (socket.State == WebSocketState.Open)
            {
                var part = await socket.ReceiveAsync(buffer, context.RequestAborted);
                message.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage)
                {
                    continue;
                }

                var others = _sockets.Where(other => other.Value == room && other.Key != socket).Select(other => other.Key);
                foreach (var other in others)
                {
                    await other.SendAsync(message.ToArray(), part.MessageType, true, context.RequestAborted);
                }

                message.SetLength(0);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException)
        {
            // The page was closed.
        }
        finally
        {
            _sockets.TryRemove(socket, out _);
        }
    }
}
