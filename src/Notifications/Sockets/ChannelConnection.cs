using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Pillion.Notifications.Channels;
using Pillion.Storage;

namespace Pillion.Notifications.Sockets;

/// <summary>One socket of a channel from its opening to its end. It collects events before the handshake is over.</summary>
internal sealed partial class ChannelConnection(
    string channelId,
    ChannelSocket socket,
    SocketRequests requests,
    Listeners listeners,
    NotificationMetrics metrics,
    TimeProvider time,
    ILogger<ChannelConnection> log) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly MessageRate _rate = new(time);
    private Document<Channel>? _channel;
    private ITimer? _heartbeat;
    private ITimer? _expiry;
    private bool _left;

    public string ChannelId => channelId;

    /// <summary>Takes over what a channel listens to and how long it lives, unless something newer is known already.</summary>
    public void Apply(Document<Channel> channel)
    {
        lock (_lock)
        {
            if (_left || _channel?.Version >= channel.Version)
            {
                return;
            }

            _channel = channel;
            listeners.Set(this, Listeners.Expand(channel.Value.Topics));
            var due = channel.Value.Expires - NotificationLimits.ClosingWarning - time.GetUtcNow();
            due = due > TimeSpan.Zero ? due : TimeSpan.Zero;
            if (_expiry is null)
            {
                _expiry = time.CreateTimer(_ => Expire(), null, due, Timeout.InfiniteTimeSpan);
            }
            else
            {
                _expiry.Change(due, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Passes an event on.</summary>
    public bool Deliver(ReadOnlyMemory<byte> message) => socket.Send(message);

    public void Close(int code, string reason) => socket.Close(code, reason);

    /// <summary>Another socket has the channel now.</summary>
    public void Replace()
    {
        Leave();
        if (_channel is { } channel)
        {
            socket.Send(SocketMessages.Replaced(channel.Value));
        }

        socket.Close(CloseCode.Replaced, "another socket has connected to this channel");
    }

    /// <summary>The token that gave leave to listen is good no more.</summary>
    public void Revoke()
    {
        Leave();
        if (_channel is { } channel)
        {
            socket.Send(SocketMessages.Closing(channel.Value, "The access token of this channel was revoked. Open another channel with another token."));
        }

        socket.Close(CloseCode.Token, "the access token was revoked");
    }

    /// <summary>The server is going away.</summary>
    public void Stop()
    {
        if (_channel is { } channel)
        {
            socket.Send(SocketMessages.Closing(channel.Value, "The server is going away. Connect again."));
        }

        socket.Close(CloseCode.GoingAway, "the server is going away");
    }

    public async Task RunAsync(WebSocket webSocket)
    {
        _heartbeat = time.CreateTimer(_ => socket.SendWhenIdle(SocketMessages.Heartbeat), null, NotificationLimits.Heartbeat, NotificationLimits.Heartbeat);
        metrics.Opened();
        try
        {
            await socket.RunAsync(webSocket, ReceiveAsync);
        }
        finally
        {
            metrics.Closed();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Leave();
        if (_heartbeat is not null)
        {
            await _heartbeat.DisposeAsync();
        }

        if (_expiry is not null)
        {
            await _expiry.DisposeAsync();
        }
    }

    private async ValueTask ReceiveAsync(byte[] message, bool isText)
    {
        if (!_rate.TryTake())
        {
            metrics.Dropped("too_fast");
            socket.Close(CloseCode.TooFast, "too many messages");
            return;
        }

        try
        {
            var (answer, gone) = await requests.AnswerAsync(channelId, message, isText, CancellationToken.None);
            socket.Send(answer);
            if (gone)
            {
                socket.Close(CloseCode.Gone, "the channel is gone");
            }
        }
        catch (Exception problem)
        {
            LogFailed(problem);
            socket.Close(CloseCode.InternalError, "this failed on the server's side");
        }
    }

    // Called a minute before the channel expires, and again when it does; a new subscription puts both off.
    private void Expire()
    {
        lock (_lock)
        {
            if (_left || _channel is not { } channel)
            {
                return;
            }

            var left = channel.Value.Expires - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                socket.Close(CloseCode.Gone, "the channel has expired");
            }
            else if (left > NotificationLimits.ClosingWarning)
            {
                _expiry!.Change(left - NotificationLimits.ClosingWarning, Timeout.InfiniteTimeSpan);
            }
            else
            {
                socket.Send(SocketMessages.Closing(channel.Value, "The channel is about to expire. Subscribe again to keep it."));
                _expiry!.Change(left, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Leave()
    {
        lock (_lock)
        {
            _left = true;
            listeners.Remove(this);
        }
    }

    [LoggerMessage(6001, LogLevel.Error, "Answering a message of a channel failed")]
    private partial void LogFailed(Exception problem);
}
