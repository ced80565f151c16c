using System.IO.Compression;
using System.Text;
using Microsoft.Playwright;

namespace Pillion.Browser.Tests.Driving;

/// <summary>
/// Keeps what a page sends and receives over WebSockets, inflated, so that a test can search it for what must never be
/// there. The frame layout is that of docs/internals/live-protocol.md.
/// </summary>
internal sealed class WireTap
{
    private const byte Deflated = 1;
    private const byte Last = 4;
    private readonly Lock _gate = new();
    private readonly List<byte[]> _sent = [];
    private readonly List<byte[]> _received = [];

    public WireTap(IPage page)
    {
        page.WebSocket += (_, socket) =>
        {
            socket.FrameSent += (_, frame) => Keep(_sent, frame.Binary);
            socket.FrameReceived += (_, frame) => Keep(_received, frame.Binary);
        };
    }

    /// <summary>Bytes on the wire in both directions.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _sent.Concat(_received).Sum(frame => (long)frame.Length);
            }
        }
    }

    /// <summary>True when the text is in a frame, as UTF-8 or UTF-16, after joining its parts and inflating.</summary>
    public bool Holds(string text)
    {
        byte[][] forms = [Encoding.UTF8.GetBytes(text), Encoding.Unicode.GetBytes(text)];
        lock (_gate)
        {
            return new[] { _sent, _received }.SelectMany(Payloads).Any(payload => Array.Exists(forms, form => payload.AsSpan().IndexOf(form) >= 0));
        }
    }

    /// <summary>How often the asset with this hash was sent, whole.</summary>
    public int AssetsSent(string hash)
    {
        const byte asset = 0x12;
        var wanted = Convert.FromHexString(hash);
        lock (_gate)
        {
            return _sent.Count(frame => frame[0] == asset && (frame[1] & Last) != 0 && frame.AsSpan(2, Math.Min(frame.Length - 2, 64)).IndexOf(wanted) >= 0);
        }
    }

    private void Keep(List<byte[]> frames, byte[]? frame)
    {
        if (frame is { Length: > 2 })
        {
            lock (_gate)
            {
                frames.Add(frame);
            }
        }
    }

    private static IEnumerable<byte[]> Payloads(List<byte[]> frames)
    {
        var parts = new Dictionary<byte, MemoryStream>();
        foreach (var frame in frames)
        {
            yield return frame;
            var (kind, flags) = (frame[0], frame[1]);
            var start = 2;
            for (var field = 0; field < 3; field++)
            {
                while ((frame[start++] & 0x80) != 0)
                {
                    // Each varint ends with the first byte whose top bit is clear.
                }
            }

            var joined = parts.TryGetValue(kind, out var open) ? open : parts[kind] = new MemoryStream();
            joined.Write(frame, start, frame.Length - start);
            if ((flags & Last) != 0 || (flags & Deflated) == 0)
            {
                parts.Remove(kind);
                yield return (flags & Deflated) == 0 ? joined.ToArray() : Inflate(joined.ToArray());
            }
        }
    }

    private static byte[] Inflate(byte[] deflated)
    {
        using var inflated = new MemoryStream();
        using (var stream = new DeflateStream(new MemoryStream(deflated), CompressionMode.Decompress))
        {
            stream.CopyTo(inflated);
        }

        return inflated.ToArray();
    }
}
