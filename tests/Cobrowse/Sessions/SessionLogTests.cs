using CsCheck;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Sessions;

namespace Pillion.Cobrowse.Tests.Sessions;

/// <summary>The log by itself.</summary>
public sealed class SessionLogTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Frames_are_taken_once_and_in_order()
    {
        var log = Begun();

        Assert.Equal(AppendOutcome.Gap, Append(log, FrameKind.Delta, 1));
        Assert.Equal(AppendOutcome.Appended, Append(log, FrameKind.Keyframe, 1));
        Assert.Equal(AppendOutcome.Appended, Append(log, FrameKind.Delta, 2));
        Assert.Equal(AppendOutcome.Repeat, Append(log, FrameKind.Delta, 2));
        Assert.Equal(AppendOutcome.Gap, Append(log, FrameKind.Delta, 4));
        Assert.Equal(AppendOutcome.Appended, Append(log, FrameKind.Delta, 3));
        Assert.Equal(AppendOutcome.Appended, Append(log, FrameKind.Keyframe, 9));
        Assert.Equal(AppendOutcome.WrongEpoch, Append(log, FrameKind.Delta, 10, epoch: 2));
        Assert.Equal([9L], Read(log));
    }

    [Fact]
    public void Parts_count_when_the_last_has_come()
    {
        var log = Begun();
        Append(log, FrameKind.Keyframe, 1);

        Assert.Equal(AppendOutcome.Partial, Append(log, FrameKind.Delta, 2, last: false));
        Assert.Equal([1L], Read(log));
        log.ForgetParts();
        Assert.Equal(AppendOutcome.Partial, Append(log, FrameKind.Delta, 2, last: false));
        Assert.Equal(AppendOutcome.Appended, Append(log, FrameKind.Delta, 2));

        Assert.Equal([1L, 2L, 2L], Read(log));
    }

    [Fact]
    public void All_parts_together_have_a_limit()
    {
        var log = Begun();
        var part = new byte[256 * 1024];
        for (var sent = 0; sent < Limits.MaxOrderedBytes; sent += part.Length)
        {
            Assert.Equal(AppendOutcome.Partial, Append(log, FrameKind.Keyframe, 1, last: false, payload: part));
        }

        Assert.Equal(AppendOutcome.TooLarge, Append(log, FrameKind.Keyframe, 1, payload: [1]));
    }

    [Fact]
    public void What_is_left_of_a_refused_frame_is_no_frame()
    {
        var log = Begun();
        Append(log, FrameKind.Keyframe, 1);
        for (var sent = 0; sent < Limits.MaxParts; sent++)
        {
            Assert.Equal(AppendOutcome.Partial, Append(log, FrameKind.Delta, 2, last: false, payload: [1]));
        }

        Assert.Equal(AppendOutcome.TooLarge, Append(log, FrameKind.Delta, 2, last: false, payload: [1]));
        Assert.Equal(AppendOutcome.Partial, Append(log, FrameKind.Delta, 2, last: false, payload: [1]));
        Assert.Equal(AppendOutcome.Partial, Append(log, FrameKind.Delta, 2, payload: [1]));
        Assert.Equal(1, log.Seq);
        Assert.Equal(AppendOutcome.Gap, Append(log, FrameKind.Delta, 3, payload: [1]));
        Assert.Equal(AppendOutcome.Appended, Append(log, FrameKind.Keyframe, 4));
    }

    [Fact]
    public void A_log_that_is_full_forgets_all_and_needs_a_keyframe()
    {
        var log = Begun();
        var large = new byte[300 * 1024];
        Append(log, FrameKind.Keyframe, 1);
        var seq = 1L;
        AppendOutcome outcome;
        do
        {
            outcome = Append(log, FrameKind.Delta, ++seq, payload: large);
        }
        while (outcome == AppendOutcome.Appended);

        Assert.Equal(AppendOutcome.Full, outcome);
        Assert.InRange(seq * large.Length, Limits.MaxLogBytes, Limits.MaxLogBytes + (2 * large.Length));
        Assert.True(log.NeedsKeyframe);
        Assert.Empty(Read(log));
        Assert.Equal(AppendOutcome.Gap, Append(log, FrameKind.Delta, seq + 1));
        Assert.Equal(AppendOutcome.Appended, Append(log, FrameKind.Keyframe, seq + 2));
    }

    [Fact]
    public void A_keyframe_is_wanted_when_deltas_outgrow_it_or_grow_old()
    {
        var log = Begun();
        Append(log, FrameKind.Keyframe, 1, payload: new byte[100]);
        Assert.False(log.WantsKeyframe(Now + Limits.KeyframeAge));
        Append(log, FrameKind.Delta, 2, payload: new byte[100]);
        Assert.False(log.WantsKeyframe(Now + Limits.KeyframeAge - TimeSpan.FromTicks(1)));
        Assert.True(log.WantsKeyframe(Now + Limits.KeyframeAge));

        for (var seq = 3; seq < 7; seq++)
        {
            Assert.False(log.WantsKeyframe(Now));
            Append(log, FrameKind.Delta, seq, payload: new byte[300 * 1024]);
        }

        Assert.True(log.WantsKeyframe(Now));
    }

    [Fact]
    public void A_reader_goes_on_after_what_it_applied_or_from_the_keyframe()
    {
        var log = Begun();
        Append(log, FrameKind.Keyframe, 3);
        Append(log, FrameKind.Delta, 4, last: false);
        Append(log, FrameKind.Delta, 4);
        Append(log, FrameKind.Delta, 5);

        Assert.Equal([5L], Read(log, log.PositionAfter(1, 4, out var tail)));
        Assert.True(tail);
        Assert.Equal([4L, 4L, 5L], Read(log, log.PositionAfter(1, 3, out tail)));
        Assert.True(tail);
        Assert.Empty(Read(log, log.PositionAfter(1, 5, out tail)));
        Assert.True(tail);
        foreach (var (epoch, seq) in new[] { (0L, 0L), (1L, 2L), (1L, 6L), (2L, 4L) })
        {
            Assert.Equal([3L, 4L, 4L, 5L], Read(log, log.PositionAfter(epoch, seq, out tail)));
            Assert.False(tail);
        }
    }

    [Fact]
    public void Whatever_is_appended_a_reader_sees_every_frame_once_or_a_keyframe_in_its_place()
    {
        var step = Gen.Select(Gen.Int[0, 9], Gen.Int[-1, 2], Gen.Int[1, 3], Gen.Bool);
        step.Array[1, 60].Sample(steps =>
        {
            var log = Begun();
            var (position, seen) = (0L, new List<(FrameKind Kind, long Epoch, long Seq)>());
            foreach (var (what, ahead, parts, read) in steps)
            {
                var kind = what == 0 ? FrameKind.Keyframe : FrameKind.Delta;
                if (what == 9)
                {
                    log.Begin(log.Epoch + 1, 0);
                }

                for (var part = 1; part <= parts; part++)
                {
                    Append(log, kind, Math.Max(1, log.Seq + ahead), log.Epoch, last: part == parts);
                }

                if (read)
                {
                    Drain(log, ref position, seen);
                }
            }

            Drain(log, ref position, seen);
            var before = (Kind: FrameKind.Hello, Epoch: 0L, Seq: 0L);
            foreach (var frame in seen.Where((frame, index) => index == 0 || frame != seen[index - 1]))
            {
                Assert.True(
                    frame.Kind == FrameKind.Keyframe
                        ? (frame.Epoch, frame.Seq).CompareTo((before.Epoch, before.Seq)) > 0
                        : frame.Epoch == before.Epoch && frame.Seq == before.Seq + 1,
                    $"{frame} after {before}");
                before = frame;
            }
        });
    }

    private static void Drain(SessionLog log, ref long position, List<(FrameKind Kind, long Epoch, long Seq)> seen)
    {
        while (log.TryRead(ref position, out var message, out _))
        {
            FrameCodec.Read(message, out var frame);
            seen.Add((frame.Kind, frame.Epoch, frame.Seq));
        }
    }

    private static SessionLog Begun()
    {
        var log = new SessionLog();
        log.Begin(1, 0);
        return log;
    }

    private static AppendOutcome Append(SessionLog log, FrameKind kind, long seq, long epoch = 1, bool last = true, byte[]? payload = null)
    {
        var message = FrameCodec.Write(new Frame(kind, last ? FrameFlags.Last : FrameFlags.None, epoch, seq, 0, payload ?? [7]));
        FrameCodec.Read(message, out var frame);
        return log.Append(frame, message, Now);
    }

    private static List<long> Read(SessionLog log, long position = 0)
    {
        var seqs = new List<long>();
        while (log.TryRead(ref position, out var message, out _))
        {
            FrameCodec.Read(message, out var frame);
            seqs.Add(frame.Seq);
        }

        return seqs;
    }
}
