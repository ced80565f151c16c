namespace Pillion.Cobrowse.Live;

/// <summary>Reads and writes the frames of <c>pillion.v1</c>: <c>kind | flags | epoch | seq | dt | payload</c>.</summary>
internal static class FrameCodec
{
    private const FrameFlags AllFlags = FrameFlags.Deflated | FrameFlags.Keyframe | FrameFlags.Last | FrameFlags.Ephemeral;

    /// <summary>Reads a message strictly; the payload of the frame is a slice of it, not a copy.</summary>
    /// <returns>The first fault, in the order in which both sides judge: kind, flags, numbers, order, size.</returns>
    public static FrameFault Read(ReadOnlyMemory<byte> message, out Frame frame)
    {
        frame = default;
        var bytes = message.Span;
        if (bytes.Length > Limits.MaxMessageBytes)
        {
            return FrameFault.TooLarge;
        }

        if (bytes.Length < 2)
        {
            return FrameFault.Truncated;
        }

        var (kind, flags) = ((FrameKind)bytes[0], (FrameFlags)bytes[1]);
        if (!IsKnown(kind))
        {
            return FrameFault.Kind;
        }

        if ((flags & ~AllFlags) != FrameFlags.None)
        {
            return FrameFault.Flags;
        }

        var at = 2;
        if (Varint.Read(bytes, ref at, out var epoch) is var first and not FrameFault.None)
        {
            return first;
        }

        if (Varint.Read(bytes, ref at, out var seq) is var second and not FrameFault.None)
        {
            return second;
        }

        if (Varint.Read(bytes, ref at, out var dt) is var third and not FrameFault.None)
        {
            return third;
        }

        frame = new Frame(kind, flags, epoch, seq, dt, message[at..]);
        return IsOrdered(kind) && (epoch == 0 || seq == 0) ? FrameFault.Order
            : CarriesJson(kind) && frame.Payload.Length > Limits.MaxJsonBytes ? FrameFault.TooLarge
            : FrameFault.None;
    }

    /// <summary>The bytes of one message.</summary>
    public static byte[] Write(in Frame frame)
    {
        var head = 2 + Varint.Length(frame.Epoch) + Varint.Length(frame.Seq) + Varint.Length(frame.Dt);
        var bytes = new byte[head + frame.Payload.Length];
        bytes[0] = (byte)frame.Kind;
        bytes[1] = (byte)frame.Flags;
        var at = 2;
        Varint.Write(bytes, ref at, frame.Epoch);
        Varint.Write(bytes, ref at, frame.Seq);
        Varint.Write(bytes, ref at, frame.Dt);
        frame.Payload.Span.CopyTo(bytes.AsSpan(head));
        return bytes;
    }

    /// <summary>True for frames that are kept in the log in order.</summary>
    public static bool IsOrdered(FrameKind kind) => kind is FrameKind.Keyframe or FrameKind.Delta;

    private static bool CarriesJson(FrameKind kind) =>
        kind is FrameKind.Hello or FrameKind.Welcome or FrameKind.Request or FrameKind.Event;

    private static bool IsKnown(FrameKind kind) => kind
        is FrameKind.Hello or FrameKind.Welcome or FrameKind.Ack
        or FrameKind.Keyframe or FrameKind.Delta or FrameKind.Asset
        or FrameKind.Pointer or FrameKind.Drawing or FrameKind.Action
        or FrameKind.Request or FrameKind.Event;
}
