using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;

namespace Pillion.Cobrowse.Sessions;

/// <summary>Where a visitor's document goes on.</summary>
/// <param name="Acked">Newest seq of this epoch in the log.</param>
/// <param name="Keyframe">The log needs a keyframe first.</param>
internal sealed record SharingStart(long Epoch, long Acked, bool Keyframe);

/// <summary>The visitor's side of a session.</summary>
internal sealed partial class LiveSession
{
    /// <summary>
    /// Makes a document the one that carries the session; the newest wins and the older one is told. Null when the
    /// session does not run.
    /// </summary>
    /// <param name="epoch">The document's epoch, and <paramref name="seq"/> the newest ordered frame that it has sent.</param>
    /// <param name="announce">Makes the message that tells the document; nothing of the session overtakes it.</param>
    public SharingStart? Share(VisitorTab tab, long epoch, long seq, Func<SharingStart, byte[]> announce)
    {
        lock (_lock)
        {
            if (Invitation.Status != Invitations.InvitationStatus.Accepted)
            {
                return null;
            }

            if (_sharer == tab)
            {
                // Asked twice, answered twice; its numbers go on.
                var same = new SharingStart(_log.Epoch, _log.Seq, _log.NeedsKeyframe);
                tab.Socket.Send(announce(same));
                return same;
            }

            if (_sharer is { } older)
            {
                older.GiveWay();
                older.Released(this);
            }

            var known = _log.Epoch != 0;
            var continues = epoch == _log.Epoch && seq >= _log.Seq;
            if (!known || epoch > _log.Epoch)
            {
                _log.Begin(Math.Max(1, epoch), seq);
            }
            else if (!continues)
            {
                // A copy of a document that has gone on elsewhere: its numbers are used up.
                _log.Begin(_log.Epoch + 1, 0);
            }

            _log.ForgetParts();
            _sharer = tab;
            _page = tab.Page;
            _keyframeAskedAt = _log.NeedsKeyframe ? _time.GetUtcNow() : null;
            StopPatience();
            _pulse.Touch();
            var start = new SharingStart(_log.Epoch, _log.Seq, _log.NeedsKeyframe);
            tab.Socket.Send(announce(start));
            TellState();
            return start;
        }
    }

    /// <summary>The socket of a document is gone; patience runs if it carried the session.</summary>
    public void StopSharing(VisitorTab tab)
    {
        lock (_lock)
        {
            if (_sharer != tab)
            {
                return;
            }

            _sharer = null;
            _log.ForgetParts();
            StartPatience();
            TellState();
            _pulse.Touch();
        }
    }

    /// <summary>Takes an ordered frame from the visitor.</summary>
    public AppendOutcome Append(VisitorTab tab, in Frame frame, ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            if (_sharer != tab)
            {
                return AppendOutcome.NotSharing;
            }

            var now = _time.GetUtcNow();
            var skips = frame.Kind == FrameKind.Keyframe && frame.IsLast ? _viewers.FindAll(viewer => _log.IsFarBehind(viewer.Position)) : null;
            var outcome = _log.Append(frame, message, now);
            switch (outcome)
            {
                case AppendOutcome.Appended:
                    Appended(frame, skips, now);
                    break;
                case AppendOutcome.Repeat:
                    tab.AckSoon(_log.Epoch, _log.Seq);
                    break;
                case AppendOutcome.Gap or AppendOutcome.Full:
                    AskKeyframe(now);
                    break;
            }

            return outcome;
        }
    }

    /// <summary>Passes a pointer or drawing of the visitor's on.</summary>
    public void FromVisitor(VisitorTab tab, in Frame frame, ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            if (_sharer != tab)
            {
                _metrics.Dropped("not_sharing");
                return;
            }

            foreach (var viewer in _viewers)
            {
                if (frame.Kind == FrameKind.Pointer)
                {
                    viewer.Socket.SendNewest("visitor", message);
                }
                else if (!viewer.Socket.TrySend(message))
                {
                    _metrics.Dropped("drawing_queue");
                }
            }
        }
    }

    private void Appended(in Frame frame, List<Viewer>? skips, DateTimeOffset now)
    {
        _sharer!.AckSoon(_log.Epoch, _log.Seq);
        if (frame.Kind == FrameKind.Keyframe)
        {
            _keyframeAskedAt = null;
            if (skips is { Count: > 0 })
            {
                _metrics.Dropped("viewer_skipped", skips.Count);
            }
        }
        else if (_log.WantsKeyframe(now) || _viewers.Exists(viewer => _log.IsFarBehind(viewer.Position)))
        {
            AskKeyframe(now);
        }

        foreach (var viewer in _viewers)
        {
            viewer.Socket.Wake();
        }
    }

    private void AskKeyframe(DateTimeOffset now)
    {
        if (_sharer is not { } sharer || (_keyframeAskedAt is { } asked && now - asked < Limits.KeyframeAnswer))
        {
            return;
        }

        _keyframeAskedAt = now;
        sharer.Socket.Send(LiveJson.Event(new KeyframeMessage()));
    }
}
