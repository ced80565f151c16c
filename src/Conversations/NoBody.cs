using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations;

/// <summary>Reads the body of an operation that takes none; clients send null or {} there.</summary>
internal static class NoBody
{
    /// <summary>Why the body is not taken, or null.</summary>
    public static async Task<Refusal?> CheckAsync(HttpContext context)
    {
        var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        if (body.Refused)
        {
            return body.Refusal;
        }

        var faults = new List<Fault>();
        BodyReader.Root(body.Value, faults).Close();
        return faults.Count == 0 ? null : Refusal.Of(faults, Suggestion.Json(context.Request.Method, context.Request.Path, new JsonObject()));
    }
}
