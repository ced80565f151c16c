using System.Text.Json;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Live;

/// <summary>JSON payloads as frames, and back.</summary>
internal static class LiveJson
{
    private static readonly JsonDocumentOptions ParseOptions = new() { MaxDepth = 16 };

    /// <summary>A whole message with an event.</summary>
    public static byte[] Event(LiveEvent value) => Write(FrameKind.Event, value);

    /// <summary>A whole message with a welcome.</summary>
    public static byte[] Welcome(object value) => Write(FrameKind.Welcome, value);

    /// <summary>A whole ack: everything up to this place is in the log.</summary>
    public static byte[] Ack(long epoch, long seq) => FrameCodec.Write(new Frame(FrameKind.Ack, FrameFlags.Last, epoch, seq, 0, default));

    /// <summary>The payload as JSON whose texts are all readable; null for anything else.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, ParseOptions);
            return IsText(document.RootElement) ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Half of a surrogate pair is valid JSON and no text; it would throw wherever it is first read.
    private static bool IsText(JsonElement element)
    {
        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    _ = element.GetString();
                    return true;
                case JsonValueKind.Array:
                    return element.EnumerateArray().All(IsText);
                case JsonValueKind.Object:
                    return element.EnumerateObject().All(member => member.Name is not null && IsText(member.Value));
                default:
                    return true;
            }
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static byte[] Write(FrameKind kind, object value) => FrameCodec.Write(
        new Frame(kind, FrameFlags.Last, 0, 0, 0, JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Wire.Options)));
}
