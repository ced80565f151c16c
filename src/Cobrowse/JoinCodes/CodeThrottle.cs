using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;

namespace Pillion.Cobrowse.JoinCodes;

/// <summary>Makes guessing codes hopeless: few wrong ones a socket, and few an address within ten minutes.</summary>
internal sealed class CodeThrottle(TimeProvider time)
{
    private const int MostAddresses = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Wrong, DateTimeOffset Until)> _addresses = new(StringComparer.Ordinal);

    public bool MayTry(VisitorTab tab)
    {
        lock (_lock)
        {
            return tab.WrongCodes < Limits.MaxWrongCodesPerSocket
                && (!_addresses.TryGetValue(tab.Address, out var entry) || entry.Until <= time.GetUtcNow() || entry.Wrong < Limits.MaxWrongCodesPerAddress);
        }
    }

    public void Wrong(VisitorTab tab)
    {
        lock (_lock)
        {
            tab.WrongCodes++;
            var now = time.GetUtcNow();
            var known = _addresses.TryGetValue(tab.Address, out var entry) && entry.Until > now;
            if (!known && _addresses.Count >= MostAddresses)
            {
                foreach (var old in _addresses.Where(pair => pair.Value.Until <= now).Select(pair => pair.Key).ToList())
                {
                    _addresses.Remove(old);
                }

                if (_addresses.Count >= MostAddresses)
                {
                    _addresses.Clear();
                }
            }

            _addresses[tab.Address] = known ? (entry.Wrong + 1, entry.Until) : (1, now + Limits.WrongCodeWindow);
        }
    }
}
