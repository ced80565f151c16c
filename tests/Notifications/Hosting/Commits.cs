using Pillion.Storage;

namespace Pillion.Notifications.Tests.Hosting;

/// <summary>The server's own store, which tells when something has been stored.</summary>
internal sealed class Commits(IStore inner) : IStore
{
    private readonly Lock _lock = new();
    private readonly List<(Func<Commit, bool> Wanted, TaskCompletionSource Stored)> _awaited = [];

    /// <summary>Completes with the next commit like this. Arm it before what makes the commit.</summary>
    public Task NextAsync(Func<Commit, bool> wanted)
    {
        var stored = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _awaited.Add((wanted, stored));
        }

        return stored.Task.WaitAsync(Patience.Limit, App.Cancellation);
    }

    public async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellation)
    {
        var outcome = await inner.CommitAsync(commit, cancellation);
        lock (_lock)
        {
            foreach (var (_, stored) in _awaited.Where(wait => outcome == CommitOutcome.Committed && wait.Wanted(commit)))
            {
                stored.TrySetResult();
            }
        }

        return outcome;
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, CancellationToken cancellation) => inner.ReadStreamAsync(stream, cancellation);

    public ValueTask<Document<T>?> GetAsync<T>(string kind, string id, CancellationToken cancellation) => inner.GetAsync<T>(kind, id, cancellation);

    public ValueTask<Document<T>?> FindAsync<T>(string kind, string key, CancellationToken cancellation) => inner.FindAsync<T>(kind, key, cancellation);

    public ValueTask<DocumentPage<T>> ListAsync<T>(DocumentQuery query, CancellationToken cancellation) => inner.ListAsync<T>(query, cancellation);

    public long? ChangesOf(string kind) => inner.ChangesOf(kind);
}
