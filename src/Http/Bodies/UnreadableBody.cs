using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Http.Bodies;

/// <summary>Says why a body is no JSON, where, and what would be, with the caller's own values.</summary>
internal static class UnreadableBody
{
    private static readonly Encoding Strict = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<Refusal> ExplainAsync(HttpRequest request, DeclaredType type, byte[] bytes, CancellationToken cancellation)
    {
        if (Charset(bytes) is { } charset)
        {
            return DeclaredType.OtherCharset(charset);
        }

        if (TooDeep(bytes) is { } deep)
        {
            return deep;
        }

        var form = await FormBody.ReadAsync(request, type, bytes, cancellation);
        if (form is not null || !type.MayBeJson)
        {
            return NotJson(request, type, form);
        }

        string text;
        try
        {
            text = Strict.GetString(BodyBytes.WithoutMark(bytes).Span);
        }
        catch (DecoderFallbackException problem)
        {
            return Refusal.Of([new Fault("invalid.text", $"The body is not UTF-8: byte {problem.Index} is part of no character. Encode it as UTF-8.", "", $"byte {problem.Index}")]);
        }

        return NotWellFormed(request, bytes, text);
    }

    private static Refusal NotWellFormed(HttpRequest request, byte[] bytes, string text)
    {
        var (problem, meant) = LooseJson.Read(text);
        if (problem is null)
        {
            // What the loose reader sees no harm in; strict reading knows the place at least.
            problem = new JsonProblem(text.Length, "something unexpected", "check quotes, commas and brackets there");
            try
            {
                JsonDocument.Parse(BodyBytes.WithoutMark(bytes)).Dispose();
            }
            catch (JsonException strict)
            {
                problem = problem with { Index = At(text, strict.LineNumber ?? 0, strict.BytePositionInLine ?? 0) };
            }

            meant = null;
        }

        var line = text.AsSpan(0, problem.Index).Count('\n') + 1;
        var column = problem.Index - text.LastIndexOf('\n', Math.Max(0, problem.Index - 1));
        var offset = Encoding.UTF8.GetByteCount(text.AsSpan(0, problem.Index)) + (bytes.Length - BodyBytes.WithoutMark(bytes).Length);
        var fault = new Fault(
            "invalid.json",
            $"The body is not valid JSON: at line {line}, column {Math.Max(1, column)} (byte {offset}) stands `{problem.Found}`; {problem.Cure}.",
            "",
            problem.Found,
            [problem.Cure]);
        return Refusal.Of([fault], meant is JsonObject or JsonArray ? Suggest(request, meant) : null);
    }

    private static Refusal NotJson(HttpRequest request, DeclaredType type, JsonObject? form)
    {
        var declared = type.MediaType.Length == 0 ? "a form" : type.MediaType;
        var message = form is null
            ? $"The body is declared as {declared}, and it is no JSON. Send JSON, with Content-Type: application/json."
            : "The body is a form. Send the same fields as JSON, with Content-Type: application/json; `suggestion` has them.";
        var refusal = Refusals.One(StatusCodes.Status415UnsupportedMediaType, "unsupported.media.type", message, "header:Content-Type", ["application/json"]);
        return form is null ? refusal : refusal with { Suggestion = Suggest(request, form) };
    }

    private static Suggestion Suggest(HttpRequest request, JsonNode body) => Suggestion.Json(request.Method, $"{request.Path}{request.QueryString}", body);

    private static Refusal? TooDeep(byte[] bytes)
    {
        // This reader walks without recursion, so its own bound may be as wide as a body is long.
        var reader = new Utf8JsonReader(BodyBytes.WithoutMark(bytes).Span, new JsonReaderOptions { MaxDepth = RequestBody.LargestBody });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && reader.CurrentDepth >= RequestBody.DeepestNesting)
                {
                    return Refusals.One(
                        400,
                        "json.too.deep",
                        $"Objects and lists stand more than {RequestBody.DeepestNesting} levels deep inside each other, at byte {reader.TokenStartIndex}.",
                        "",
                        [$"at most {RequestBody.DeepestNesting} levels"]);
                }
            }
        }
        catch (JsonException)
        {
            // The other explanation fits.
        }

        return null;
    }

    private static string? Charset(byte[] bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..] => "utf-32",
        [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] => "utf-16",
        [0, _, 0, _, ..] or [_, 0, _, 0, ..] => "utf-16",
        _ => null,
    };

    private static int At(string text, long line, long byteInLine)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            start = text.IndexOf('\n', start) + 1;
        }

        var (index, bytes) = (start, 0L);
        while (index < text.Length && bytes < byteInLine)
        {
            bytes += Encoding.UTF8.GetByteCount(text.AsSpan(index, 1));
            index++;
        }

        return index;
    }
}
