using System.Collections.Concurrent;
using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Lobby;

namespace Pillion.Cobrowse.Sessions;

/// <summary>All open invitations and running sessions of this process, by every name they are asked for.</summary>
internal sealed class LiveSessions(CobrowseMetrics metrics, TimeProvider time, LobbyPulse pulse)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, LiveSession> _bySession = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, LiveSession> _byInvitation = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<LiveSession>> _byVisitor = new(StringComparer.Ordinal);

    public LiveSession? Find(string sessionId) => _bySession.GetValueOrDefault(sessionId);

    public LiveSession? FindInvitation(string invitationId) => _byInvitation.GetValueOrDefault(invitationId);

    /// <summary>Open ones of a visitor, oldest first.</summary>
    public IReadOnlyList<LiveSession> OfVisitor(string visitorId)
    {
        lock (_lock)
        {
            return _byVisitor.TryGetValue(visitorId, out var sessions) ? sessions.OrderBy(session => session.Invitation.Since).ToList() : [];
        }
    }

    /// <summary>All of them, in no order.</summary>
    public IReadOnlyCollection<LiveSession> All => (IReadOnlyCollection<LiveSession>)_bySession.Values;

    /// <summary>Takes over what was stored and tells everybody who is connected.</summary>
    /// <returns>The session; null when the invitation is closed and nobody here knew it.</returns>
    public LiveSession? Apply(InvitationState state, long version)
    {
        lock (_lock)
        {
            if (_byInvitation.TryGetValue(state.Id, out var known))
            {
                var before = known.Invitation.VisitorId;
                if (known.Apply(state, version))
                {
                    Index(known, before);
                }

                return known;
            }

            if (!state.IsOpen)
            {
                return null;
            }

            var session = new LiveSession(state, version, metrics, time, pulse);
            Index(session, null);
            pulse.Touch();
            return session;
        }
    }

    private void Index(LiveSession session, string? visitorBefore)
    {
        var now = session.Invitation;
        if (visitorBefore is not null && (visitorBefore != now.VisitorId || !now.IsOpen) && _byVisitor.TryGetValue(visitorBefore, out var others))
        {
            others.Remove(session);
            if (others.Count == 0)
            {
                _byVisitor.Remove(visitorBefore);
            }
        }

        if (!now.IsOpen)
        {
            _bySession.TryRemove(now.SessionId, out _);
            _byInvitation.TryRemove(now.Id, out _);
            return;
        }

        _bySession[now.SessionId] = session;
        _byInvitation[now.Id] = session;
        if (visitorBefore != now.VisitorId)
        {
            if (!_byVisitor.TryGetValue(now.VisitorId, out var mine))
            {
                _byVisitor[now.VisitorId] = mine = [];
            }

            mine.Add(session);
        }
    }
}
