using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Pillion.Identity.Tests;

/// <summary>What the backend of a site does to vouch for a visitor.</summary>
internal static class SiteBackend
{
    /// <summary>Claims that are good for five minutes.</summary>
    public static JsonObject Payload(FakeTimeProvider time, string sub, string? email = null, string? name = null)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var payload = new JsonObject { ["sub"] = sub, ["iat"] = now, ["exp"] = now + 300 };
        if (email is not null)
        {
            payload["email"] = email;
        }

        if (name is not null)
        {
            payload["name"] = name;
        }

        return payload;
    }

    public static string Sign(JsonObject payload, string secret = IdentityApp.SiteSecret) => SignText(payload.ToJsonString(), secret);

    public static string SignText(string payload, string secret)
    {
        var signed = $"{Encode(new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT" })}.{Base64(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    public static string Encode(JsonObject json) => Base64(json.ToJsonString());

    public static string Base64(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
