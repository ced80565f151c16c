using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>Reads from a faulty request which presence was meant.</summary>
internal static class PresenceMending
{
    /// <summary>Names that people guess, each with the field's real name.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["presence"] = "presenceDefinition",
        ["presence_definition"] = "presenceDefinition",
        ["systemPresence"] = "presenceDefinition",
        ["system_presence"] = "presenceDefinition",
        ["status"] = "presenceDefinition",
        ["state"] = "presenceDefinition",
        ["text"] = "message",
        ["note"] = "message",
        ["statusMessage"] = "message",
    };

    private static readonly string[] Inner = ["id", "systemPresence", "system_presence", "name", "value", "presenceDefinition"];
    private static readonly string[] Outer =
        ["presenceDefinition", "presence_definition", "presence", "systemPresence", "system_presence", "status", "state", "name", "value"];

    /// <summary>
    /// The request with the presence that it names somewhere, else with the one that <paramref name="user"/> has: who
    /// sends a message alone wants the rest to stay.
    /// </summary>
    public static Suggestion? Suggest(JsonElement body, IReadOnlyList<Fault> faults, User? user, Action<JsonElement, List<Fault>> check)
    {
        if (faults.Any(fault => fault.Code is "duplicate.field" or "too.many.faults"))
        {
            return null;
        }

        var message = Text(body, "message") ?? Text(body, "statusMessage") ?? Text(body, "text") ?? Text(body, "note");
        var meant = Words(body).Select(Presences.Meant).FirstOrDefault(presence => presence is not null);
        if (meant is null && message is not null && user is not null && !faults.Any(fault => fault.Pointer?.StartsWith("/presenceDefinition/", StringComparison.Ordinal) == true))
        {
            meant = Presences.Of(user.Presence.SystemPresence);
        }

        if (meant is null)
        {
            return null;
        }

        var mended = new JsonObject { ["presenceDefinition"] = new JsonObject { ["id"] = meant.Id } };
        if (message is not null)
        {
            mended["message"] = message;
        }

        return Suggestions.Checked("PATCH", "", mended, check);
    }

    private static IEnumerable<string> Words(JsonElement body)
    {
        if (body.ValueKind == JsonValueKind.String)
        {
            return [body.GetString()!];
        }

        return Outer.SelectMany(name => Member(body, name) switch
        {
            { ValueKind: JsonValueKind.String } word => [word.GetString()!],
            { ValueKind: JsonValueKind.Object } group => Inner.Select(inner => Text(group, inner)).OfType<string>(),
            _ => (IEnumerable<string>)[],
        });
    }

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;
}
