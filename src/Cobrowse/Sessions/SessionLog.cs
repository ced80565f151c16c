using Pillion.Cobrowse.Live;

namespace Pillion.Cobrowse.Sessions;

/// <summary>What became of an ordered frame from the visitor.</summary>
internal enum AppendOutcome
{
    /// <summary>It is in the log.</summary>
    Appended,

    /// <summary>A part of it is kept until the others come.</summary>
    Partial,

    /// <summary>It is in the log already; the ack may have been lost.</summary>
    Repeat,

    /// <summary>Something before it is missing, or the keyframe is: only a keyframe helps.</summary>
    Gap,

    /// <summary>Its epoch is not the one that its document was given.</summary>
    WrongEpoch,

    /// <summary>Its document does not carry a session, or not any more.</summary>
    NotSharing,

    /// <summary>All its parts together are above the limit.</summary>
    TooLarge,

    /// <summary>The log has no room: everything goes, and only a keyframe helps.</summary>
    Full,
}

/// <summary>
/// The ordered frames of one session from the newest keyframe on, in memory. Messages are kept and forwarded as they
/// came. Positions count messages since the session began and never go back, so that readers can keep their own place
/// while the log loses its old end.
/// </summary>
/// <remarks>Not synchronized; <see cref="LiveSession"/> holds the lock.</remarks>
internal sealed class SessionLog
{
    // What a kept message costs beside its bytes; without it, millions of tiny frames would look free.
    private const int EntryCost = 128;

    private readonly List<Entry> _entries = [];
    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private long _partsSeq;
    private FrameKind _partsKind;
    private long _partsBytes;
    private long _refusedSeq;
    private long _first;
    private int _keyframeParts;
    private long _appendedBytes;

    /// <summary>The document that carries the session; 0 before the first.</summary>
    public long Epoch { get; private set; }

    /// <summary>Newest whole frame of <see cref="Epoch"/>.</summary>
    public long Seq { get; private set; }

    /// <summary>True when the log can rebuild the page.</summary>
    public bool HasKeyframe => _keyframeParts > 0;

    /// <summary>True until the newest document has sent its keyframe.</summary>
    public bool NeedsKeyframe { get; private set; } = true;

    public DateTimeOffset KeyframeAt { get; private set; }

    /// <summary>Position of the keyframe's first message.</summary>
    public long First => _first;

    /// <summary>Position behind the newest message.</summary>
    public long End => _first + _entries.Count;

    public long KeyframeBytes { get; private set; }

    /// <summary>Bytes of all deltas since the keyframe.</summary>
    public long DeltaBytes { get; private set; }

    /// <summary>Starts a document. The old page stays readable until the new document's keyframe comes.</summary>
    public void Begin(long epoch, long seq)
    {
        (Epoch, Seq, NeedsKeyframe) = (epoch, seq, true);
        ForgetParts();
    }

    /// <summary>Half a frame of a lost socket is worth nothing: its sender sends all of it again.</summary>
    public void ForgetParts()
    {
        _parts.Clear();
        (_partsBytes, _refusedSeq) = (0, 0);
    }

    /// <summary>Takes one message from the visitor; nothing is ever taken twice.</summary>
    public AppendOutcome Append(in Frame frame, ReadOnlyMemory<byte> message, DateTimeOffset now)
    {
        if (frame.Epoch != Epoch)
        {
            return AppendOutcome.WrongEpoch;
        }

        if (frame.Seq <= Seq)
        {
            return AppendOutcome.Repeat;
        }

        var isKeyframe = frame.Kind == FrameKind.Keyframe;
        if (!isKeyframe && (NeedsKeyframe || frame.Seq != Seq + 1))
        {
            ForgetParts();
            return AppendOutcome.Gap;
        }

        if (_parts.Count > 0 && (_partsSeq != frame.Seq || _partsKind != frame.Kind))
        {
            ForgetParts();
        }

        if (frame.Seq == _refusedSeq)
        {
            // The rest of what was refused is no frame.
            _refusedSeq = frame.IsLast ? 0 : _refusedSeq;
            return AppendOutcome.Partial;
        }

        if (_partsBytes + frame.Payload.Length > Limits.MaxOrderedBytes || _parts.Count == Limits.MaxParts)
        {
            ForgetParts();
            _refusedSeq = frame.IsLast ? 0 : frame.Seq;
            return AppendOutcome.TooLarge;
        }

        (_partsSeq, _partsKind) = (frame.Seq, frame.Kind);
        _parts.Add(message);
        _partsBytes += frame.Payload.Length;
        return frame.IsLast ? Complete(isKeyframe, frame.Seq, now) : AppendOutcome.Partial;
    }

