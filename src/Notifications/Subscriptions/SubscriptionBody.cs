using System.Text.Json;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Notifications.Subscriptions;

/// <summary>Reads the list of topics in a body: <c>[{"id": "v2.users.{id}.conversations"}]</c>.</summary>
internal static class SubscriptionBody
{
    // Longer texts are refused as topics; this only keeps the reader's own limit out of the way.
    private const int LongestText = NotificationLimits.LargestSubscriptionBody;

    // An SDK sends these back as it got them.
    private static readonly string[] ReadOnly = ["state", "rejectionReason", "missingPermissions", "selfUri"];

    private static readonly string[] NamesOfLists = ["topics", "entities", "subscriptions"];

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["topic"] = "id",
        ["topicName"] = "id",
        ["topicId"] = "id",
        ["name"] = "id",
    };

    /// <summary>The topics, each with the pointer of where it stood; what can't be read is a fault and left out.</summary>
    public static IReadOnlyList<(string Text, string Pointer)> Read(JsonElement body, List<Fault> faults)
    {
        var topics = new List<(string Text, string Pointer)>();
        if (body.ValueKind != JsonValueKind.Array)
        {
            faults.Add(new Fault(
                "invalid.type", "This must be a list of topics, each an object with its `id`.", "", Expected: ["[{\"id\": \"v2.users.{id}.conversations\"}]"]));
            return topics;
        }

        var index = 0;
        foreach (var item in body.EnumerateArray())
        {
            if (faults.Count > NotificationLimits.FaultsListed)
            {
                break;
            }

            var reader = BodyReader.Root(item, faults, Pointer.Of("", index++));
            if (item.ValueKind != JsonValueKind.Object)
            {
                continue;
            }

            if (reader.Text("id", required: true, longest: LongestText) is { } text)
            {
                topics.Add((text, Pointer.Of(reader.At, "id")));
            }

            foreach (var name in ReadOnly)
            {
                reader.Has(name);
            }

            reader.Close(Aliases);
        }

        return topics;
    }

    /// <summary>The topics that a body seems to mean, whatever its shape.</summary>
    public static IReadOnlyList<(string Text, string Pointer)> Guess(JsonElement body)
    {
        var items = body.ValueKind switch
        {
            JsonValueKind.Array => body.EnumerateArray().ToList(),
            JsonValueKind.Object => NamesOfLists
                .Select(name => body.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : null)
                .FirstOrDefault(list => list is not null) ?? [body],
            _ => [body],
        };
        return items.Select(Text).OfType<string>().Take(NotificationLimits.TopicsPerChannel).Select(text => (text, "")).ToList();
    }

    private static string? Text(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString(),
        JsonValueKind.Object => Aliases.Keys.Prepend("id")
            .Select(name => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
            .FirstOrDefault(text => text is not null),
        _ => null,
    };
}
