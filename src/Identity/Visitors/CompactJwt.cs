using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Pillion.Identity.Visitors;

/// <summary>
/// A JSON Web Token in compact form (RFC 7515, 7.1), taken apart and not yet believed: the signature is for the caller
/// to check, with the one algorithm that the caller accepts.
/// </summary>
internal sealed class CompactJwt
{
    /// <summary>The longest token that is looked at, in characters.</summary>
    public const int Longest = 8 * 1024;

    private static readonly JsonDocumentOptions ParseOptions = new() { MaxDepth = 8, AllowDuplicateProperties = false };
    private readonly JsonElement _payload;

    private CompactJwt(string algorithm, JsonElement payload, byte[] signed, byte[] signature)
    {
        _payload = payload;
        (Algorithm, Signed, Signature) = (algorithm, signed, signature);
    }

    /// <summary>The header's <c>alg</c>.</summary>
    public string Algorithm { get; }

    /// <summary>The bytes that the signature covers.</summary>
    public byte[] Signed { get; }

    public byte[] Signature { get; }

    /// <summary>Null for what is no token, or has a header that must not be passed over (<c>crit</c>).</summary>
    public static CompactJwt? Parse(string token)
    {
        var parts = token.Length > Longest ? [] : token.Split('.');
        if (parts.Length != 3
            || Decode(parts[0]) is not { } head || Json(head) is not { } header || header.TryGetProperty("crit", out _)
            || Decode(parts[1]) is not { } body || Json(body) is not { } payload
            || Decode(parts[2]) is not { } signature
            || Text(header, "alg") is not { } algorithm)
        {
            return null;
        }

        return new CompactJwt(algorithm, payload, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
    }

    /// <summary>Joins header and payload into the text that is signed.</summary>
    public static string Unsigned(object header, object payload) =>
        $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header))}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(payload))}";

    /// <summary>True when the payload has this claim, whatever it holds.</summary>
    public bool Has(string claim) => _payload.TryGetProperty(claim, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>The text of a claim; null when it is absent or no text.</summary>
    public string? Text(string claim) => Text(_payload, claim);

    /// <summary>The time of a claim (RFC 7519, NumericDate); null when it is absent or no time.</summary>
    public DateTimeOffset? Time(string claim)
    {
        const double earliest = 0, latest = 253_402_300_799;
        return _payload.TryGetProperty(claim, out var value)
            && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var seconds)
            && seconds is >= earliest and <= latest
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;
    }

    private static string? Text(JsonElement from, string name)
    {
        try
        {
            return from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is valid JSON but no text.
            return null;
        }
    }

    private static byte[]? Decode(string part) =>
        !part.Contains('=', StringComparison.Ordinal) && Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;

    private static JsonElement? Json(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, ParseOptions);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
