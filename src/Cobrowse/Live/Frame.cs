namespace Pillion.Cobrowse.Live;

/// <summary>What the payload of a frame is; docs/internals/live-protocol.md.</summary>
internal enum FrameKind
{
    Hello = 0x01,
    Welcome = 0x02,
    Ack = 0x03,
    Keyframe = 0x10,
    Delta = 0x11,
    Asset = 0x12,
    Pointer = 0x20,
    Drawing = 0x21,
    Action = 0x30,
    Request = 0x40,
    Event = 0x41,
}

/// <summary>The bits of a frame's second byte.</summary>
[Flags]
internal enum FrameFlags
{
    None = 0,

    /// <summary>The payload is raw deflate.</summary>
    Deflated = 1,

    /// <summary>The payload rebuilds the page from nothing.</summary>
    Keyframe = 2,

    /// <summary>The last, or only, part.</summary>
    Last = 4,

    /// <summary>Not in the log; the newest wins.</summary>
    Ephemeral = 8,
}

/// <summary>One message of the live protocol. The payload is a view on the message it was read from.</summary>
/// <param name="Dt">Milliseconds since the sender's previous ordered frame.</param>
internal readonly record struct Frame(FrameKind Kind, FrameFlags Flags, long Epoch, long Seq, long Dt, ReadOnlyMemory<byte> Payload)
{
    public bool IsLast => Flags.HasFlag(FrameFlags.Last);
}

/// <summary>Why a message is no frame.</summary>
internal enum FrameFault
{
    None,
    Truncated,
    Kind,
    Flags,
    Varint,
    Order,
    TooLarge,
}
