using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Lobby;
using Pillion.Cobrowse.Presence;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Sessions;

/// <summary>
/// One open invitation, and the session that comes of it, as this process sees it: who is connected, and the log.
/// Everything here is short and under one lock; nothing waits for a socket.
/// </summary>
internal sealed partial class LiveSession
{
    private readonly Lock _lock = new();
    private readonly SessionLog _log = new();
    private readonly List<Viewer> _viewers = [];
    private readonly CobrowseMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly LobbyPulse _pulse;
    private long _version;
    private VisitorTab? _sharer;
    private PageView? _page;
    private DateTimeOffset? _keyframeAskedAt;

    public LiveSession(InvitationState invitation, long version, CobrowseMetrics metrics, TimeProvider time, LobbyPulse pulse)
    {
        (Invitation, _version, _metrics, _time, _pulse) = (invitation, version, metrics, time, pulse);
    }

    public string Id => Invitation.SessionId;

    public InvitationState Invitation { get; private set; }

    /// <summary>The visitor whom the invitation is for, once somebody has looked them up.</summary>
    public VisitorView? Visitor { get; set; }

    /// <summary>The page that the visitor shares, or last shared.</summary>
    public PageView? Page => _page;

    /// <summary>True while the visitor's tab is connected.</summary>
    public bool HasSharer => Volatile.Read(ref _sharer) is not null;

    /// <summary>True while an agent looks on.</summary>
    public bool HasViewers
    {
        get
        {
            lock (_lock)
            {
                return _viewers.Count > 0;
            }
        }
    }

    /// <summary>State as agents see it: <c>waiting</c>, <c>active</c>, <c>reconnecting</c> or <c>ended</c>.</summary>
    public string State => Invitation.Status switch
    {
        InvitationStatus.Waiting or InvitationStatus.Offered => "waiting",
        InvitationStatus.Accepted => HasSharer ? "active" : "reconnecting",
        _ => "ended",
    };

    /// <summary>Takes over a newer state of the invitation; an older one is left alone.</summary>
    /// <returns>False when it was no news.</returns>
    public bool Apply(InvitationState invitation, long version)
    {
        lock (_lock)
        {
            if (version <= _version)
            {
                return false;
            }

            var before = Invitation;
            (Invitation, _version) = (invitation, version);
            if (before.VisitorId != invitation.VisitorId)
            {
                Visitor = null;
            }

            if (before.Status != invitation.Status)
            {
                Withdraw(invitation);
            }

            if (!invitation.IsOpen)
            {
                Finish(invitation.EndReason!);
            }
            else if (before.Status != invitation.Status && invitation.Status != InvitationStatus.Accepted)
            {
                // An accepted invitation is news once its tab begins to share, which tells the state itself.
                TellState();
            }
        }

        _pulse.Touch();
        return true;
    }

    /// <summary>The page of the sharing tab has another address, title or visibility.</summary>
    public void PageChanged(VisitorTab tab)
    {
        lock (_lock)
        {
            if (_sharer != tab || _page == tab.Page)
            {
                return;
            }

            _page = tab.Page;
            TellViewers(new PageMessage(tab.Page));
        }
    }

    private void Finish(string reason)
    {
        StopPatience();
        var message = LiveJson.Event(new EndedMessage(Id, reason));
        if (_sharer is { } sharer)
        {
            _sharer = null;
            sharer.Released(this);
            sharer.Socket.Send(message);
        }

        foreach (var viewer in _viewers)
        {
            viewer.Socket.Send(message);
            viewer.Socket.Close(CloseCode.Normal, reason);
        }

        _viewers.Clear();
        _log.Clear();
    }

    private void TellState() => TellViewers(new StateMessage(State, _page, Invitation.Granted));

    private void TellViewers(LiveEvent what)
    {
        if (_viewers.Count == 0)
        {
            return;
        }

        var message = LiveJson.Event(what);
        foreach (var viewer in _viewers)
        {
            viewer.Socket.Send(message);
        }
    }
}
