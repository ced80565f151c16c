using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Cobrowse.Live;

/// <summary><c>/live</c>, the one WebSocket endpoint for visitors and agents.</summary>
internal sealed class LiveEndpoint(
    Visiting visiting, Viewing.Joining joining, CobrowseMetrics metrics, TimeProvider time, IHostApplicationLifetime lifetime, ILogger<LiveConnection> log)
{
    public const string Subprotocol = "pillion.v1";

    private readonly AddressLimit _addresses = new(time);

    // Browsers open WebSockets with GET over HTTP/1.1, and with CONNECT over HTTP/2.
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/live", ["GET", "CONNECT"], (HttpContext context, LiveEndpoint endpoint) => endpoint.HandleAsync(context))
        .ExcludeFromDescription();

    private async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains(Subprotocol))
        {
            const string message = $"This is a WebSocket endpoint; offer the subprotocol {Subprotocol}.";
            await Refusals.WriteAsync(context, new Refusal(400, "live.subprotocol", message, [new Fault("live.subprotocol", message, "header:Sec-WebSocket-Protocol", Expected: [Subprotocol])]));
            return;
        }

        using var webSocket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            SubProtocol = Subprotocol,
            KeepAliveInterval = Limits.KeepAliveInterval,
            KeepAliveTimeout = Limits.KeepAliveTimeout,

            // Payloads come compressed where that pays; compressing again costs some 230 KB a connection.
            DangerousEnableCompression = false,
        });
        var socket = new LiveSocket(webSocket, metrics, time);
        var address = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var connection = new LiveConnection(
            socket, address, context.Request.Headers.Origin.ToString(), visiting, joining, metrics, time, log);
        using var stopping = lifetime.ApplicationStopping.Register(() => socket.Close(CloseCode.GoingAway, "the server is going away"));
        if (!_addresses.TryEnter(address))
        {
            socket.Close(CloseCode.TooFast, "too many sockets from this address");
        }

        try
        {
            await connection.RunAsync();
        }
        finally
        {
            _addresses.Leave(address);
        }
    }
}
