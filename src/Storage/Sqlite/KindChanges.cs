using System.Collections.Concurrent;

namespace Pillion.Storage.Sqlite;

/// <summary>
/// Counts the changes of every kind of document. A count is odd from the moment a change is written until it is on disk,
/// so that nobody keeps what they read in between. Only the writer counts; anyone may look.
/// </summary>
internal sealed class KindChanges
{
    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private readonly List<Counter> _unsettled = [];

    /// <summary>The number of changes; null while one is being written.</summary>
    public long? Of(string kind)
    {
        var changes = _counters.TryGetValue(kind, out var counter) ? Interlocked.Read(ref counter.Value) : 0;
        return changes % 2 == 0 ? changes : null;
    }

    /// <summary>A document of this kind is being written.</summary>
    public void Begin(string kind)
    {
        var counter = _counters.GetOrAdd(kind, _ => new Counter());
        if (Interlocked.Read(ref counter.Value) % 2 == 0)
        {
            Interlocked.Increment(ref counter.Value);
            _unsettled.Add(counter);
        }
    }

    /// <summary>Everything that was begun is on disk, or undone.</summary>
    public void Settle()
    {
        foreach (var counter in _unsettled)
        {
            Interlocked.Increment(ref counter.Value);
        }

        _unsettled.Clear();
    }

    private sealed class Counter
    {
        public long Value;
    }
}
