using System.Collections.Concurrent;

namespace Pillion.Storage;

/// <summary>
/// Keeps what was read of one kind of documents until any of them changes. For kinds that are read with every request
/// and change by hand, such as sites; their documents must not expire.
/// </summary>
public sealed class Remembered(IStore store, string kind)
{
    // Callers choose what they look for, so what is kept of it is bounded.
    private const int Most = 10_000;

    private Snapshot _latest = new(-1);

    /// <summary>What <paramref name="read"/> found under this name, now or before.</summary>
    /// <param name="name">Says what is read; one name always goes with one type.</param>
    public ValueTask<T> GetAsync<T>(string name, Func<ValueTask<T>> read)
    {
        if (store.ChangesOf(kind) is not { } changes)
        {
            return read();
        }

        var snapshot = Volatile.Read(ref _latest);
        if (snapshot.Changes != changes)
        {
            snapshot = new Snapshot(changes);
            Volatile.Write(ref _latest, snapshot);
        }

        return snapshot.Values.TryGetValue(name, out var known) ? ValueTask.FromResult((T)known!) : ReadAsync(snapshot, name, read);
    }

    private static async ValueTask<T> ReadAsync<T>(Snapshot snapshot, string name, Func<ValueTask<T>> read)
    {
        var value = await read();
        if (snapshot.Values.Count < Most)
        {
            snapshot.Values.TryAdd(name, value);
        }

        return value;
    }

    private sealed class Snapshot(long changes)
    {
        public long Changes => changes;

        public ConcurrentDictionary<string, object?> Values { get; } = new(StringComparer.Ordinal);
    }
}
