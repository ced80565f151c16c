using System.Diagnostics.Metrics;

namespace Pillion.Notifications.Sockets;

/// <summary>Counters of channels, meter <c>Pillion.Notifications</c>.</summary>
internal sealed class NotificationMetrics
{
    private readonly UpDownCounter<long> _sockets;
    private readonly Counter<long> _events;
    private readonly Counter<long> _drops;

    public NotificationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Pillion.Notifications");
        _sockets = meter.CreateUpDownCounter<long>("pillion.notifications.sockets", "{socket}", "Open sockets of channels.");
        _events = meter.CreateCounter<long>("pillion.notifications.events", "{event}", "Events given to sockets, by topic.");
        _drops = meter.CreateCounter<long>("pillion.notifications.drops", "{drop}", "What was not passed on, by reason.");
    }

    public void Opened() => _sockets.Add(1);

    public void Closed() => _sockets.Add(-1);

    /// <param name="template">The topic without its id.</param>
    public void Passed(string template) => _events.Add(1, new KeyValuePair<string, object?>("topic", template));

    /// <param name="reason">A fixed name: <c>too_slow</c>, <c>too_fast</c>, <c>too_large</c>, <c>late</c>.</param>
    public void Dropped(string reason) => _drops.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
