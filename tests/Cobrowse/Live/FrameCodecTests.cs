using System.Text.Json.Nodes;
using CsCheck;
using Pillion.Cobrowse.Live;

namespace Pillion.Cobrowse.Tests.Live;

/// <summary>The codec against the vectors that the browser's codec is tested against too.</summary>
public sealed class FrameCodecTests
{
    private static readonly FrameKind[] Kinds = Enum.GetValues<FrameKind>();
    private static readonly JsonNode Vectors = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors.json")))!;

    private static readonly long[] Borders = [127, 128, 16383, 16384, Varint.MaxValue];

    private static readonly Gen<long> Number = Gen.OneOf(Gen.Long[0, 300], Gen.Long[0, Varint.MaxValue], Gen.Int[0, 4].Select(index => Borders[index]));

    public static TheoryData<string> Valid => [.. Names("valid")];

    public static TheoryData<string> Invalid => [.. Names("invalid")];

    [Theory]
    [MemberData(nameof(Valid))]
    public void Reads_and_writes_valid_vectors(string name)
    {
        var vector = Vector("valid", name);
        var message = Hex(vector, "hex");

        Assert.Equal(FrameFault.None, FrameCodec.Read(message, out var frame));
        Assert.Equal(
            (vector["kind"]!.GetValue<int>(), vector["flags"]!.GetValue<int>(), vector["epoch"]!.GetValue<long>(), vector["seq"]!.GetValue<long>(), vector["dt"]!.GetValue<long>()),
            ((int)frame.Kind, (int)frame.Flags, frame.Epoch, frame.Seq, frame.Dt));
        Assert.Equal(Hex(vector, "payloadHex"), frame.Payload.ToArray());
        Assert.Equal(message, FrameCodec.Write(frame));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Refuses_invalid_vectors_for_their_reason(string name)
    {
        var vector = Vector("invalid", name);

        var fault = FrameCodec.Read(Hex(vector, "hex"), out _);

        Assert.Equal(vector["reason"]!.GetValue<string>(), fault.ToString().ToLowerInvariant());
    }

    [Fact]
    public void The_payload_is_a_view_on_the_message()
    {
        var message = FrameCodec.Write(new Frame(FrameKind.Delta, FrameFlags.Last, 1, 1, 0, new byte[] { 1, 2, 3 }));
        FrameCodec.Read(message, out var frame);

        message[^1] = 9;

        Assert.Equal(9, frame.Payload.Span[^1]);
    }

    [Fact]
    public void Every_frame_comes_back_as_it_was() => Gen.Select(Gen.Int[0, Kinds.Length - 1].Select(index => Kinds[index]), Gen.Int[0, 15], Number, Number, Number, Gen.Byte.Array[0, 600])
        .Sample(
            (kind, flags, epoch, seq, dt, payload) =>
            {
                var frame = new Frame(kind, (FrameFlags)flags, epoch, seq, dt, payload);
                var expected = FrameCodec.IsOrdered(kind) && (epoch == 0 || seq == 0) ? FrameFault.Order : FrameFault.None;
                var fault = FrameCodec.Read(FrameCodec.Write(frame), out var read);
                return fault == expected
                    && (fault != FrameFault.None || (read with { Payload = default } == frame with { Payload = default } && read.Payload.Span.SequenceEqual(payload)));
            },
            iter: 5_000);

    [Fact]
    public void Any_bytes_are_a_frame_or_a_fault_and_a_frame_is_canonical_but_for_long_numbers() => Gen.Byte.Array[0, 64].Sample(
        bytes =>
        {
            var fault = FrameCodec.Read(bytes, out var frame);
            if (fault != FrameFault.None)
            {
                return true;
            }

            // Numbers may be written longer than needed, so writing again may shorten, never change.
            return FrameCodec.Read(FrameCodec.Write(frame), out var again) == FrameFault.None
                && again with { Payload = default } == frame with { Payload = default }
                && again.Payload.Span.SequenceEqual(frame.Payload.Span);
        },
        iter: 50_000);

    [Fact]
    public void Json_above_its_limit_is_refused_and_at_its_limit_is_not()
    {
        var fits = FrameCodec.Write(new Frame(FrameKind.Request, FrameFlags.Last, 0, 0, 0, new byte[Limits.MaxJsonBytes]));
        var above = FrameCodec.Write(new Frame(FrameKind.Request, FrameFlags.Last, 0, 0, 0, new byte[Limits.MaxJsonBytes + 1]));

        Assert.Equal(FrameFault.None, FrameCodec.Read(fits, out _));
        Assert.Equal(FrameFault.TooLarge, FrameCodec.Read(above, out _));
    }

    private static IEnumerable<string> Names(string group) => Vectors[group]!.AsArray().Select(vector => vector!["name"]!.GetValue<string>());

    private static JsonNode Vector(string group, string name) => Vectors[group]!.AsArray().First(vector => vector!["name"]!.GetValue<string>() == name)!;

    private static byte[] Hex(JsonNode vector, string field) => Convert.FromHexString(vector[field]!.GetValue<string>());
}
