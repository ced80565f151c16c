using System.Net;
using System.Net.Sockets;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;

namespace Pillion.Cobrowse.JoinCodes;

/// <summary>
/// Makes guessing codes hopeless: few wrong ones a socket, few an address within ten minutes, and, where codes are tried
/// without a socket, few in all.
/// </summary>
internal sealed class CodeThrottle(TimeProvider time)
{
    private const int MostAddresses = 100_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Wrong, DateTimeOffset Until)> _addresses = new(StringComparer.Ordinal);
    private (int Wrong, DateTimeOffset Until) _all;

    public bool MayTry(VisitorTab tab)
    {
        lock (_lock)
        {
            return tab.WrongCodes < Limits.MaxWrongCodesPerSocket && Of(Network(tab.Address)).Wrong < Limits.MaxWrongCodesPerAddress;
        }
    }

    public void Wrong(VisitorTab tab)
    {
        lock (_lock)
        {
            tab.WrongCodes++;
            Count(Network(tab.Address));
        }
    }

    /// <summary>
    /// Counts a try as wrong before it is looked at, so that tries at the same time count as well; answers how long to
    /// wait when there have been too many, else null.
    /// </summary>
    public TimeSpan? Begin(string address)
    {
        lock (_lock)
        {
            var (now, network) = (time.GetUtcNow(), Network(address));
            _all = _all.Until > now ? _all : (0, now + Limits.WrongCodeWindow);
            var own = Of(network);
            if (own.Wrong >= Limits.MaxWrongCodesPerAddress)
            {
                return own.Until - now;
            }

            if (_all.Wrong >= Limits.MaxWrongCodesInAll)
            {
                return _all.Until - now;
            }

            _all.Wrong++;
            Count(network);
            return null;
        }
    }

    /// <summary>The try that was counted by <see cref="Begin"/> was right.</summary>
    public void Right(string address)
    {
        lock (_lock)
        {
            var network = Network(address);
            _all.Wrong = Math.Max(0, _all.Wrong - 1);
            if (Of(network) is { Wrong: > 0 } own)
            {
                _addresses[network] = (own.Wrong - 1, own.Until);
            }
        }
    }

    private (int Wrong, DateTimeOffset Until) Of(string network) =>
        _addresses.TryGetValue(network, out var entry) && entry.Until > time.GetUtcNow() ? entry : default;

    private void Count(string network)
    {
        var now = time.GetUtcNow();
        var known = Of(network);
        if (known.Wrong == 0 && _addresses.Count >= MostAddresses)
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

        _addresses[network] = known.Wrong == 0 ? (1, now + Limits.WrongCodeWindow) : (known.Wrong + 1, known.Until);
    }

    // One subscriber holds a whole /64 of IPv6 addresses.
    private static string Network(string address) =>
        IPAddress.TryParse(address, out var parsed) && parsed is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false }
            ? Convert.ToHexString(parsed.GetAddressBytes().AsSpan(0, 8))
            : address;
}
