using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Pillion.Cobrowse.Live;

namespace Pillion.Cobrowse.Tests.Hosting;

/// <summary>One frame that came, with its JSON where it has some.</summary>
internal sealed record Received(Frame Frame, byte[] Message, JsonNode? Json)
{
    public string? Type => Frame.Kind == FrameKind.Event ? Json?["type"]?.GetValue<string>() : null;

    public override string ToString() => Frame.Kind switch
    {
        FrameKind.Event or FrameKind.Welcome => $"{Frame.Kind} {Json?.ToJsonString()}",
        _ => $"{Frame.Kind} {Frame.Epoch}/{Frame.Seq} ({Frame.Payload.Length} bytes)",
    };
}

/// <summary>A client of the live protocol on a real WebSocket. It keeps what came until a test asks for it.</summary>
internal abstract class LiveClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Lock _lock = new();
    private readonly List<Received> _waiting = [];
    private readonly TaskCompletionSource<(int Code, string Reason)> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim _sending = new(1);
    private volatile TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _pump = Task.CompletedTask;
    private int _requests;

    /// <summary>Set before connecting to leave what the server sends unread.</summary>
    public TaskCompletionSource? Blocked { get; init; }

    public string Role => GetType().Name;

    protected async Task DialAsync(App app, string? origin, string? subprotocol = LiveEndpoint.Subprotocol)
    {
        if (subprotocol is not null)
        {
            _socket.Options.AddSubProtocol(subprotocol);
        }

        if (origin is not null)
        {
            _socket.Options.SetRequestHeader("Origin", origin);
        }

        await _socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/live" }.Uri, App.Cancellation);
        _pump = PumpAsync();
    }

    public async Task SendAsync(ReadOnlyMemory<byte> message, WebSocketMessageType type = WebSocketMessageType.Binary)
    {
        await _sending.WaitAsync(App.Cancellation);
        try
        {
            await _socket.SendAsync(message, type, endOfMessage: true, App.Cancellation);
        }
        finally
        {
            _sending.Release();
        }
    }

    public Task SendAsync(FrameKind kind, ReadOnlyMemory<byte> payload, long epoch = 0, long seq = 0, FrameFlags flags = FrameFlags.Last) =>
        SendAsync(FrameCodec.Write(new Frame(kind, flags, epoch, seq, 0, payload)));

    public Task SendAsync(FrameKind kind, object json) =>
        SendAsync(kind, System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(json, Kernel.Json.Wire.Options));

    /// <summary>Sends a request; answers its id.</summary>
    public async Task<int> RequestAsync(string type, JsonObject? fields = null)
    {
        fields ??= [];
        fields["type"] = type;
        fields["id"] = ++_requests;
        await SendAsync(FrameKind.Request, fields);
        return _requests;
    }

    /// <summary>The first event of this type among what came and was not asked for yet.</summary>
    public async Task<JsonNode> EventAsync(string type) => (await TakeAsync(received => received.Type == type, $"event {type}")).Json!;

    /// <summary>The next frame of this kind.</summary>
    public async Task<Frame> FrameAsync(FrameKind kind) => (await TakeAsync(received => received.Frame.Kind == kind, $"frame {kind}")).Frame;

    /// <summary>The next ordered frame, whichever it is.</summary>
    public async Task<Frame> OrderedAsync() => (await TakeAsync(received => FrameCodec.IsOrdered(received.Frame.Kind), "an ordered frame")).Frame;

    public async Task<Received> TakeAsync(Func<Received, bool> wanted, string what)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (true)
        {
            var arrived = _arrived.Task;
            lock (_lock)
            {
                var index = _waiting.FindIndex(received => wanted(received));
                if (index >= 0)
                {
                    var found = _waiting[index];
                    _waiting.RemoveAt(index);
                    return found;
                }
            }

            var left = deadline - TimeProvider.System.GetUtcNow();
            if (left <= TimeSpan.Zero || _closed.Task.IsCompleted)
            {
                Assert.Fail($"{Role} waited for {what}; came: [{string.Join("; ", Waiting)}]; {(_closed.Task.IsCompleted ? $"closed with {await _closed.Task}" : "open")}");
            }

            await Task.WhenAny(arrived, _closed.Task, Task.Delay(left, TimeProvider.System, App.Cancellation));
        }
    }

    /// <summary>What came and was not asked for.</summary>
    public IReadOnlyList<Received> Waiting
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting];
            }
        }
    }

    /// <summary>
    /// Completes when the server has handled everything sent before: it answers an unknown request with a refusal.
    /// </summary>
    public async Task SettleAsync()
    {
        var id = await RequestAsync("are-you-there");
        await TakeAsync(received => received.Type == "refused" && received.Json!["id"]?.GetValue<int>() == id, $"the answer to request {id}");
    }

    /// <summary>Close code and reason of the server; 1006 when it went without a word.</summary>
    public Task<(int Code, string Reason)> ClosedAsync() => _closed.Task.WaitAsync(Patience.Limit, App.Cancellation);

    /// <summary>Breaks the connection without a word.</summary>
    public async Task DropAsync()
    {
        _socket.Abort();
        Blocked?.TrySetResult();
        await _pump;
    }

    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        _socket.Dispose();
        _sending.Dispose();
    }

    private async Task PumpAsync()
    {
        var buffer = new byte[Limits.MaxMessageBytes];
        try
        {
            while (true)
            {
                if (Blocked is { } blocked && _waiting.Count > 0)
                {
                    // The welcome is read, nothing after it.
                    await blocked.Task;
                }

                var length = 0;
                ValueWebSocketReceiveResult result;
                do
                {
                    result = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += result.Count;
                }
                while (!result.EndOfMessage);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    _closed.TrySetResult(((int)_socket.CloseStatus!, _socket.CloseStatusDescription ?? ""));
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    return;
                }

                Keep(buffer[..length]);
            }
        }
        catch (Exception problem) when (problem is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            _closed.TrySetResult((1006, problem.Message));
        }
    }

    private void Keep(byte[] message)
    {
        Assert.Equal(FrameFault.None, FrameCodec.Read(message, out var frame));
        var json = frame.Kind is FrameKind.Welcome or FrameKind.Event ? JsonNode.Parse(frame.Payload.Span) : null;
        lock (_lock)
        {
            _waiting.Add(new Received(frame, message, json));
        }

        Interlocked.Exchange(ref _arrived, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
