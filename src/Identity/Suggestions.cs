using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Kernel;

namespace Pillion.Identity;

/// <summary>Corrected requests of the kinds that this area suggests.</summary>
internal static class Suggestions
{
    /// <summary>A request without a body.</summary>
    public static Suggestion Get(string path) => new("GET", path, new Dictionary<string, string>(StringComparer.Ordinal), null);

    /// <summary>
    /// This body, if <paramref name="check"/>, which must be the one that the real request goes through, finds no fault.
    /// </summary>
    public static Suggestion? Checked(string method, string path, JsonObject? body, Action<JsonElement, List<Fault>> check)
    {
        if (body is null)
        {
            return null;
        }

        var left = new List<Fault>();
        check(JsonSerializer.SerializeToElement<JsonNode>(body), left);
        return left.Count == 0 ? Suggestion.Json(method, path, body) : null;
    }

    /// <summary>The body as a tree to mend; null when it is no object, or names a field twice.</summary>
    public static JsonObject? Tree(JsonElement body, IReadOnlyList<Fault> faults) => Kernel.Json.Correction.Apply(body, faults);
}
