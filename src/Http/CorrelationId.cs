using Microsoft.AspNetCore.Builder;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>Gives every answer the header by which it can be found again in the log.</summary>
public static class CorrelationId
{
    /// <summary>The header's name, in the very spelling that the vendor's SDKs look for.</summary>
    public const string Header = "ININ-Correlation-Id";

    /// <summary>
    /// Sets the header on every answer, whoever writes it. The id is always made here: one that came from outside could
    /// be anyone's.
    /// </summary>
    public static IApplicationBuilder UseCorrelationId(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var id = Ids.New();
        context.TraceIdentifier = id;
        Tracing.NoteCorrelation(context, id);

        // At the last moment, because an answer that turns into an error loses what was set before.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = id;
            return Task.CompletedTask;
        });
        return next(context);
    });
}
