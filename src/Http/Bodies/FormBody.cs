using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Pillion.Kernel.Json;

namespace Pillion.Http.Bodies;

/// <summary>Reads a form that came where JSON belongs, and makes the JSON from its fields.</summary>
internal static class FormBody
{
    private const int MostFields = 200;
    private const int LongestStep = 100;
    private const int MostItems = 100;

    /// <summary>The fields as JSON; null when the body is no form.</summary>
    public static async Task<JsonObject?> ReadAsync(HttpRequest request, DeclaredType type, byte[] bytes, CancellationToken cancellation)
    {
        // curl -d says that everything is a form; what a form looks like is a name and an equals sign.
        if (!type.IsForm && !(type.MayBeJson && LooksLikeOne(bytes)))
        {
            return null;
        }

        try
        {
            var fields = type.MediaType == "multipart/form-data"
                ? await MultipartAsync(request, bytes, cancellation)
                : await UrlEncodedAsync(bytes, cancellation);
            return fields is null ? null : Build(fields);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static async Task<IEnumerable<KeyValuePair<string, StringValues>>?> UrlEncodedAsync(byte[] bytes, CancellationToken cancellation)
    {
        if (!bytes.Contains((byte)'='))
        {
            return null;
        }

        using var reader = new FormReader(new MemoryStream(bytes, writable: false)) { ValueCountLimit = MostFields };
        return await reader.ReadFormAsync(cancellation);
    }

    private static async Task<IEnumerable<KeyValuePair<string, StringValues>>?> MultipartAsync(HttpRequest request, byte[] bytes, CancellationToken cancellation)
    {
        request.Body = new MemoryStream(bytes, writable: false);
        return await request.ReadFormAsync(new Microsoft.AspNetCore.Http.Features.FormOptions { ValueCountLimit = MostFields }, cancellation);
    }

    // Fields such as to[0][id] and to[0].id are places in the object.
    private static JsonObject? Build(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var root = new JsonObject();
        foreach (var (name, values) in fields)
        {
            var steps = name.Split(['[', ']', '.'], StringSplitOptions.RemoveEmptyEntries);
            if (steps.Length is 0 or > LooseJson.DeepestNesting || steps.Any(step => step.Length > LongestStep))
            {
                return null;
            }

            JsonNode? value = values.Count == 1 ? Value(steps[^1], values[0]) : new JsonArray([.. values.Select(text => Value(steps[^1], text))]);
            if (!Put(root, steps, value))
            {
                return null;
            }
        }

        return root.Count == 0 ? null : root;
    }

    private static bool Put(JsonNode at, ReadOnlySpan<string> steps, JsonNode? value)
    {
        var rest = steps[1..];
        switch (at)
        {
            case JsonObject members when rest.IsEmpty:
                return members.TryAdd(steps[0], value);
            case JsonObject members:
                if (members[steps[0]] is null)
                {
                    members[steps[0]] = Empty(rest[0]);
                }

                return Put(members[steps[0]]!, rest, value);
            case JsonArray items when int.TryParse(steps[0], out var index) && index is >= 0 and < MostItems:
                if (rest.IsEmpty)
                {
                    items.Add(value);
                    return true;
                }

                while (items.Count <= index)
                {
                    items.Add(Empty(rest[0]));
                }

                return Put(items[index]!, rest, value);
            default:
                return false;
        }
    }

    private static JsonNode Empty(string next) => next.All(char.IsAsciiDigit) ? new JsonArray() : new JsonObject();

    // A form has texts only. Flags, and numbers in fields whose name tells, were hardly meant as texts; ids of digits were.
    private static JsonNode? Value(string name, string? text) => text switch
    {
        "true" => true,
        "false" => false,
        _ when IsNumber(name) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        _ => text,
    };

    private static bool IsNumber(string name) =>
        name.EndsWith("Seconds", StringComparison.Ordinal) || name.EndsWith("Ms", StringComparison.Ordinal) || name is "pageSize" or "pageNumber";

    // A name and an equals sign right at the beginning.
    private static bool LooksLikeOne(byte[] bytes)
    {
        var name = bytes.Take(LongestStep).TakeWhile(b => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or (byte)'[' or (byte)']').Count();
        return name > 0 && name < bytes.Length && bytes[name] == '=' && char.IsAsciiLetter((char)bytes[0]);
    }
}