    /// <summary>True when so much came since the keyframe that a new one is cheaper for whoever joins.</summary>
    public bool WantsKeyframe(DateTimeOffset now) => HasKeyframe && DeltaBytes > 0
        && (DeltaBytes > Math.Max(2 * KeyframeBytes, Limits.DeltasWorthKeyframe) || now - KeyframeAt >= Limits.KeyframeAge);

    /// <summary>Where a reader goes on that has applied everything up to this frame.</summary>
    /// <param name="tail">True when the reader misses deltas only; false when it starts at the keyframe.</param>
    public long PositionAfter(long epoch, long seq, out bool tail)
    {
        tail = HasKeyframe && _entries[0].Epoch == epoch && seq >= _entries[0].Seq && seq <= _entries[^1].Seq;
        if (!tail)
        {
            return _first;
        }

        var (low, high) = (0, _entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _entries[middle].Seq <= seq ? (middle + 1, high) : (low, middle);
        }

        return _first + low;
    }

    /// <summary>The message at a position, moved forward to the keyframe where the old end is gone.</summary>
    /// <param name="came">When it came into the log.</param>
    public bool TryRead(ref long position, out ReadOnlyMemory<byte> message, out DateTimeOffset came)
    {
        position = Math.Max(position, _first);
        if (position >= End)
        {
            (message, came) = (default, default);
            return false;
        }

        (message, came) = (_entries[(int)(position - _first)].Message, _entries[(int)(position - _first)].Came);
        position++;
        return true;
    }

    /// <summary>True when more waits for a reader than one may leave waiting; the keyframe itself does not count.</summary>
    public bool IsFarBehind(long position)
    {
        var at = Math.Max(position, _first + _keyframeParts);
        return End - at > Limits.ViewerQueueFrames
            || (at < End && _appendedBytes - _entries[(int)(at - _first)].Offset > Limits.ViewerQueueBytes);
    }

    /// <summary>Drops everything, such as when the session is over.</summary>
    public void Clear()
    {
        _first = End;
        _entries.Clear();
        _entries.TrimExcess();
        (_keyframeParts, KeyframeBytes, DeltaBytes, NeedsKeyframe) = (0, 0, 0, true);
        ForgetParts();
    }

    private AppendOutcome Complete(bool isKeyframe, long seq, DateTimeOffset now)
    {
        var cost = _parts.Sum(part => part.Length + EntryCost);
        if (isKeyframe)
        {
            _first = End;
            _entries.Clear();
            (_keyframeParts, KeyframeBytes, DeltaBytes, KeyframeAt, NeedsKeyframe) = (_parts.Count, cost, 0, now, false);
        }
        else if (KeyframeBytes + DeltaBytes + cost > Limits.MaxLogBytes)
        {
            Clear();
            return AppendOutcome.Full;
        }
        else
        {
            DeltaBytes += cost;
        }

        foreach (var part in _parts)
        {
            _entries.Add(new Entry(part, Epoch, seq, _appendedBytes, now));
            _appendedBytes += part.Length;
        }

        Seq = seq;
        ForgetParts();
        return AppendOutcome.Appended;
    }

    /// <param name="Offset">Bytes of all messages before this one, since the session began.</param>
    private readonly record struct Entry(ReadOnlyMemory<byte> Message, long Epoch, long Seq, long Offset, DateTimeOffset Came);
}
