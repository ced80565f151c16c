using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Pillion.Notifications.Tests.Hosting;

/// <summary>A client on a real WebSocket. It keeps what came until a test asks for it.</summary>
internal sealed class ChannelClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly Lock _lock = new();
    private readonly List<JsonNode> _waiting = [];
    private readonly TaskCompletionSource<(int Code, string Reason)> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource? _blocked;
    private volatile TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _pump = Task.CompletedTask;

    private ChannelClient(TaskCompletionSource? blocked) => _blocked = blocked;

    /// <param name="blocked">Nothing is read before this completes.</param>
    /// <param name="origin">What a browser would say of the page that connects.</param>
    public static async Task<ChannelClient> ConnectAsync(string uri, TaskCompletionSource? blocked = null, string? origin = null)
    {
        var client = new ChannelClient(blocked);
        if (origin is not null)
        {
            client._socket.Options.SetRequestHeader("Origin", origin);
        }

        await client._socket.ConnectAsync(new Uri(uri), App.Cancellation);
        client._pump = client.PumpAsync();
        return client;
    }

    /// <summary>What came and was not asked for.</summary>
    public IReadOnlyList<JsonNode> Waiting
    {
        get
        {
            lock (_lock)
            {
                return [.. _waiting];
            }
        }
    }

    /// <summary>Completes when something more comes.</summary>
    public Task NextArrival => _arrived.Task;

    public Task SayAsync(object message) => SayAsync(System.Text.Json.JsonSerializer.Serialize(message));

    public Task SayAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] message, WebSocketMessageType type) => _socket.SendAsync(message, type, endOfMessage: true, App.Cancellation);

    /// <summary>The next event of a topic, spelled exactly like this.</summary>
    public Task<JsonNode> EventAsync(string topic) => NextAsync(message => message["topicName"]?.GetValue<string>() == topic, $"an event of {topic}");

    /// <summary>The next answer to something said.</summary>
    public Task<JsonNode> AnswerAsync() => NextAsync(message => message["result"] is not null, "an answer");

    /// <summary>Completes when the server has done all that came before: it answers a ping.</summary>
    public async Task SettleAsync()
    {
        await SayAsync(new { message = "ping" });
        await NextAsync(message => message["eventBody"]?["message"]?.GetValue<string>() == "pong", "a pong");
    }

    public async Task<JsonNode> NextAsync(Func<JsonNode, bool> wanted, string what)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience.Limit;
        while (true)
        {
            var arrived = _arrived.Task;
            lock (_lock)
            {
                var index = _waiting.FindIndex(message => wanted(message));
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
                var came = string.Join("; ", Waiting.Take(5).Select(message => message.ToJsonString()));
                Assert.Fail($"waited for {what}; came: [{came}]; {(_closed.Task.IsCompleted ? $"closed with {await _closed.Task}" : "open")}");
            }

            await Task.WhenAny(arrived, _closed.Task, Task.Delay(left, TimeProvider.System, App.Cancellation));
        }
    }

    /// <summary>Close code and reason of the server; 1006 when it went without a word.</summary>
    public Task<(int Code, string Reason)> ClosedAsync() => _closed.Task.WaitAsync(Patience.Limit, App.Cancellation);

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        _blocked?.TrySetResult();
        await _pump;
        _socket.Dispose();
    }

    private async Task PumpAsync()
    {
        if (_blocked is not null)
        {
            await _blocked.Task;
        }

        var buffer = new byte[16 * 1024 * 1024];
        try
        {
            while (true)
            {
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

                Assert.Equal(WebSocketMessageType.Text, result.MessageType);
                lock (_lock)
                {
                    _waiting.Add(JsonNode.Parse(buffer.AsSpan(0, length))!);
                }

                Interlocked.Exchange(ref _arrived, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            }
        }
        catch (Exception problem) when (problem is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            _closed.TrySetResult((1006, problem.Message));
        }
    }
}
