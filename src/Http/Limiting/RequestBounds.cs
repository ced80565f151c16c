using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pillion.Kernel;

namespace Pillion.Http.Limiting;

/// <summary>
/// How long addresses and headers may be. Kestrel would turn longer ones away without a word; it reads a good deal more
/// than is accepted, so that those who are refused hear why.
/// </summary>
public static class RequestBounds
{
    /// <summary>Characters of path and query together.</summary>
    public const int LongestTarget = 8 * 1024;

    /// <summary>Characters of all names and values of the headers.</summary>
    public const int LargestHeaders = 32 * 1024;

    private const int MostRead = 128 * 1024;

    /// <summary>Lets the server read what <see cref="UseRequestBounds"/> refuses.</summary>
    public static void ReadBeyondBounds(this KestrelServerLimits limits)
    {
        limits.MaxRequestLineSize = MostRead;
        limits.MaxRequestHeadersTotalSize = MostRead;
    }

    /// <summary>Refuses requests beyond the bounds. Place it first, but for the correlation id.</summary>
    public static IApplicationBuilder UseRequestBounds(this IApplicationBuilder app) => app.Use((context, next) =>
        Check(context) is { } refusal ? Refusals.WriteAsync(context, refusal) : next(context));

    private static Refusal? Check(HttpContext context)
    {
        if (context.Features.Get<IHttpRequestFeature>() is { RawTarget.Length: > LongestTarget and var length })
        {
            return Refusals.One(
                StatusCodes.Status414UriTooLong,
                "uri.too.long",
                $"Path and query of this request have {length:N0} characters; {LongestTarget:N0} are read. Long values go into the body.");
        }

        var size = 0;
        foreach (var (name, values) in context.Request.Headers)
        {
            foreach (var value in values)
            {
                size += name.Length + (value?.Length ?? 0);
            }
        }

        return size <= LargestHeaders
            ? null
            : Refusals.One(
                StatusCodes.Status431RequestHeaderFieldsTooLarge,
                "headers.too.large",
                $"The headers of this request have {size:N0} characters; {LargestHeaders:N0} are read. Often cookies of another program on the same host are the cause.");
    }
}
