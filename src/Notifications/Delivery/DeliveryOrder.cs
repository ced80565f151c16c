using Pillion.Notifications.Sockets;

namespace Pillion.Notifications.Delivery;

/// <summary>
/// Lets every change of a subject (a conversation, a user) through once and in the order of its versions. Messages
/// come at least once, and one that failed comes again after later ones; those wait for it, but not for ever.
/// </summary>
internal sealed class DeliveryOrder(NotificationMetrics metrics, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (long Version, DateTimeOffset At)> _passed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<long, DateTimeOffset>> _held = new(StringComparer.Ordinal);

    /// <summary>Runs <paramref name="pass"/> when it is this change's turn; a change that was passed on before is skipped.</summary>
    /// <exception cref="EarlierChangeException">An earlier change has to come first; try again later.</exception>
    public async Task PassAsync(string subject, long version, Func<Task> pass)
    {
        if (!IsNext(subject, version))
        {
            return;
        }

        try
        {
            await pass();
        }
        catch (Exception)
        {
            Hold(subject, version);
            throw;
        }

        lock (_lock)
        {
            _passed[subject] = (version, time.GetUtcNow());
            Release(subject, version);
            Forget();
        }
    }

    private bool IsNext(string subject, long version)
    {
        lock (_lock)
        {
            if (_passed.TryGetValue(subject, out var newest) && newest.Version >= version)
            {
                if (_held.TryGetValue(subject, out var late) && late.ContainsKey(version))
                {
                    metrics.Dropped("late");
                }

                Release(subject, version);
                return false;
            }

            if (!_held.TryGetValue(subject, out var held))
            {
                return true;
            }

            var (earliest, since) = held.First();
            if (earliest < version && time.GetUtcNow() - since < NotificationLimits.LongestHold)
            {
                held.TryAdd(version, time.GetUtcNow());
                throw new EarlierChangeException();
            }

            return true;
        }
    }

    private void Hold(string subject, long version)
    {
        lock (_lock)
        {
            if (!_held.TryGetValue(subject, out var held))
            {
                _held[subject] = held = [];
            }

            held.TryAdd(version, time.GetUtcNow());
        }
    }

    private void Release(string subject, long version)
    {
        if (_held.TryGetValue(subject, out var held) && held.Remove(version) && held.Count == 0)
        {
            _held.Remove(subject);
        }
    }

    // The newest half stays: a message that is older than so many others has long been delivered or given up.
    private void Forget()
    {
        if (_passed.Count <= NotificationLimits.RememberedSubjects)
        {
            return;
        }

        foreach (var subject in _passed.OrderBy(pair => pair.Value.At).Take(NotificationLimits.RememberedSubjects / 2).Select(pair => pair.Key).ToList())
        {
            _passed.Remove(subject);
            _held.Remove(subject);
        }
    }
}

/// <summary>An earlier change of the same subject could not be passed on yet.</summary>
internal sealed class EarlierChangeException() : Exception("An earlier change of the same subject has to be passed on first.");
