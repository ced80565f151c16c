using System.Diagnostics.CodeAnalysis;
using Pillion.Cobrowse.Live;

namespace Pillion.Cobrowse.Assets.Fetching;

/// <summary>What one socket has the server get.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The semaphore holds nothing to dispose of while nobody asks for its wait handle, and what is being fetched outlives its socket.")]
internal sealed class FetchAllowance
{
    private readonly SemaphoreSlim _turns = new(Limits.MaxFetchesAtOnce);
    private int _underway;
    private long _bytes;

    /// <summary>True when one more may wait for its turn; <see cref="End"/> belongs to it.</summary>
    public bool TryBegin()
    {
        if (Interlocked.Increment(ref _underway) <= Limits.MaxFetchesUnderway)
        {
            return true;
        }

        Interlocked.Decrement(ref _underway);
        return false;
    }

    public void End() => Interlocked.Decrement(ref _underway);

    public Task TurnAsync() => _turns.WaitAsync();

    public void Next() => _turns.Release();

    public bool TrySpend(int bytes) => Interlocked.Add(ref _bytes, bytes) <= Limits.MaxFetchedBytesPerSocket;
}
