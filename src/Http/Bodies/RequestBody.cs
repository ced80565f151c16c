using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pillion.Http.Bodies;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Http;

/// <summary>Reads a JSON body, tolerating what SDKs send and explaining what can't be read.</summary>
public static class RequestBody
{
    /// <summary>The largest body that is read, in bytes, after decompression.</summary>
    public const int LargestBody = 256 * 1024;

    /// <summary>Objects and lists may stand inside each other so many levels deep.</summary>
    public const int DeepestNesting = LooseJson.DeepestNesting;

    private static readonly JsonDocumentOptions ParseOptions = new() { MaxDepth = DeepestNesting };

    /// <summary>
    /// The body as a JSON document; an empty body and the body <c>null</c> read as an empty object, as the vendor's
    /// SDKs send either. What the bytes are counts, not what Content-Type says they are.
    /// </summary>
    /// <param name="largest">For the few bodies that may be larger than <see cref="LargestBody"/>, in bytes.</param>
    public static async Task<Result<JsonElement>> ReadAsync(HttpRequest request, CancellationToken cancellation, int largest = LargestBody)
    {
        var type = DeclaredType.Of(request);
        if (type.Refusal is { } foreign)
        {
            return foreign;
        }

        var bytes = await BodyBytes.ReadAsync(request, cancellation, largest);
        if (bytes.Refused)
        {
            return bytes.Refusal;
        }

        try
        {
            var text = BodyBytes.WithoutMark(bytes.Value);
            using var document = JsonDocument.Parse(text.IsEmpty ? "{}"u8.ToArray() : text, ParseOptions);
            return Read(request, document.RootElement);
        }
        catch (JsonException)
        {
            return await UnreadableBody.ExplainAsync(request, type, bytes.Value, cancellation);
        }
    }

    private static Result<JsonElement> Read(HttpRequest request, JsonElement root) =>
        BrokenText(root, "") is { } fault ? Refusal.Of([fault])
        : EncodedTwice(request, root) is { } refusal ? refusal
        : root.ValueKind == JsonValueKind.Null ? JsonElement.Parse("{}")
        : root.Clone();

    // A text that holds a whole object comes from encoding one that was encoded already.
    private static Refusal? EncodedTwice(HttpRequest request, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.String || root.GetString()!.TrimStart() is not ['{', ..] inner || LooseJson.Read(inner) is not (null, { } meant))
        {
            return null;
        }

        var fault = new Fault("invalid.type", "This must be an object; it is a text that holds one: the body was encoded as JSON twice.", "", null, ["an object"]);
        return Refusal.Of([fault], Suggestion.Json(request.Method, $"{request.Path}{request.QueryString}", meant));
    }

    // An escaped half of a surrogate pair is valid JSON but no text; it would fail wherever it is first read.
    private static Fault? BrokenText(JsonElement element, string at)
    {
        try
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.String:
                    _ = element.GetString();
                    return null;
                case JsonValueKind.Array:
                    return element.EnumerateArray()
                        .Select((item, index) => BrokenText(item, Pointer.Of(at, index)))
                        .FirstOrDefault(fault => fault is not null);
                case JsonValueKind.Object:
                    return element.EnumerateObject()
                        .Select(member => BrokenText(member, at))
                        .FirstOrDefault(fault => fault is not null);
                default:
                    return null;
            }
        }
        catch (InvalidOperationException)
        {
            return new Fault("invalid.text", "This is no text: it holds half of a surrogate pair, or bytes that are not UTF-8.", at);
        }
    }

    private static Fault? BrokenText(JsonProperty member, string at)
    {
        string name;
        try
        {
            name = member.Name;
        }
        catch (InvalidOperationException)
        {
            return new Fault("invalid.text", "A name in this object is no text: it holds half of a surrogate pair, or bytes that are not UTF-8.", at);
        }

        return BrokenText(member.Value, Pointer.Of(at, name));
    }
}
