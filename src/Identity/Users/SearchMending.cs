using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>Reads from a faulty search what was looked for.</summary>
internal static class SearchMending
{
    private static readonly string[] Fields = ["email", "name", "id", "username", "title", "state"];
    private static readonly string[] Texts = ["query", "q", "search", "term", "value", "text"];

    /// <summary>The search that was meant, if <paramref name="check"/> finds no fault with it.</summary>
    public static Suggestion? Suggest(string path, JsonElement body, IReadOnlyList<Fault> faults, Action<JsonElement, List<Fault>> check)
    {
        if (Suggestions.Tree(body, faults.Where(fault => !IsGuess(fault)).ToList()) is not { } search)
        {
            return null;
        }

        if (search["query"] is JsonObject single)
        {
            single.Parent!.AsObject().Remove("query");
            search["query"] = new JsonArray(single);
        }

        if (search["query"] is not JsonArray)
        {
            search.Remove("query", out var text);
            search["query"] = Criteria(search, text as JsonValue);
        }

        foreach (var criterion in search["query"]!.AsArray().OfType<JsonObject>())
        {
            Mend(criterion);
        }

        return Suggestions.Checked("POST", path, search, check);
    }

    // Names that are no fields of a search, but say what is looked for.
    private static bool IsGuess(Fault fault) =>
        fault.Code == "unknown.field" && fault.Pointer?.Split('/')[^1] is { } name && (Fields.Contains(name) || Texts.Contains(name));

    private static JsonArray Criteria(JsonObject search, JsonValue? text)
    {
        var criteria = new JsonArray();
        foreach (var field in Fields)
        {
            if (search.Remove(field, out var value) && value is JsonValue)
            {
                criteria.Add(Criterion(field, value, "EXACT"));
            }
        }

        foreach (var name in Texts)
        {
            text = search.Remove(name, out var other) ? text ?? other as JsonValue : text;
        }

        if (text is not null && criteria.Count == 0)
        {
            criteria.Add(text.ToString().Contains('@', StringComparison.Ordinal) ? Criterion("email", text, "EXACT") : Criterion("name", text, "CONTAINS"));
        }

        return criteria;
    }

    private static JsonObject Criterion(string field, JsonNode value, string type) => new()
    {
        ["fields"] = new JsonArray(field),
        ["value"] = value.DeepClone(),
        ["type"] = type,
    };

    // {"field":"email"} and {"email":"..."} in the place of fields and value.
    private static void Mend(JsonObject criterion)
    {
        if (criterion["fields"] is JsonValue named)
        {
            criterion["fields"] = new JsonArray(Nearest.To(named.ToString(), Fields) ?? named.ToString());
        }

        foreach (var field in Fields)
        {
            if (criterion["fields"] is null && criterion.Remove(field, out var value))
            {
                criterion["fields"] = new JsonArray(field);
                criterion["value"] ??= value?.DeepClone();
            }
        }

        if (criterion["value"] is JsonArray values)
        {
            criterion.Remove("value");
            criterion["values"] = values.DeepClone();
        }
    }
}
