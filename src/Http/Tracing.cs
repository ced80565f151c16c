using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Pillion.Http;

/// <summary>What traces and metrics of a request say of Pillion: which request it was, and how it was refused; never content.</summary>
internal static class Tracing
{
    private const string ErrorCode = "pillion.error.code";

    /// <summary>Lets the trace be found by the id that the caller was given.</summary>
    public static void NoteCorrelation(HttpContext context, string id) => ActivityOf(context)?.SetTag("pillion.correlation.id", id);

    /// <summary>Notes the code of a refusal in the trace of the request, and in <c>http.server.request.duration</c>.</summary>
    public static void NoteRefusal(HttpContext context, string code)
    {
        ActivityOf(context)?.SetTag(ErrorCode, code);
        context.Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new KeyValuePair<string, object?>(ErrorCode, code));
    }

    private static Activity? ActivityOf(HttpContext context) => context.Features.Get<IHttpActivityFeature>()?.Activity;
}
