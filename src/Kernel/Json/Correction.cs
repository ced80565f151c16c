using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pillion.Kernel.Json;

/// <summary>
/// Corrects a refused body by what its faults say: mistyped names and values become the nearest accepted ones, and
/// fields that can't be served are left out. For bodies whose shape is right; what is missing stays missing.
/// </summary>
public static class Correction
{
    /// <summary>
    /// A suggestion that <paramref name="check"/> finds no fault with, or null. The check must be the one that the
    /// real request goes through.
    /// </summary>
    public static Suggestion? Suggest(
        string method, string path, JsonElement body, IReadOnlyList<Fault> faults, Action<JsonElement, List<Fault>> check)
    {
        if (Apply(body, faults) is not { Count: > 0 } corrected)
        {
            return null;
        }

        var left = new List<Fault>();
        check(JsonSerializer.SerializeToElement<JsonNode>(corrected), left);
        return left.Count == 0 ? Suggestion.Json(method, path, corrected) : null;
    }

    /// <summary>The corrected body; null when it is no object or holds a name twice.</summary>
    public static JsonObject? Apply(JsonElement body, IReadOnlyList<Fault> faults)
    {
        if (body.ValueKind != JsonValueKind.Object || faults.Any(fault => fault.Code is "duplicate.field" or "too.many.faults"))
        {
            return null;
        }

        var root = JsonNode.Parse(body.GetRawText())!.AsObject();

        // Values first: renaming a field moves it, and the pointers of the faults are those of the original.
        foreach (var fault in faults.OrderBy(fault => fault.Code == "unknown.field"))
        {
            Apply(root, fault);
        }

        return root;
    }

    private static void Apply(JsonObject root, Fault fault)
    {
        if (fault.Pointer is not ['/', ..])
        {
            return;
        }

        var (parent, name) = Parent(root, fault.Pointer);
        switch (parent)
        {
            case JsonObject members when fault.Code == "unknown.field" || fault.Code.StartsWith("not.supported", StringComparison.Ordinal):
                members.Remove(name, out var value);
                if (fault.Nearest is { } meant)
                {
                    members.TryAdd(meant, value);
                }

                break;
            case JsonObject members when fault.Nearest is not null && members.ContainsKey(name):
                members[name] = fault.Nearest;
                break;
            case JsonArray items when fault.Nearest is not null && int.TryParse(name, out var index) && index < items.Count:
                items[index] = fault.Nearest;
                break;
            default:
                break;
        }
    }

    private static (JsonNode? Parent, string Name) Parent(JsonObject root, string pointer)
    {
        var steps = pointer[1..].Split('/').Select(Pointer.Unescape).ToArray();
        JsonNode? at = root;
        foreach (var step in steps[..^1])
        {
            at = at switch
            {
                JsonObject members => members[step],
                JsonArray items when int.TryParse(step, out var index) && index < items.Count => items[index],
                _ => null,
            };
        }

        return (at, steps[^1]);
    }
}
