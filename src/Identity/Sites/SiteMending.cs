using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Sites;

/// <summary>Reads from a faulty request which site was meant.</summary>
internal static class SiteMending
{
    private static readonly string[] Numbers = ["waitSeconds", "patienceSeconds"];

    /// <summary>
    /// The request with everything mended that can be. Who replaces a site and names a part of it only wants the rest to
    /// stay as it is in <paramref name="current"/>.
    /// </summary>
    public static Suggestion? Suggest(string method, string path, JsonElement body, IReadOnlyList<Fault> faults, SiteView? current)
    {
        if (Suggestions.Tree(body, faults) is not { Count: > 0 } site)
        {
            return null;
        }

        site = Again(site);
        Lists(site);
        if (site["sessionPolicy"] is JsonObject session)
        {
            Session(session);
        }

        if (current is null)
        {
            Complete(site);
        }
        else if (faults.Any(fault => fault is { Code: "missing.field", Pointer: "/key" or "/name" or "/homeUrl" }))
        {
            var rest = JsonSerializer.SerializeToNode(current, Wire.Options)!.AsObject();
            foreach (var (name, value) in rest.Where(member => site[member.Key] is null && member.Key is not ("id" or "selfUri")).ToList())
            {
                site[name] = value?.DeepClone();
            }
        }

        return Suggestions.Checked(method, path, site, (corrected, left) => SiteReading.Read(corrected, left));
    }

    // What stood under a mistyped name has been looked at only now that it has the right one.
    private static JsonObject Again(JsonObject site)
    {
        var (body, left) = (JsonSerializer.SerializeToElement<JsonNode>(site), new List<Fault>());
        SiteReading.Read(body, left);
        return Suggestions.Tree(body, left) ?? site;
    }

    private static void Lists(JsonObject site)
    {
        foreach (var (holder, name) in new[]
        {
            (site, "allowedOrigins"), (site["privacyPolicy"] as JsonObject, "hide"),
            (site["privacyPolicy"] as JsonObject, "show"), (site["privacyPolicy"] as JsonObject, "readOnly"),
            (site["sessionPolicy"] as JsonObject, "assetOrigins"),
        })
        {
            if (holder?[name] is JsonValue single)
            {
                var text = single.GetValueKind() == JsonValueKind.String ? single.GetValue<string>() : "";
                holder[name] = new JsonArray(name is "allowedOrigins" or "assetOrigins" && text != "*" ? SiteRules.MeantOrigin(text) ?? text : text);
            }
            else if (holder?[name] is JsonArray items && items.All(item => item?.GetValueKind() == JsonValueKind.String))
            {
                var distinct = items.Select(item => item!.GetValue<string>()).Distinct(StringComparer.Ordinal).Select(text => (JsonNode)text).ToArray();
                holder[name] = new JsonArray(distinct);
            }
        }
    }

    // Numbers and flags that were written as texts, and numbers beyond their bounds.
    private static void Session(JsonObject session)
    {
        foreach (var name in Numbers)
        {
            if (session[name] is JsonValue value && long.TryParse(value.ToString(), out var number))
            {
                var (least, most) = name == "waitSeconds" ? (0, SiteRules.LongestWait) : (SiteRules.ShortestPatience, SiteRules.LongestPatience);
                session[name] = (int)Math.Clamp(number, least, most);
            }
        }

        if (session["requireActiveCommunication"] is JsonValue flag && bool.TryParse(flag.ToString(), out var required))
        {
            session["requireActiveCommunication"] = required;
        }
    }

    private static void Complete(JsonObject site)
    {
        if (site["homeUrl"] is null && site["allowedOrigins"] is JsonArray and [JsonValue origin, ..])
        {
            site["homeUrl"] = $"{origin}/";
        }

        var host = Uri.TryCreate(site["homeUrl"]?.ToString(), UriKind.Absolute, out var home) ? home.Host : "";
        site["name"] ??= site["key"]?.DeepClone() ?? host;
        site["key"] ??= SiteRules.MeantKey(site["name"]!.ToString());
    }
}
