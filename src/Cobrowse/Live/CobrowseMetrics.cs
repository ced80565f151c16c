using System.Diagnostics.Metrics;

namespace Pillion.Cobrowse.Live;

/// <summary>Counters of the live protocol, meter <c>Pillion.Cobrowse</c>.</summary>
internal sealed class CobrowseMetrics
{
    public const string MeterName = "Pillion.Cobrowse";

    private readonly Counter<long> _frames;
    private readonly Counter<long> _bytes;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _repairs;
    private readonly Counter<long> _resumes;
    private readonly UpDownCounter<long> _sockets;
    private readonly Histogram<double> _relay;

    public CobrowseMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _frames = meter.CreateCounter<long>("pillion.live.frames", "{frame}", "Messages by kind and direction.");
        _bytes = meter.CreateCounter<long>("pillion.live.bytes", "By", "Bytes of messages by kind and direction.");
        _drops = meter.CreateCounter<long>("pillion.live.drops", "{frame}", "What was not passed on, by reason.");
        _repairs = meter.CreateCounter<long>("pillion.live.repairs", "{repair}", "Pictures that an agent's viewer had made anew, by reason.");
        _resumes = meter.CreateCounter<long>("pillion.live.resumes", "{resume}", "Sockets that went on where an earlier one had stopped, by role and how.");
        _relay = meter.CreateHistogram("pillion.live.relay.duration", "s", "From an ordered frame's arrival to the moment when an agent's socket takes it.", advice: Durations);
        _sockets = meter.CreateUpDownCounter<long>("pillion.live.sockets", "{socket}", "Open sockets by role.");
    }

    /// <summary>Between a tenth of a millisecond and ten seconds.</summary>
    private static InstrumentAdvice<double> Durations { get; } = new()
    {
        HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    /// <summary>Counts how long an ordered frame took through the relay.</summary>
    public void Relayed(TimeSpan took) => _relay.Record(Math.Max(0, took.TotalSeconds));

    public void Received(FrameKind kind, int bytes) => Passed(kind, bytes, "in");

    public void Sent(FrameKind kind, int bytes) => Passed(kind, bytes, "out");

    /// <summary>Counts what was not passed on.</summary>
    /// <param name="reason">A fixed name such as <c>capability</c> or <c>viewer_skipped</c>; never content.</param>
    public void Dropped(string reason, int count = 1) => _drops.Add(count, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>Counts a picture that has to be made anew.</summary>
    /// <param name="reason">A fixed name such as <c>drift</c>; never content.</param>
    public void Repaired(string reason) => _repairs.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Resumed(string role, bool fromKeyframe) => _resumes.Add(
        1,
        new KeyValuePair<string, object?>("role", role),
        new KeyValuePair<string, object?>("from", fromKeyframe ? "keyframe" : "tail"));

    public void Opened(string role) => _sockets.Add(1, new KeyValuePair<string, object?>("role", role));

    public void Closed(string role) => _sockets.Add(-1, new KeyValuePair<string, object?>("role", role));

    private void Passed(FrameKind kind, int bytes, string direction)
    {
        var tags = new System.Diagnostics.TagList { { "kind", Name(kind) }, { "direction", direction } };
        _frames.Add(1, tags);
        _bytes.Add(bytes, tags);
    }

    // The names are constants, so that counting a frame allocates nothing.
    private static string Name(FrameKind kind) => kind switch
    {
        FrameKind.Hello => "hello",
        FrameKind.Welcome => "welcome",
        FrameKind.Ack => "ack",
        FrameKind.Keyframe => "keyframe",
        FrameKind.Delta => "delta",
        FrameKind.Asset => "asset",
        FrameKind.Pointer => "pointer",
        FrameKind.Drawing => "drawing",
        FrameKind.Action => "action",
        FrameKind.Request => "request",
        _ => "event",
    };
}
