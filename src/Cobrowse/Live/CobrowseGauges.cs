using System.Diagnostics.Metrics;
using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;

namespace Pillion.Cobrowse.Live;

/// <summary>How much there is at the moment, on the meter of <see cref="CobrowseMetrics"/>; counted only when somebody asks.</summary>
internal sealed class CobrowseGauges
{
    // Always all three, so that a graph falls to nothing rather than ending.
    private static readonly string[] States = ["waiting", "active", "reconnecting"];

    private readonly LiveSessions _sessions;

    public CobrowseGauges(IMeterFactory meters, LiveSessions sessions, VisitorRegistry visitors)
    {
        _sessions = sessions;
        var meter = meters.Create(CobrowseMetrics.MeterName);
        meter.CreateObservableGauge("pillion.sessions", CountStates, "{session}", "Invitations and sessions by state.");
        meter.CreateObservableGauge("pillion.live.viewers", () => sessions.All.Sum(session => (long)session.Agents.Count), "{agent}", "Agents who look on.");
        meter.CreateObservableGauge("pillion.live.queue", () => sessions.All.Sum(session => session.Queued), "{frame}", "Ordered frames that wait for agents.");
        meter.CreateObservableGauge("pillion.presence.tabs", () => (long)visitors.TabCount, "{tab}", "Tabs of visitors that are connected.");
        meter.CreateObservableGauge("pillion.presence.visitors", () => (long)visitors.VisitorCount, "{visitor}", "Visitors who are on the site.");
    }

    private IEnumerable<Measurement<long>> CountStates()
    {
        var counts = _sessions.All.CountBy(session => session.State, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return States.Select(state => new Measurement<long>(counts.GetValueOrDefault(state), new KeyValuePair<string, object?>("state", state)));
    }
}
