using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Http.Tokens;

/// <summary>Why a caller may not do what they ask for, as RFC 6750 has it in the header and in full in the body.</summary>
internal static class TokenRefusals
{
    private const string Get = "Get a token from POST /oauth/token and send it as Authorization: Bearer <token>.";

    /// <summary>401 for a request whose token is missing or was not accepted.</summary>
    public static Refusal Unauthenticated(HttpContext context)
    {
        var (code, message) = Why(context);

        // Who sent nothing is only told how to authenticate (RFC 6750, 3.1).
        context.Response.Headers.WWWAuthenticate = code == "authentication.required"
            ? "Bearer realm=\"pillion\""
            : $"Bearer realm=\"pillion\", error=\"invalid_token\", error_description=\"{message}\"";
        return new Refusal(
            StatusCodes.Status401Unauthorized,
            code,
            message,
            [new Fault(code, message, "header:Authorization", Expected: ["Bearer <access token>"])],
            AskForToken);
    }

    /// <summary>403 for a token without the scopes that an operation needs.</summary>
    public static Refusal Missing(HttpContext context, Caller caller, IReadOnlyList<string> missing)
    {
        context.Response.Headers.WWWAuthenticate =
            $"Bearer realm=\"pillion\", error=\"insufficient_scope\", scope=\"{string.Join(' ', missing)}\", error_description=\"The token lacks {string.Join(' ', missing)}.\"";
        var held = caller.Scopes.Order(StringComparer.Ordinal).ToList();
        var has = held.Count == 0 ? "none" : string.Join(", ", held);
        var faults = missing
            .Select(scope => new Fault(
                "missing.scope",
                $"This needs the scope {scope}{Named(scope)}, and the token has {has}. Give the OAuth client \"{caller.ClientId}\" that scope and get a new token.",
                "header:Authorization",
                string.Join(' ', held),
                [scope, .. Aliases(scope)]))
            .ToList();
        return new Refusal(
            StatusCodes.Status403Forbidden,
            "missing.scope",
            faults.Count == 1 ? faults[0].Message : $"The token lacks the scopes {string.Join(", ", missing)}; it has {has}.",
            faults);
    }

    // The id and the secret are the caller's to fill in: what they sent is not repeated, because answers get logged.
    private static Suggestion AskForToken { get; } = new(
        "POST",
        "/oauth/token",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Authorization"] = "Basic <base64 of client id:client secret>",
            ["Content-Type"] = "application/x-www-form-urlencoded",
        },
        JsonValue.Create("grant_type=client_credentials"));

    // Descriptions stand in a header too, between double quotes: printable ASCII without quotes and backslashes.
    private static (string Code, string Message) Why(HttpContext context)
    {
        var header = context.Request.Headers.Authorization;
        if (header.Count == 0 || string.IsNullOrWhiteSpace(header.ToString()))
        {
            return ("authentication.required", $"No access token came with the request. {Get}");
        }

        if (header.Count > 1)
        {
            return ("invalid.authorization.header", $"There are {header.Count} Authorization headers; send one. {Get}");
        }

        var parts = header.ToString().Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var (scheme, token) = (parts[0], parts.Length > 1 ? parts[1] : "");
        if (!scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return ("invalid.authorization.header", OtherScheme(scheme, token));
        }

        return token.Length == 0
            ? ("invalid.authorization.header", "The Authorization header has the word Bearer and no token behind it. Was the variable with the token empty?")
            : ("bad.credentials", NotAccepted(token, context.RequestServices.GetService<TimeProvider>() ?? TimeProvider.System));
    }

    private static string OtherScheme(string scheme, string rest) =>
        scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) ? $"The Authorization header is Basic: a client id and secret are sent to POST /oauth/token only, which answers with the token that is sent here as Bearer. {Get}"
        : rest.Length == 0 && Claims(scheme) is not null ? "The Authorization header is a token without the word Bearer before it. Send it as Authorization: Bearer <token>."
        : rest.Length == 0 ? $"The Authorization header names no scheme. {Get}"
        : $"The scheme of the Authorization header is not known here. {Get}";

    private static string NotAccepted(string token, TimeProvider time)
    {
        if (Claims(token) is not { } claims)
        {
            return $"This is no access token: it looks like a client secret, an id, or a token that was cut. {Get}";
        }

        // Nobody vouches for these claims, but they are only told to who sent them.
        return Time(claims, "exp") is { } expires && expires <= time.GetUtcNow()
            ? $"The access token is valid no more: its time was over at {Wire.Date(expires)}, and it is {Wire.Date(time.GetUtcNow())} now. Get a new one from POST /oauth/token."
            : "The access token is not valid here: it was revoked, was changed on the way, or is from another server. Get a new one from POST /oauth/token.";
    }

    // The claims of a token in the compact form of RFC 7515; null for any other text.
    private static JsonElement? Claims(string token)
    {
        if (token.Split('.') is not [_, { Length: > 0 and <= 16 * 1024 } payload, _])
        {
            return null;
        }

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return claims.RootElement.ValueKind == JsonValueKind.Object ? claims.RootElement.Clone() : null;
        }
        catch (Exception problem) when (problem is FormatException or JsonException or DecoderFallbackException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var seconds) && seconds is >= 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;

    private static string Named(string scope) =>
        Aliases(scope) is { Count: > 0 } aliases ? $" (the vendor's name {string.Join(" or ", aliases)} does too)" : "";

    private static List<string> Aliases(string scope) => Scopes.Aliases
        .Where(alias => alias.Value.Any(held => Scopes.Holds(new HashSet<string>(StringComparer.Ordinal) { held }, scope)))
        .Select(alias => alias.Key)
        .Order(StringComparer.Ordinal)
        .ToList();
}
