using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Pillion.Kernel;

namespace Pillion.Http.Bodies;

/// <summary>What a request says its body is.</summary>
/// <param name="MediaType">In lower case; empty when the header is absent or unreadable.</param>
/// <param name="Refusal">Why the body can't be read whatever its bytes are.</param>
internal sealed record DeclaredType(string MediaType, Refusal? Refusal)
{
    private const int LongestShown = 100;

    public static DeclaredType Of(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
        {
            return new DeclaredType("", null);
        }

        var charset = HeaderUtilities.RemoveQuotes(type.Charset).Value ?? "";
        var name = type.MediaType.Value?.ToLowerInvariant() ?? "";

        // ASCII is part of UTF-8.
        return charset.ToLowerInvariant() is "" or "utf-8" or "utf8" or "us-ascii" or "ascii"
            ? new DeclaredType(name, null)
            : new DeclaredType(name, OtherCharset(charset.Length <= LongestShown ? charset : charset[..LongestShown]));
    }

    /// <summary>True for the types of forms.</summary>
    public bool IsForm => MediaType is "application/x-www-form-urlencoded" or "multipart/form-data";

    /// <summary>True when the header says that this is JSON, or says nothing that contradicts it.</summary>
    public bool MayBeJson => MediaType is "" or "text/plain" or "text/json" or "application/octet-stream" or "application/json"
        || MediaType.EndsWith("+json", StringComparison.Ordinal);

    /// <summary>The refusal of a body in UTF-16 or UTF-32, which can be told from its first bytes.</summary>
    public static Refusal OtherCharset(string charset)
    {
        var message = $"The body is in {charset}. Encode it as UTF-8; no `charset` is needed then.";
        return new Refusal(
            StatusCodes.Status415UnsupportedMediaType,
            "unsupported.charset",
            message,
            [new Fault("unsupported.charset", message, "header:Content-Type", charset, ["utf-8"], "utf-8")]);
    }
}
