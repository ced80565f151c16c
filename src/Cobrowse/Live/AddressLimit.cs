namespace Pillion.Cobrowse.Live;

/// <summary>How many sockets one address may have open, and how fast it may open new ones.</summary>
internal sealed class AddressLimit(TimeProvider time)
{
    private const int SweepAbove = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Counts one more; false when that is too many. <see cref="Leave"/> follows in either case.</summary>
    public bool TryEnter(string address)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(address, out var entry))
            {
                Sweep();
                _entries[address] = entry = new Entry(new TokenBucket(time, Limits.SocketBurstPerAddress, Limits.SocketsPerSecondPerAddress));
            }

            entry.Open++;
            return entry.Fresh.TryTake() && entry.Open <= Limits.MaxSocketsPerAddress;
        }
    }

    public void Leave(string address)
    {
        lock (_lock)
        {
            _entries[address].Open--;
        }
    }

    // An address that left long ago is as good as new.
    private void Sweep()
    {
        if (_entries.Count <= SweepAbove)
        {
            return;
        }

        foreach (var (address, _) in _entries.Where(pair => pair.Value.Open == 0 && pair.Value.Fresh.IsFull).ToList())
        {
            _entries.Remove(address);
        }
    }

    private sealed class Entry(TokenBucket fresh)
    {
        public TokenBucket Fresh => fresh;

        public int Open { get; set; }
    }
}
