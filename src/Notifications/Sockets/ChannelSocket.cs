using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;

namespace Pillion.Notifications.Sockets;

/// <summary>
/// One WebSocket with a reading and a writing loop. Nobody waits for a slow peer: what is for it goes into a bounded
/// queue, and a peer for which too much waits is closed with <see cref="CloseCode.TooSlow"/>. The queue takes messages
/// before there is a WebSocket.
/// </summary>
internal sealed class ChannelSocket(NotificationMetrics metrics, TimeProvider time)
{
    private const int SmallBuffer = 4 * 1024;

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _lock = new();
    private readonly Queue<ReadOnlyMemory<byte>> _queue = new();
    private int _queuedBytes;
    private WebSocket? _socket;
    private (int Code, string Reason)? _closing;
    private ITimer? _grace;

    /// <summary>True from the moment when this side decided to close.</summary>
    public bool IsClosing
    {
        get
        {
            lock (_lock)
            {
                return _closing is not null;
            }
        }
    }

    /// <summary>Queues a text message; false when it is not sent because the socket closes.</summary>
    public bool Send(ReadOnlyMemory<byte> message)
    {
        var tooSlow = false;
        lock (_lock)
        {
            if (_closing is not null)
            {
                return false;
            }

            tooSlow = _queue.Count >= NotificationLimits.QueuedMessages || _queuedBytes + message.Length > NotificationLimits.QueuedBytes;
            if (tooSlow)
            {
                // What waits is too much already; the client reads the present state after it has connected again.
                Forget();
            }
            else
            {
                _queue.Enqueue(message);
                _queuedBytes += message.Length;
            }
        }

        if (tooSlow)
        {
            metrics.Dropped("too_slow");
            Close(CloseCode.TooSlow, "events came faster than they were read");
            return false;
        }

        _signal.Writer.TryWrite(true);
        return true;
    }

    /// <summary>Sends a message that says no more than that the socket lives; needless while anything else waits.</summary>
    public void SendWhenIdle(ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            if (_closing is not null || _queue.Count > 0)
            {
                return;
            }

            _queue.Enqueue(message);
            _queuedBytes += message.Length;
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Closes after what is queued; the first call counts.</summary>
    public void Close(int code, string reason)
    {
        lock (_lock)
        {
            if (_closing is not null)
            {
                return;
            }

            _closing = (code, reason);
            _grace = time.CreateTimer(_ => Volatile.Read(ref _socket)?.Abort(), null, NotificationLimits.CloseGrace, Timeout.InfiniteTimeSpan);
        }

        _signal.Writer.TryWrite(true);
    }

    /// <summary>Runs both loops until the socket is gone.</summary>
    /// <param name="receive">Gets every whole message and whether it is text; the array is the callee's to keep.</param>
    public async Task RunAsync(WebSocket socket, Func<byte[], bool, ValueTask> receive)
    {
        Volatile.Write(ref _socket, socket);
        var writing = WriteLoopAsync(socket);
        try
        {
            await ReadLoopAsync(socket, receive);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException)
        {
            // The peer is gone without a word, or was cut off; the caller sees that in the end of this method.
            socket.Abort();
        }
        finally
        {
            Close(CloseCode.Normal, "");
            await writing;
            await _grace!.DisposeAsync();
        }
    }

    private async Task ReadLoopAsync(WebSocket socket, Func<byte[], bool, ValueTask> receive)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(SmallBuffer);
        try
        {
            var length = 0;
            while (true)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                length = IsClosing ? 0 : length + result.Count;
                if (length > NotificationLimits.LargestMessage)
                {
                    metrics.Dropped("too_large");
                    Close(CloseCode.TooLarge, $"a message is above {NotificationLimits.LargestMessage} bytes");
                    length = 0;
                }
                else if (result.EndOfMessage && !IsClosing)
                {
                    await receive(buffer.AsSpan(0, length).ToArray(), result.MessageType == WebSocketMessageType.Text);
                    length = 0;
                }

                buffer = Fit(buffer, length);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // Idle sockets, which are most of them, hold a small buffer only.
    private static byte[] Fit(byte[] buffer, int used)
    {
        if (used < buffer.Length && (used > 0 || buffer.Length <= SmallBuffer * 2))
        {
            return buffer;
        }

        var other = ArrayPool<byte>.Shared.Rent(used == 0 ? SmallBuffer : Math.Min(used * 4, NotificationLimits.LargestMessage + 1));
        buffer.AsSpan(0, used).CopyTo(other);
        ArrayPool<byte>.Shared.Return(buffer);
        return other;
    }

    private async Task WriteLoopAsync(WebSocket socket)
    {
        try
        {
            do
            {
                while (TryTake(out var message))
                {
                    await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                }

                (int Code, string Reason)? closing;
                lock (_lock)
                {
                    closing = _queue.Count == 0 ? _closing : null;
                }

                if (closing is { } close)
                {
                    await socket.CloseOutputAsync((WebSocketCloseStatus)close.Code, close.Reason, CancellationToken.None);
                    return;
                }
            }
            while (await _signal.Reader.WaitToReadAsync() && _signal.Reader.TryRead(out _));
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException or InvalidOperationException or ObjectDisposedException)
        {
            // The reading loop ends for the same reason and cleans up.
            socket.Abort();
        }
    }

    private bool TryTake(out ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            if (!_queue.TryDequeue(out message))
            {
                return false;
            }

            _queuedBytes -= message.Length;
            return true;
        }
    }

    private void Forget()
    {
        _queue.Clear();
        _queuedBytes = 0;
    }
}
