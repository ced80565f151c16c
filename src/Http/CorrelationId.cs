using Microsoft.AspNetCore.Builder;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>Gives every answer the header by which it can be found again in the log.</summary>
public static class CorrelationId
{
    /// <summary>The header's name, in the very spelling that the vendor's SDKs look for.</summary>
    public const string Header = "ININ-Correlation-Id";

    /// <summary>Sets the header before anything else happens to the request.</summary>
    public static IApplicationBuilder UseCorrelationId(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.TraceIdentifier = Ids.New();
        context.Response.Headers[Header] = context.TraceIdentifier;
        return next(context);
    });
}
