using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Telemetry;

/// <summary>Something that traces are sent to by OTLP over HTTP; it keeps what came, byte by byte.</summary>
internal sealed class TraceReceiver : IAsyncDisposable
{
    private readonly Channel<string> _traces = Channel.CreateUnbounded<string>();
    private readonly WebApplication _app;
    private string _all = "";

    private TraceReceiver(WebApplication app, string url) => (_app, Url) = (app, url);

    public string Url { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TraceReceiver> StartAsync()
    {
        var url = $"http://127.0.0.1:{Host.FreePort()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        var receiver = new TraceReceiver(builder.Build(), url);
        receiver._app.MapPost("/v1/{signal}", receiver.TakeAsync);
        await receiver._app.StartAsync(Cancellation);
        return receiver;
    }

    /// <summary>Waits until this is in what came, and returns all that came until then. Texts in protobuf are UTF-8.</summary>
    public async Task<string> UntilAsync(string text)
    {
        while (!_all.Contains(text, StringComparison.Ordinal))
        {
            _all += await _traces.Reader.ReadAsync(Cancellation);
        }

        return _all;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        if (signal == "traces")
        {
            _traces.Writer.TryWrite(Encoding.Latin1.GetString(body.ToArray()));
        }
    }
}
