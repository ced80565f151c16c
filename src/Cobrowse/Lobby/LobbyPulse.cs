namespace Pillion.Cobrowse.Lobby;

/// <summary>Tells the lobby that something in it has changed; which thing does not matter.</summary>
internal sealed class LobbyPulse
{
    private long _version;
    private volatile TaskCompletionSource _changed = New();

    /// <summary>Rises with every change.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Completes with the next change.</summary>
    public Task Changed => _changed.Task;

    public void Touch()
    {
        Interlocked.Increment(ref _version);
        Interlocked.Exchange(ref _changed, New()).TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
