using Pillion.Cobrowse.Live;

namespace Pillion.Cobrowse.Sessions;

/// <summary>The agents' side of a session.</summary>
internal sealed partial class LiveSession
{
    // A viewer that asks again so soon could not use what it got: then the log's keyframe itself is suspect.
    private static readonly TimeSpan SameTrouble = TimeSpan.FromSeconds(30);

    private static readonly string[] Acting = ["scroll", "click", "type", "navigate"];

    /// <summary>The names of agents who look on.</summary>
    public IReadOnlyList<AgentName> Agents
    {
        get
        {
            lock (_lock)
            {
                return _viewers.ConvertAll(viewer => viewer.Agent);
            }
        }
    }

    /// <summary>Ordered frames that wait for agents.</summary>
    public long Queued
    {
        get
        {
            lock (_lock)
            {
                return _viewers.Sum(viewer => _log.End - Math.Max(viewer.Position, _log.First));
            }
        }
    }

    /// <summary>
    /// Lets an agent look on from where they were; an older socket of the same agent is closed. False when the
    /// session is over or has enough viewers.
    /// </summary>
    /// <param name="welcome">Makes the welcome for the state at this very moment; nothing overtakes it.</param>
    public bool Join(Viewer viewer, long epoch, long seq, Func<byte[]> welcome)
    {
        lock (_lock)
        {
            var older = _viewers.Find(other => other.Agent.Id == viewer.Agent.Id);
            if (!Invitation.IsOpen || (older is null && _viewers.Count >= Limits.MaxViewers))
            {
                return false;
            }

            if (older is not null)
            {
                _viewers.Remove(older);
                older.Socket.Close(CloseCode.Superseded, "this agent has a newer socket");
            }

            viewer.Position = _log.PositionAfter(epoch, seq, out var tail);
            viewer.LiveFrom = _log.End;
            if (epoch > 0)
            {
                _metrics.Resumed(JoinClaims.Agent, fromKeyframe: !tail);
            }

            _viewers.Add(viewer);
            viewer.Socket.Send(welcome());
            viewer.Socket.TakeFrom(viewer);
            if (older is null)
            {
                _sharer?.Socket.Send(LiveJson.Event(new JoinedMessage(viewer.Agent)));
            }
        }

        _pulse.Touch();
        return true;
    }

    /// <summary>The agent's socket is gone.</summary>
    public void Leave(Viewer viewer)
    {
        lock (_lock)
        {
            if (!_viewers.Remove(viewer))
            {
                return;
            }

            _sharer?.Socket.Send(LiveJson.Event(new LeftMessage(viewer.Agent)));
        }

        _pulse.Touch();
    }

    /// <summary>Closes the sockets of agents who may not look on any more.</summary>
    public void Expel(Func<Viewer, bool> whom, string reason)
    {
        lock (_lock)
        {
            foreach (var viewer in _viewers.Where(whom))
            {
                viewer.Socket.Close(CloseCode.Token, reason);
            }
        }
    }

    /// <summary>Closes the sockets of an agent who has no part in the conversation any more.</summary>
    public void Expel(string agentId) => Expel(viewer => viewer.Agent.Id == agentId, "this agent has left the conversation");

    /// <summary>The next ordered message for a viewer.</summary>
    public bool TryTake(Viewer viewer, out ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            var position = viewer.Position;
            if (!_log.TryRead(ref position, out message, out var came))
            {
                return false;
            }

            // What was there before the viewer says nothing about the relay.
            if (viewer.Position >= viewer.LiveFrom)
            {
                _metrics.Relayed(_time.GetUtcNow() - came);
            }

            viewer.Position = position;
            return true;
        }
    }

    /// <summary>Passes a frame of an agent's on, if the visitor has allowed its kind.</summary>
    public void FromAgent(Viewer viewer, in Frame frame, ReadOnlyMemory<byte> message)
    {
        lock (_lock)
        {
            if (_sharer is not { } sharer || !_viewers.Contains(viewer))
            {
                _metrics.Dropped("not_active");
                return;
            }

            var granted = Invitation.Granted;
            var allowed = frame.Kind switch
            {
                FrameKind.Pointer => granted.Contains("point"),
                FrameKind.Drawing => granted.Contains("draw"),
                _ => granted.Any(Acting.Contains),
            };
            if (!allowed)
            {
                _metrics.Dropped("capability");
            }
            else if (frame.Kind == FrameKind.Pointer)
            {
                sharer.Socket.SendNewest(viewer.Slot, message);
            }
            else if (!sharer.Socket.TrySend(message))
            {
                _metrics.Dropped(frame.Kind == FrameKind.Drawing ? "drawing_queue" : "action_queue");
            }
        }
    }

    /// <summary>Sends the newest keyframe and deltas again, or asks the visitor where that would not help.</summary>
    public void Rewind(Viewer viewer)
    {
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            if (!_log.HasKeyframe || (viewer.RewoundAt is { } before && now - before < SameTrouble))
            {
                AskKeyframe(now);
            }

            viewer.RewoundAt = now;
            viewer.Position = _log.First;
            viewer.LiveFrom = _log.End;
            viewer.Socket.Wake();
        }
    }
}
