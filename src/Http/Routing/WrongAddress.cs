using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Pillion.Kernel;

namespace Pillion.Http.Routing;

/// <summary>Answers requests to addresses that do not exist, and with methods that an address does not have.</summary>
internal static class WrongAddress
{
    private const int LongestShown = 200;

    /// <summary>404 or 405 with the operation that was meant.</summary>
    public static async Task AnswerAsync(HttpContext context)
    {
        var routes = context.RequestServices.GetService<ApiRoutes>();
        var methods = Allowed(context, routes);
        var nearest = context.RequestServices.GetService<NearestRoute>()?.To(context.Request);
        if (nearest is null && methods.Count == 0 && !ApiRoutes.IsApi(context.Request.Path))
        {
            // Pages and files: whoever looks for those reads no explanations.
            return;
        }

        var suggestion = nearest is null ? null : await SuggestAsync(context, nearest);
        var refusal = methods.Count > 0 ? WrongMethod(context.Request, methods, nearest) : Unknown(context.Request, nearest);
        if (methods.Count > 0)
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
        }

        await Refusals.WriteAsync(context, refusal with { Suggestion = suggestion });
    }

    /// <summary>True where an operation of the API takes HEAD by itself.</summary>
    public static bool HasHead(HttpContext context) =>
        context.RequestServices.GetService<ApiRoutes>()?.MethodsAt(NearestRoute.Split(context.Request.Path)).Contains("HEAD") == true;

    /// <summary>204 with the methods of an address of the API; any other OPTIONS request goes on.</summary>
    public static Task AnswerOptionsAsync(HttpContext context, RequestDelegate next)
    {
        var methods = context.RequestServices.GetService<ApiRoutes>()?.MethodsAt(NearestRoute.Split(context.Request.Path)) ?? [];

        // A preflight is answered by those who know which origins may call.
        if (methods.Count == 0 || context.Request.Headers.ContainsKey("Access-Control-Request-Method"))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = string.Join(", ", WithImplied(methods));
        return Task.CompletedTask;
    }

    // The framework knows the methods of pages and files, but takes words of the API for ids.
    private static List<string> Allowed(HttpContext context, ApiRoutes? routes)
    {
        if (routes is null || !ApiRoutes.IsApi(context.Request.Path))
        {
            return WithImplied([.. context.Response.Headers.Allow
                .SelectMany(header => (header ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]);
        }

        context.Response.Headers.Remove(HeaderNames.Allow);
        return context.Request.Path.Value!.Contains("//", StringComparison.Ordinal) ? [] : WithImplied(routes.MethodsAt(NearestRoute.Split(context.Request.Path)));
    }

    private static List<string> WithImplied(IReadOnlyList<string> methods) => methods.Count == 0
        ? []
        : [.. methods.Concat(methods.Contains("GET") ? ["HEAD", "OPTIONS"] : (string[])["OPTIONS"]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static Refusal Unknown(HttpRequest request, Aligned? nearest)
    {
        var hint = nearest is null ? "The operations are listed at /docs." : $"Did you mean {Named(nearest)}?";
        var message = $"There is nothing at {request.Method} {Cut(request.Path)}. {hint}";
        return new Refusal(404, "not.found", message, [new Fault("not.found", message, Nearest: nearest is null ? null : Named(nearest))]);
    }

    private static Refusal WrongMethod(HttpRequest request, List<string> methods, Aligned? nearest)
    {
        var useful = methods.Where(method => method is not ("HEAD" or "OPTIONS")).DefaultIfEmpty("HEAD").ToList();
        var hint = nearest is null ? "" : $" Did you mean {Named(nearest)}?";
        var message = $"{request.Method} is not possible at {Cut(request.Path)}; use {string.Join(" or ", useful)}.{hint}";
        return new Refusal(405, "method.not.allowed", message, [new Fault("method.not.allowed", message, Found: request.Method, Expected: useful, Nearest: nearest is null ? null : Named(nearest))]);
    }

    private static string Named(Aligned nearest) => $"{nearest.Route.Method} {nearest.Path}";

    // The request with the address, or the method, put right. Nothing that was not sent is made up: an operation that
    // needs a body is suggested only with the caller's own.
    private static async Task<Suggestion?> SuggestAsync(HttpContext context, Aligned nearest)
    {
        var request = context.Request;
        if (!nearest.Whole || (HttpMethods.IsDelete(nearest.Route.Method) && !HttpMethods.IsDelete(request.Method)))
        {
            return null;
        }

        var path = $"/{string.Join('/', nearest.Segments.Select(Uri.EscapeDataString))}{Query(request, nearest.Route)}";
        if (!nearest.Route.TakesBody)
        {
            return await Trial.RunAsync(context, nearest, new Suggestion(nearest.Route.Method, path, new Dictionary<string, string>(StringComparer.Ordinal), null));
        }

        return await BodyAsync(request) is { } body ? await Trial.RunAsync(context, nearest, Suggestion.Json(nearest.Route.Method, path, body)) : null;
    }

    // Without the ids that went into the path.
    private static QueryString Query(HttpRequest request, ApiRoute route) => request.Query.Any(parameter => route.Segments.Contains($"{{{parameter.Key}}}"))
        ? QueryString.Create(request.Query.Where(parameter => !route.Segments.Contains($"{{{parameter.Key}}}")))
        : request.QueryString;

    private static async Task<JsonNode?> BodyAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) && !HttpMethods.IsPut(request.Method) && !HttpMethods.IsPatch(request.Method))
        {
            return null;
        }

        var body = await RequestBody.ReadAsync(request, request.HttpContext.RequestAborted);
        return body.Refused || body.Value.GetRawText() == "{}" ? null : JsonNode.Parse(body.Value.GetRawText());
    }

    private static string Cut(PathString path)
    {
        var text = path.ToUriComponent();
        return text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
    }
}
