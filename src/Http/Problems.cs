using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Pillion.Http.Routing;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>Answers with a body where the framework would answer with none: bugs, unknown addresses, wrong methods.</summary>
public static class Problems
{
    /// <summary>Puts bodies on every bare error answer, and on bugs. Place it early.</summary>
    public static IApplicationBuilder UseProblemBodies(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(errors => errors.Run(context =>
        {
            var problem = context.Features.Get<IExceptionHandlerFeature>()?.Error;
            return Refusals.WriteAsync(context, problem is BadHttpRequestException bad ? Unreadable(bad) : Bug);
        }));
        return app.UseStatusCodePages(pages => pages.HttpContext.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => WrongAddress.AnswerAsync(pages.HttpContext),
            _ => Task.CompletedTask,
        });
    }

    /// <summary>
    /// Answers HEAD as GET, without the body, but for operations that are HEAD themselves (RFC 9110, 9.3.2), and OPTIONS
    /// with the methods of an address. Place it before routing.
    /// </summary>
    public static IApplicationBuilder UseHeadAndOptions(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method) && !WrongAddress.HasHead(context))
        {
            // The server still knows that the answer to this request has no body.
            context.Request.Method = HttpMethods.Get;
        }

        return HttpMethods.IsOptions(context.Request.Method) ? WrongAddress.AnswerOptionsAsync(context, next) : next(context);
    });

    private static Refusal Bug { get; } = new(
        500,
        "internal.server.error",
        "This failed on our side. Nothing was changed unless you were told so. The contextId finds it in the server's log.",
        []);

    private static Refusal Unreadable(BadHttpRequestException bad) => bad.StatusCode == StatusCodes.Status413PayloadTooLarge
        ? Refusals.One(413, "request.entity.too.large", $"The body is larger than the {RequestBody.LargestBody / 1024} KB that are read here.")
        : Refusals.One(bad.StatusCode, "bad.request", "The request could not be read: it ended early or broke the rules of HTTP.");
}
