namespace Pillion.Identity.Visitors;

/// <summary>
/// The anonymous visitors who came lately. They have no document until a conversation names one of them, so this is
/// how an id from the lobby is known to be real.
/// </summary>
/// <remarks>
/// Two generations of at most <see cref="Generation"/> visitors: when the younger one is full the older one is
/// forgotten, so whoever connected among the last <see cref="Generation"/> is always known.
/// </remarks>
internal sealed class RecentVisitors
{
    public const int Generation = 50_000;

    private readonly Lock _gate = new();
    private Dictionary<string, string> _younger = new(StringComparer.Ordinal);
    private Dictionary<string, string> _older = new(StringComparer.Ordinal);

    public void Saw(string visitorId, string siteId)
    {
        lock (_gate)
        {
            if (_younger.Count >= Generation && !_younger.ContainsKey(visitorId))
            {
                (_older, _younger) = (_younger, new Dictionary<string, string>(StringComparer.Ordinal));
            }

            _younger[visitorId] = siteId;
        }
    }

    public bool Knows(string visitorId, string siteId)
    {
        lock (_gate)
        {
            return (_younger.TryGetValue(visitorId, out var site) || _older.TryGetValue(visitorId, out site)) && site == siteId;
        }
    }
}
