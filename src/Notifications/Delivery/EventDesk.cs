using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Kernel.Json;
using Pillion.Notifications.Sockets;
using Pillion.Notifications.Topics;

namespace Pillion.Notifications.Delivery;

/// <summary>Gives events to the sockets that listen to their topics.</summary>
internal sealed class EventDesk(Listeners listeners, NotificationMetrics metrics)
{
    private const string Version = "2";

    /// <summary>True when anyone listens to one of these topics, given by key.</summary>
    public bool AnyoneListensTo(IEnumerable<string> keys) => listeners.Any(keys);

    /// <param name="id">The id in the topic, in lower case.</param>
    /// <param name="change">Names the change: the same text for the same change, so that a client can tell repetitions.</param>
    public void Pass(TopicKind kind, string id, JsonObject body, string change)
    {
        var to = listeners.To(kind.Key(id));
        if (to.Count == 0)
        {
            return;
        }

        // Sockets share one message; only another spelling of the topic makes another one.
        var json = JsonSerializer.SerializeToUtf8Bytes(body, Wire.Options);
        var messages = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (connection, name) in to)
        {
            if (!messages.TryGetValue(name, out var message))
            {
                messages[name] = message = Write(name, json, CorrelationId(change));
            }

            if (connection.Deliver(message))
            {
                metrics.Passed(kind.Template);
            }
        }
    }

    private static ReadOnlyMemory<byte> Write(string name, byte[] body, string correlationId)
    {
        using var buffer = new MemoryStream(body.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Wire.Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("topicName", name);
            writer.WriteString("version", Version);
            writer.WritePropertyName("eventBody");
            writer.WriteRawValue(body, skipInputValidation: true);
            writer.WriteStartObject("metadata");
            writer.WriteString("CorrelationId", correlationId);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.ToArray();
    }

    // An RFC 9562 UUID, version 8: made of the change itself.
    private static string CorrelationId(string change)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(change))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }
}
