namespace Pillion.Cobrowse.Live;

/// <summary>Unsigned LEB128 integers of at most 8 bytes and at most 2^53 - 1, which is what a JavaScript number holds.</summary>
internal static class Varint
{
    public const long MaxValue = (1L << 53) - 1;

    private const int MaxBytes = 8;

    /// <summary>Bytes that <paramref name="value"/> takes.</summary>
    public static int Length(long value)
    {
        var length = 1;
        for (; value >= 0x80; value >>= 7)
        {
            length++;
        }

        return length;
    }

    /// <summary>Reads at <paramref name="at"/> and moves it behind the number.</summary>
    public static FrameFault Read(ReadOnlySpan<byte> bytes, ref int at, out long value)
    {
        value = 0;
        for (var read = 0; read < MaxBytes; read++)
        {
            if (at >= bytes.Length)
            {
                return FrameFault.Truncated;
            }

            var next = bytes[at++];
            value |= (long)(next & 0x7f) << (7 * read);
            if (next < 0x80)
            {
                return value > MaxValue ? FrameFault.Varint : FrameFault.None;
            }
        }

        return FrameFault.Varint;
    }

    /// <summary>Writes at <paramref name="at"/> and moves it behind the number.</summary>
    public static void Write(Span<byte> bytes, ref int at, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxValue);
        for (; value >= 0x80; value >>= 7)
        {
            bytes[at++] = (byte)(value | 0x80);
        }

        bytes[at++] = (byte)value;
    }
}
