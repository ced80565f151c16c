using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Measuring;

/// <summary>What an operator's graphs are made of.</summary>
public sealed class MetricsTests
{
    [Fact]
    public async Task Sessions_presence_and_the_way_through_the_relay_are_counted()
    {
        await using var app = await App.StartAsync();
        using var metrics = new Readings(app.Get<IMeterFactory>());
        await using var visitor = await VisitorClient.ConnectAsync(app);
        var conversation = await app.InviteAsync(visitor.Id);
        var offer = await visitor.OfferAsync();
        metrics.Look();
        Assert.Equal((1, 0, 0), (metrics["pillion.sessions waiting"], metrics["pillion.sessions active"], metrics["pillion.sessions reconnecting"]));
        Assert.Equal((1, 1), (metrics["pillion.presence.tabs"], metrics["pillion.presence.visitors"]));

        await visitor.RequestAsync("accept", VisitorClient.Answer(offer));
        await visitor.EventAsync("session");
        await visitor.SendAsync(FrameKind.Keyframe, "the page"u8.ToArray(), 1, 1, FrameFlags.Keyframe | FrameFlags.Last);
        await visitor.FrameAsync(FrameKind.Ack);
        await using var agent = await AgentClient.JoinAsync(app, conversation);
        await agent.OrderedAsync();

        // The keyframe was there before the agent, so it says nothing about the relay; the change does.
        Assert.Equal(0, metrics["pillion.live.relay.duration"]);
        await visitor.SendAsync(FrameKind.Delta, "a change"u8.ToArray(), 1, 2);
        await agent.OrderedAsync();
        metrics.Look();
        Assert.Equal(1, metrics["pillion.live.relay.duration"]);
        Assert.Equal((0, 1, 0), (metrics["pillion.sessions waiting"], metrics["pillion.sessions active"], metrics["pillion.sessions reconnecting"]));
        Assert.Equal((1, 0), (metrics["pillion.live.viewers"], metrics["pillion.live.queue"]));

        await visitor.DropAsync();
        await agent.StateAsync("reconnecting");
        metrics.Look();
        Assert.Equal(1, metrics["pillion.sessions reconnecting"]);
    }

    /// <summary>The newest value of every gauge by name and state, and how often every histogram was written to.</summary>
    private sealed class Readings : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, long> _values = new(StringComparer.Ordinal);

        public Readings(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Scope == meters && instrument is ObservableGauge<long> or Histogram<double>)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
                _values[string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => Convert.ToString(tag.Value, CultureInfo.InvariantCulture))])] = value);
            _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => _values.AddOrUpdate(instrument.Name, 1, (_, count) => count + 1));
            _listener.Start();
        }

        public long this[string name] => _values.GetValueOrDefault(name);

        public void Look() => _listener.RecordObservableInstruments();

        public void Dispose() => _listener.Dispose();
    }
}
