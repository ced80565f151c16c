using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Pillion.Samples.Shop;

/// <summary>Reads the small JSON objects that the shop's pages send; anything else is null.</summary>
internal static class ShopRequest
{
    private const int MaxBytes = 4096;

    public static async Task<JsonElement?> ReadAsync(HttpRequest request)
    {
        // A form on another site can't send this content type, so it can't sign anybody in.
        if (!request.HasJsonContentType() || request.ContentLength > MaxBytes)
        {
            return null;
        }

        var buffer = new byte[MaxBytes + 1];
        try
        {
            var read = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, request.HttpContext.RequestAborted);
            if (read > MaxBytes)
            {
                return null;
            }

            using var document = JsonDocument.Parse(buffer.AsMemory(0, read));
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    public static string? Text(JsonElement body, string name)
    {
        if (!body.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is valid JSON and no text.
            return null;
        }
    }
}
