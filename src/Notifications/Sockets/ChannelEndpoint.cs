using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Notifications.Channels;
using Pillion.Storage;

namespace Pillion.Notifications.Sockets;

/// <summary>
/// <c>/channels/{channelId}</c>, the WebSocket of a channel. The address is the credential, as it is for the vendor's
/// clients, so there is no token to check and any origin will do.
/// </summary>
internal sealed partial class ChannelEndpoint(
    ChannelStore channels,
    ConnectedChannels connected,
    Listeners listeners,
    SocketRequests requests,
    ChannelAccess access,
    NotificationMetrics metrics,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<ChannelConnection> log)
{
    private const string Path = "/channels";

    /// <summary>The address of a channel's WebSocket.</summary>
    public static string Uri(Addresses addresses, string channelId) => $"ws{addresses.PublicUrl["http".Length..]}{Path}/{channelId}";

    // Clients open WebSockets with GET over HTTP/1.1, and with CONNECT over HTTP/2.
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods(Path + "/{channelId}", ["GET", "CONNECT"], (HttpContext context, string channelId, ChannelEndpoint endpoint) => endpoint.HandleAsync(context, channelId))
        .ExcludeFromDescription();

    private async Task HandleAsync(HttpContext context, string channelId)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            await Refusals.WriteAsync(context, NoWebSocket);
            return;
        }

        if (await channels.FindAsync(channelId, context.RequestAborted) is not { } channel || !await access.MayListenAsync(channel.Value, context.RequestAborted))
        {
            await Refusals.WriteAsync(context, ChannelRefusals.NotFound());
            return;
        }

        await using var connection = new ChannelConnection(
            channelId, new ChannelSocket(metrics, time), requests, listeners, metrics, time, log);
        await RunAsync(context, connection);
    }

    private async Task RunAsync(HttpContext context, ChannelConnection connection)
    {
        // Entered before the channel is read again, so that no change of its subscriptions falls in between; and listening
        // before the client knows that it is connected, so that nothing that it does then goes unheard.
        connected.Enter(connection);
        try
        {
            using var stopping = lifetime.ApplicationStopping.Register(connection.Stop);
            if (await UseAsync(connection.ChannelId) is { } channel)
            {
                connection.Apply(channel);
            }
            else
            {
                connection.Close(CloseCode.Gone, "the channel is gone");
            }

            using var webSocket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
            {
                KeepAliveInterval = NotificationLimits.KeepAliveInterval,
                KeepAliveTimeout = NotificationLimits.KeepAliveTimeout,
            });
            await connection.RunAsync(webSocket);
        }
        finally
        {
            if (connected.Leave(connection) && !lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await UseAsync(connection.ChannelId);
            }
        }
    }

    // Being used counts when the channel that was unused for longest is dropped; it is no reason to fail.
    private async Task<Document<Channel>?> UseAsync(string channelId)
    {
        try
        {
            await channels.TouchAsync(channelId, CancellationToken.None);
            return await channels.FindAsync(channelId, CancellationToken.None);
        }
        catch (StoreException problem)
        {
            LogUnreadable(problem);
            return null;
        }
    }

    private static Refusal NoWebSocket { get; } = new(
        426,
        "websocket.needed",
        "This is the address of a WebSocket.",
        [new Fault("websocket.needed", "Connect to it with a WebSocket client.", "header:Upgrade", Expected: ["websocket"])]);

    [LoggerMessage(6002, LogLevel.Error, "The channel of a socket could not be read")]
    private partial void LogUnreadable(Exception problem);
}
