using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations;

/// <summary>Reads a body whole, or says everything that is wrong with it and, where that can be told, what was meant.</summary>
internal static class StrictBody
{
    /// <param name="read">Reads the body and adds a fault for whatever is wrong with it.</param>
    /// <param name="check">Looks up what the body names, and adds faults of its own. It is also asked about a corrected body.</param>
    public static async Task<Result<T>> ReadAsync<T>(HttpContext context, Func<BodyReader, T> read, Func<T, List<Fault>, Task>? check = null)
    {
        var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        if (body.Refused)
        {
            return body.Refusal;
        }

        var (value, faults) = await TryAsync(body.Value, read, check);
        if (faults.Count == 0)
        {
            return value;
        }

        var corrected = Correction.Apply(body.Value, faults);
        var mended = corrected is { Count: > 0 }
            && (await TryAsync(JsonSerializer.SerializeToElement<System.Text.Json.Nodes.JsonNode>(corrected), read, check)).Faults.Count == 0;
        return Refusal.Of(faults, mended ? Suggestion.Json(context.Request.Method, context.Request.Path, corrected) : null);
    }

    private static async Task<(T Value, List<Fault> Faults)> TryAsync<T>(JsonElement body, Func<BodyReader, T> read, Func<T, List<Fault>, Task>? check)
    {
        var faults = new List<Fault>();
        var value = read(BodyReader.Root(body, faults));
        if (check is not null)
        {
            await check(value, faults);
        }

        return (value, faults);
    }
}
