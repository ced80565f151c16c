namespace Pillion.Cobrowse.Sessions;

/// <summary>How long a session outlives a lost visitor.</summary>
internal sealed partial class LiveSession
{
    private ITimer? _patience;
    private TimeSpan _patienceLength;
    private Action<LiveSession>? _patienceOver;

    /// <summary>
    /// Says what happens when the visitor stays away, and starts to wait if they are away now: a session that this
    /// process found in the store gets the whole time, as its visitor could not come back before.
    /// </summary>
    public void BePatient(TimeSpan length, Action<LiveSession> over)
    {
        lock (_lock)
        {
            (_patienceLength, _patienceOver) = (length, over);
            if (_sharer is null && _patience is null && Invitation.Status == Invitations.InvitationStatus.Accepted)
            {
                StartPatience();
            }
        }
    }

    private void StartPatience()
    {
        StopPatience();
        if (_patienceOver is not null)
        {
            _patience = _time.CreateTimer(_ => RunOut(), null, _patienceLength, Timeout.InfiniteTimeSpan);
        }
    }

    private void StopPatience()
    {
        _patience?.Dispose();
        _patience = null;
    }

    private void RunOut()
    {
        lock (_lock)
        {
            if (_sharer is not null || _patience is null)
            {
                return;
            }

            StopPatience();
        }

        _patienceOver!(this);
    }
}
