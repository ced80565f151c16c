using System.Net;
using System.Net.Sockets;

namespace Pillion.Identity.OAuth;

/// <summary>
/// Slows down the guessing of passwords: so many attempts for one account from one address, and so many from one
/// address in all, in one window of time. A login that succeeds gives its account a new start.
/// </summary>
/// <remarks>
/// Kept in memory, for at most <see cref="MostRemembered"/> counters; beyond that the oldest are forgotten first. All
/// windows are equally long, so the oldest are also the next to end.
/// </remarks>
internal sealed class LoginAttempts(TimeProvider time)
{
    public const int MostForAccount = 5;
    public const int MostForAddress = 30;
    public const int MostRemembered = 20_000;
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private readonly Queue<Counter> _byAge = new();

    /// <summary>Counts an attempt; answers how long to wait when there have been too many, else null.</summary>
    /// <remarks>Counted before the password is looked at, so that attempts made at once count as well.</remarks>
    public TimeSpan? Begin(string email, IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            var (network, account) = Keys(email, address);
            return Count(network, MostForAddress, now) ?? Count(account, MostForAccount, now);
        }
    }

    /// <summary>The attempt was the right one.</summary>
    public void Succeeded(string email, IPAddress? address)
    {
        lock (_gate)
        {
            var (network, account) = Keys(email, address);
            _counters.Remove(account);
            if (_counters.TryGetValue(network, out var counter))
            {
                counter.Attempts--;
            }
        }
    }

    private TimeSpan? Count(string key, int most, DateTimeOffset now)
    {
        if (!_counters.TryGetValue(key, out var counter))
        {
            counter = new Counter(key, now + Window);
            _counters.Add(key, counter);
            _byAge.Enqueue(counter);
        }

        if (counter.Attempts >= most)
        {
            return counter.Ends - now;
        }

        counter.Attempts++;
        return null;
    }

    private void Forget(DateTimeOffset now)
    {
        while (_byAge.TryPeek(out var oldest) && (oldest.Ends <= now || _byAge.Count > MostRemembered - 2))
        {
            _byAge.Dequeue();
            if (_counters.TryGetValue(oldest.Key, out var current) && ReferenceEquals(current, oldest))
            {
                _counters.Remove(oldest.Key);
            }
        }
    }

    private static (string Network, string Account) Keys(string email, IPAddress? address)
    {
        var network = Network(address);
        return (network, $"{network} {email.ToLowerInvariant()}");
    }

    // One subscriber holds a whole /64 of IPv6 addresses.
    private static string Network(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.MapToIPv4().ToString();
        }

        return Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8));
    }

    private sealed class Counter(string key, DateTimeOffset ends)
    {
        public string Key { get; } = key;

        public DateTimeOffset Ends { get; } = ends;

        public int Attempts { get; set; }
    }
}
