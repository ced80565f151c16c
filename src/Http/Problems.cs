using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>Answers with a body where the framework would answer with none: bugs, unknown addresses, wrong verbs.</summary>
public static class Problems
{
    /// <summary>Puts bodies on every bare error answer below <c>/api</c> and <c>/oauth</c>, and on bugs anywhere.</summary>
    public static IApplicationBuilder UseProblemBodies(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(errors => errors.Run(context =>
        {
            var problem = context.Features.Get<IExceptionHandlerFeature>()?.Error;
            return Refusals.WriteAsync(context, problem is BadHttpRequestException bad ? Unreadable(bad) : Bug);
        }));
        return app.UseStatusCodePages(pages => pages.HttpContext.Response.StatusCode switch
        {
            404 when IsApi(pages.HttpContext) => Refusals.WriteAsync(pages.HttpContext, UnknownRoute(pages.HttpContext)),
            405 when IsApi(pages.HttpContext) => Refusals.WriteAsync(pages.HttpContext, WrongVerb(pages.HttpContext)),
            415 when IsApi(pages.HttpContext) => Refusals.WriteAsync(pages.HttpContext, WrongMediaType),
            _ => Task.CompletedTask,
        });
    }

    private static Refusal Bug { get; } = new(
        500,
        "internal.server.error",
        "This failed on our side. Nothing was changed unless you were told so. The contextId finds it in the server's log.",
        []);

    private static Refusal WrongMediaType { get; } = Single(415, "unsupported.media.type", "Send the body as JSON, with Content-Type: application/json.");

    private static Refusal Unreadable(BadHttpRequestException bad) => bad.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? Single(413, "request.entity.too.large", $"The body is larger than the {RequestBody.LargestBody / 1024} KB that are read here.")
        : Single(bad.StatusCode, "bad.request", "The request could not be read: it ended early or broke the rules of HTTP.");

    private static Refusal UnknownRoute(HttpContext context)
    {
        var nearest = NearestRoute.To(context);
        var hint = nearest is null ? "The operations are listed at /docs." : $"Did you mean {nearest}?";
        var message = $"There is nothing at {context.Request.Method} {context.Request.Path}. {hint}";
        return new Refusal(404, "not.found", message, [new Fault("not.found", message, Nearest: nearest)]);
    }

    private static Refusal WrongVerb(HttpContext context)
    {
        var allowed = context.Response.Headers.Allow.ToString();
        return Single(
            405,
            "method.not.allowed",
            $"{context.Request.Method} is not possible at {context.Request.Path}; use {allowed}.",
            allowed.Split(", ", StringSplitOptions.RemoveEmptyEntries));
    }

    private static Refusal Single(int status, string code, string message, IReadOnlyList<string>? expected = null) =>
        new(status, code, message, [new Fault(code, message, Expected: expected)]);

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        || context.Request.Path.StartsWithSegments("/oauth", StringComparison.Ordinal);
}
