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

    private readonly AddressLimit _addresses = new();

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/live", (HttpContext context, LiveEndpoint endpoint) => endpoint.HandleAsync(context))
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

/// <summary>Counts the sockets of every address.</summary>
internal sealed class AddressLimit
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _open = new(StringComparer.Ordinal);

    /// <summary>Counts one more; false when that is too many. <see cref="Leave"/> follows in either case.</summary>
    public bool TryEnter(string address)
    {
        lock (_lock)
        {
            var count = _open.GetValueOrDefault(address) + 1;
            _open[address] = count;
            return count <= Limits.MaxSocketsPerAddress;
        }
    }

    public void Leave(string address)
    {
        lock (_lock)
        {
            if (--_open[address] == 0)
            {
                _open.Remove(address);
            }
        }
    }
}
