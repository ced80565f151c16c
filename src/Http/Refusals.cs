using Microsoft.AspNetCore.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Http;

/// <summary>Answers with refusals.</summary>
public static class Refusals
{
    /// <summary>The refusal as the result of a route handler.</summary>
    public static IResult ToResult(this Refusal refusal) => new RefusalResult(refusal);

    /// <summary>A refusal with one fault of the same code.</summary>
    internal static Refusal One(int status, string code, string message, string? pointer = null, IReadOnlyList<string>? expected = null) =>
        new(status, code, message, [new Fault(code, message, pointer, Expected: expected)]);

    /// <summary>Writes the refusal as the whole answer.</summary>
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        Tracing.NoteRefusal(context, refusal.Code);
        return context.Response.WriteAsJsonAsync(
            ErrorBody.Of(refusal, context.TraceIdentifier), Wire.Options, "application/json", context.RequestAborted);
    }

    private sealed class RefusalResult(Refusal refusal) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, refusal);
    }
}
