using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;

namespace Pillion.Cobrowse.Live;

/// <summary>Gives ordered frames to a socket's writer when the socket is ready for them.</summary>
internal interface IFrameSource
{
    /// <summary>The next message, or false when there is none now; the source then wakes the socket later.</summary>
    bool TryTake(out ReadOnlyMemory<byte> message);
}

/// <summary>
/// One WebSocket with one reading and one writing loop. Nobody waits for a slow peer: JSON and drawings go through a
/// bounded queue, and a peer that lets it fill up is cut off; pointers wait in a slot where the newest wins; ordered
/// frames are taken from a <see cref="IFrameSource"/> only as fast as the peer reads them.
/// </summary>
internal sealed class LiveSocket(WebSocket socket, CobrowseMetrics metrics, TimeProvider time)
{
    private const int SmallBuffer = 4 * 1024;
    private const int LongestCloseReason = 120;

    private readonly Channel<ReadOnlyMemory<byte>> _queue = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(Limits.SocketQueueFrames) { SingleReader = true });

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _newest = new(StringComparer.Ordinal);
    private IFrameSource? _source;
    private Closing? _closing;
    private ITimer? _grace;

    /// <summary>True from the moment when this side decided to close.</summary>
    public bool IsClosing => Volatile.Read(ref _closing) is not null;

    /// <summary>Queues a message. A peer for which too much waits already is cut off; its client connects again.</summary>
    public void Send(ReadOnlyMemory<byte> message)
    {
        if (IsClosing)
        {
            return;
        }

        if (!_queue.Writer.TryWrite(message))
        {
            metrics.Dropped("socket_stuck");
            socket.Abort();
            return;
        }

        Wake();
    }

    /// <summary>Queues a message that may be lost; false when the queue is half full, which leaves room for what may not.</summary>
    public bool TrySend(ReadOnlyMemory<byte> message)
    {
        if (_queue.Reader.Count > Limits.SocketQueueFrames / 2)
        {
            return false;
        }

        Send(message);
        return true;
    }

    /// <summary>Sends a message unless a newer one takes its slot before.</summary>
    public void SendNewest(string slot, ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            _newest[slot] = message;
        }

        Wake();
    }

    /// <summary>From now on the writer asks this source too.</summary>
    public void TakeFrom(IFrameSource source)
    {
        Volatile.Write(ref _source, source);
        Wake();
    }

    /// <summary>Tells the writer that its source has something.</summary>
    public void Wake() => _signal.Writer.TryWrite(true);

    /// <summary>Closes after what is queued; the first call counts.</summary>
    public void Close(int code, string reason)
    {
        if (Interlocked.CompareExchange(ref _closing, new Closing(code, Cut(reason)), null) is null)
        {
            _grace = time.CreateTimer(_ => socket.Abort(), null, Limits.CloseGrace, Timeout.InfiniteTimeSpan);
            Wake();
        }
    }

    /// <summary>Runs both loops until the socket is gone.</summary>
    /// <param name="receive">Gets every whole binary message; the array is the callee's to keep.</param>
    /// <param name="tooLarge">Hears how long a message was that is above the limit; its bytes are not kept.</param>
    public async Task RunAsync(Func<byte[], ValueTask> receive, Func<int, ValueTask> tooLarge)
    {
        var writing = WriteLoopAsync();
        try
        {
            await ReadLoopAsync(receive, tooLarge);
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException or IOException)
        {
            // The peer is gone without a word, or was cut off; the caller sees that in the end of this method.
            socket.Abort();
        }
        finally
        {
            Interlocked.CompareExchange(ref _closing, new Closing(CloseCode.Normal, ""), null);
            Wake();
            await writing;
            if (_grace is not null)
            {
                await _grace.DisposeAsync();
            }
        }
    }

    private async Task ReadLoopAsync(Func<byte[], ValueTask> receive, Func<int, ValueTask> tooLarge)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(SmallBuffer);
        try
        {
            var length = 0;
            var skipped = 0;
            while (true)
            {
                var result = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                (length, skipped) = IsClosing ? (0, 0) : skipped > 0 ? (0, skipped + result.Count) : (length + result.Count, 0);
                if (result.MessageType == WebSocketMessageType.Text)
                {
                    Close(CloseCode.Bad, "only binary messages are understood");
                }
                else if (skipped > Limits.MaxSkippedBytes)
                {
                    Close(CloseCode.TooLarge, $"a message is above {Limits.MaxSkippedBytes} bytes");
                }
                else if (length > Limits.MaxMessageBytes)
                {
                    (length, skipped) = (0, length);
                }

                if (skipped > 0 && result.EndOfMessage && !IsClosing)
                {
                    await tooLarge(skipped);
                    skipped = 0;
                }
                else if (skipped == 0 && result.EndOfMessage && !IsClosing)
                {
                    await receive(buffer.AsSpan(0, length).ToArray());
                    length = 0;
                }

                buffer = Fit(buffer, IsClosing ? 0 : length);
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
        var wanted = used == 0 ? SmallBuffer : used == buffer.Length ? Math.Min(used * 4, Limits.MaxMessageBytes + 1) : buffer.Length;
        if (wanted <= buffer.Length && buffer.Length <= wanted * 4)
        {
            return buffer;
        }

        var other = ArrayPool<byte>.Shared.Rent(wanted);
        buffer.AsSpan(0, used).CopyTo(other);
        ArrayPool<byte>.Shared.Return(buffer);
        return other;
    }

    private async Task WriteLoopAsync()
    {
        try
        {
            do
            {
                while (TryTake(out var message))
                {
                    await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
                    metrics.Sent((FrameKind)message.Span[0], message.Length);
                }

                if (Volatile.Read(ref _closing) is { } closing)
                {
                    await socket.CloseOutputAsync((WebSocketCloseStatus)closing.Code, closing.Reason, CancellationToken.None);
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
        if (_queue.Reader.TryRead(out message))
        {
            return true;
        }

        if (IsClosing)
        {
            return false;
        }

        return TryTakeNewest(out message) || (Volatile.Read(ref _source)?.TryTake(out message) ?? false);
    }

    private bool TryTakeNewest(out ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            foreach (var (slot, newest) in _newest)
            {
                _newest.Remove(slot);
                message = newest;
                return true;
            }
        }

        message = default;
        return false;
    }

    private static string Cut(string reason) =>
        Encoding.UTF8.GetByteCount(reason) <= LongestCloseReason ? reason : string.Concat(reason.Where(char.IsAscii).Take(LongestCloseReason));

    private sealed record Closing(int Code, string Reason);
}
