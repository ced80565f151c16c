using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pillion.Cobrowse.Tests.Hosting;

/// <summary>A web server of somebody else's, on an address of the loopback network, that keeps what it was asked.</summary>
internal sealed class OtherHost : IAsyncDisposable
{
    private readonly WebApplication _host;

    private OtherHost(WebApplication host) => _host = host;

    /// <summary>Every request's line and headers.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public int Port => new Uri(_host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;

    public static async Task<OtherHost> StartAsync(RequestDelegate answer, IPAddress? address = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelCore().UseUrls($"http://{address ?? IPAddress.Loopback}:0");
        builder.Logging.ClearProviders();
        var host = new OtherHost(builder.Build());
        host._host.Run(async context =>
        {
            host.Asked.Enqueue($"{context.Request.Method} {context.Request.Host}{context.Request.Path}{context.Request.QueryString} "
                + string.Join("; ", context.Request.Headers.Select(header => $"{header.Key}: {header.Value}")));
            await answer(context);
        });
        await host._host.StartAsync(App.Cancellation);
        return host;
    }

    public static async Task WriteAsync(HttpContext context, string type, byte[] body)
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body, App.Cancellation);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
