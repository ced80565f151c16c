using System.Text.Json;
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
    private readonly TokenBucket _refusals = new(time, 1, 1 / Limits.RefusalPause.TotalSeconds);
    private int _refused;
    private ITimer? _helloTimer;
    private IParty? _party;

    public async Task RunAsync()
    {
        await using var helloTimer = _helloTimer = time.CreateTimer(
            _ => socket.Close(CloseCode.NoHello, "no hello in time"), null, Limits.HelloTimeout, Timeout.InfiniteTimeSpan);
        try
        {
            await socket.RunAsync(ReceiveAsync, SkipAsync);
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
        await TakeAsync(message);

        // Not reading is what slows a sender down; nothing is lost by it.
        if (_bytes.Take(message.Length) is var debt && debt > TimeSpan.Zero)
        {
            await Task.Delay(debt, time, CancellationToken.None);
        }
    }

    private async ValueTask TakeAsync(byte[] message)
    {
        var fault = FrameCodec.Read(message, out var frame);
        if (fault == FrameFault.TooLarge && _party is not null && frame.Kind == FrameKind.Request)
        {
            Refuse("json_too_large", $"The JSON of a frame may have at most {Limits.MaxJsonBytes} bytes.");
            return;
        }

        if (fault != FrameFault.None)
        {
            metrics.Dropped("malformed");
            socket.Close(CloseCode.Bad, $"not a frame: {fault}");
            return;
        }

        metrics.Received(frame.Kind, message.Length);
        if (!IsWithinBounds(frame))
        {
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
    }

    // What is beyond a bound is refused by its name, and the session goes on; only who never stops is closed.
    private bool IsWithinBounds(in Frame frame)
    {
        if (!_frames.TryTake())
        {
            if (++_refused > Limits.MaxRefusedFrames)
            {
                socket.Close(CloseCode.TooFast, "too many frames");
            }
            else if (_refusals.TryTake())
            {
                socket.Send(Refusal(null, "frame_rate", $"A socket may send {Limits.FramesPerSecond} frames a second; others are dropped."));
            }

            metrics.Dropped("frame_rate");
            return false;
        }

        if (frame.Kind == FrameKind.Request && !_requests.TryTake())
        {
            var id = LiveJson.Parse(frame.Payload) is { ValueKind: JsonValueKind.Object } json ? VisitorRequests.RequestId(json) : null;
            Refuse("request_rate", $"A socket may send {Limits.RequestsPerSecond} requests a second.", id);
            return false;
        }

        if (frame.Kind is FrameKind.Pointer or FrameKind.Drawing or FrameKind.Action && frame.Payload.Length > Limits.MaxLightBytes)
        {
            Refuse("payload_too_large", $"A pointer, drawing or action may have at most {Limits.MaxLightBytes} bytes.");
            return false;
        }

        return true;
    }

    private async ValueTask SkipAsync(int length)
    {
        if (_party is null)
        {
            socket.Close(CloseCode.TooLarge, $"a message is above {Limits.MaxMessageBytes} bytes");
            return;
        }

        Refuse("message_too_large", $"A message may have at most {Limits.MaxMessageBytes} bytes; larger frames go in parts.");
        if (_bytes.Take(length) is var debt && debt > TimeSpan.Zero)
        {
            await Task.Delay(debt, time, CancellationToken.None);
        }
    }

    private void Refuse(string code, string message, long? id = null)
    {
        metrics.Dropped(code);
        socket.Send(Refusal(id, code, message));
    }

    private static byte[] Refusal(long? id, string code, string message) => LiveJson.Event(new RefusedMessage(id, code, message));

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
