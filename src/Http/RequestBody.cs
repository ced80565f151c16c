using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Http;

/// <summary>Reads a JSON body, tolerating what SDKs send and explaining what can't be read.</summary>
public static class RequestBody
{
    /// <summary>The largest body that is read, in bytes.</summary>
    public const int LargestBody = 256 * 1024;

    private const int DeepestNesting = 32;
    private static readonly JsonDocumentOptions ParseOptions = new() { MaxDepth = DeepestNesting };

    /// <summary>
    /// The body as a JSON document; an empty body and the body <c>null</c> read as an empty object, as the vendor's
    /// SDKs send either.
    /// </summary>
    /// <param name="largest">For the few bodies that may be larger than <see cref="LargestBody"/>, in bytes.</param>
    public static async Task<Result<JsonElement>> ReadAsync(HttpRequest request, CancellationToken cancellation, int largest = LargestBody)
    {
        var bytes = await ReadBytesAsync(request, cancellation, largest);
        if (bytes.Refused)
        {
            return bytes.Refusal;
        }

        try
        {
            var text = WithoutMark(bytes.Value);
            using var document = JsonDocument.Parse(text.IsEmpty ? "{}"u8.ToArray() : text, ParseOptions);
            return BrokenText(document.RootElement, "") is { } fault
                ? Refusal.Of([fault])
                : document.RootElement.ValueKind == JsonValueKind.Null ? JsonElement.Parse("{}") : document.RootElement.Clone();
        }
        catch (JsonException problem)
        {
            return Refusal.Of([Unreadable(problem)]);
        }
    }

    internal static async Task<Result<byte[]>> ReadBytesAsync(HttpRequest request, CancellationToken cancellation, int largest = LargestBody)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > largest)
            {
                return new Refusal(
                    413,
                    "request.entity.too.large",
                    $"The body is larger than the {largest / 1024} KB that are read here.",
                    [new Fault("request.entity.too.large", "Send less, or in several requests.", Expected: [$"at most {largest} bytes"])]);
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    // Some editors and shells put a byte order mark first, which is harmless (RFC 8259, 8.1).
    private static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;

    private static Fault Unreadable(JsonException problem)
    {
        var line = (problem.LineNumber ?? 0) + 1;
        var column = (problem.BytePositionInLine ?? 0) + 1;
        return new Fault(
            "invalid.json",
            $"The body is not valid JSON: line {line}, column {column}. Check quotes, commas and brackets there.",
            "",
            $"line {line}, column {column}",
            ["a JSON object"]);
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
                        .Select(member => BrokenText(member.Value, Pointer.Of(at, member.Name)))
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
}
