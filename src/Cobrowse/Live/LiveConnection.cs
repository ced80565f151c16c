using Microsoft.Extensions.Logging;

namespace Pillion.Cobrowse.Live;

/// <summary>Who speaks on a socket after hello.</summary>
internal interface IParty
{
    /// <summary>Name of the role, for counting.</summary>
    string Role { get; }

    /// <summary>Takes one frame; frames of one socket come one after the other.</summary>
    ValueTask HandleAsync(Frame frame, ReadOnlyMemory<byte> message);

    /// <summary>The socket is gone.</summary>
    void Gone();
}

/// <summary>One socket from its hello to its end: reads frames, keeps the rates, and passes them to its party.</summary>
internal sealed partial class LiveConnection(
    LiveSocket socket,
    string address,
    string origin,
    Visiting visiting,
    Viewing.Joining joining,
    CobrowseMetrics metrics,
    TimeProvider time,
    ILogger<LiveConnection> log)
{
    private readonly TokenBucket _frames = new(time, Limits.FrameBurst, Limits.FramesPerSecond);
    private readonly TokenBucket _requests = new(time, Limits.RequestBurst, Limits.RequestsPerSecond);
    private readonly TokenBucket _bytes = new(time, Limits.ByteBurst, Limits.BytesPerSecond);
    private ITimer? _helloTimer;
    private IParty? _party;

    public async Task RunAsync()
    {
        await using var helloTimer = _helloTimer = time.CreateTimer(
            _ => socket.Close(CloseCode.NoHello, "no hello in time"), null, Limits.HelloTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            await socket.RunAsync(ReceiveAsync);
        }
        finally
        {
            if (_party is not null)
            {
                metrics.Closed(_party.Role);
                _party.Gone();
            }
        }
    }

    private async ValueTask ReceiveAsync(byte[] message)
    {
        var fault = FrameCodec.Read(message, out var frame);
        if (fault != FrameFault.None)
        {
            metrics.Dropped("malformed");
            socket.Close(CloseCode.Bad, $"not a frame: {fault}");
            return;
        }

        metrics.Received(frame.Kind, message.Length);
        if (!_frames.TryTake() || (frame.Kind == FrameKind.Request && !_requests.TryTake()))
        {
            metrics.Dropped("too_fast");
            socket.Close(CloseCode.TooFast, "too many frames or requests");
            return;
        }

        try
        {
            await (_party is null ? GreetAsync(frame) : _party.HandleAsync(frame, message));
        }
        catch (Exception problem)
        {
            LogFailed(frame.Kind, problem);
            socket.Close(CloseCode.InternalError, "this failed on the server's side");
        }

        // Not reading is what slows a sender down; nothing is lost by it.
        if (_bytes.Take(message.Length) is var debt && debt > TimeSpan.Zero)
        {
            await Task.Delay(debt, time, CancellationToken.None);
        }
    }

    private async ValueTask GreetAsync(Frame frame)
    {
        if (frame.Kind != FrameKind.Hello)
        {
            socket.Close(CloseCode.Bad, "the first frame must be hello");
            return;
        }

        var hello = HelloReader.Read(frame.Payload);
        if (hello.Refused)
        {
            var fault = hello.Refusal.Faults[0];
            socket.Close(CloseCode.Bad, $"hello{fault.Pointer}: {fault.Code}");
            return;
        }

        // The time limit is for hello, not for the server's own work on it.
        _helloTimer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _party = hello.Value is VisitorHello visitor
            ? await visiting.GreetAsync(socket, visitor, origin, address)
            : await joining.GreetAsync(socket, (AgentHello)hello.Value, origin);
        if (_party is not null)
        {
            metrics.Opened(_party.Role);
        }
    }

    [LoggerMessage(4002, LogLevel.Error, "Handling a frame of kind {Kind} failed")]
    private partial void LogFailed(FrameKind kind, Exception problem);
}
