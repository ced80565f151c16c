using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>Finds the operation that a mistyped address was meant for.</summary>
internal static class NearestRoute
{
    private const int MostSegments = 12;

    /// <summary>
    /// Method and path of the operation that looks most like the request's address, with the request's own ids in it;
    /// null when none does. Only words are compared: what stands for an id is never wrong here.
    /// </summary>
    public static string? To(HttpContext context)
    {
        var wanted = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (wanted.Length is 0 or > MostSegments)
        {
            return null;
        }

        return context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .SelectMany(route => Methods(route).Select(method => (
                Method: method,
                Path: Fit(route.RoutePattern, wanted))))
            .Where(route => route.Path is not null)
            .OrderBy(route => route.Path!.Value.Mistyped)
            .ThenBy(route => route.Method == context.Request.Method ? 0 : 1)
            .Select(route => $"{route.Method} /{string.Join('/', route.Path!.Value.Segments)}")
            .FirstOrDefault();
    }

    private static IReadOnlyList<string> Methods(RouteEndpoint route) =>
        route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [];

    private static (string[] Segments, int Mistyped)? Fit(RoutePattern pattern, string[] wanted)
    {
        var route = pattern.PathSegments;
        if (route.Count != wanted.Length || route is not [{ IsSimple: true, Parts: [RoutePatternLiteralPart { Content: "api" or "oauth" }] }, ..])
        {
            return null;
        }

        var (fitted, mistyped) = (new string[wanted.Length], 0);
        for (var i = 0; i < wanted.Length; i++)
        {
            fitted[i] = wanted[i];
            if (route[i].Parts is [RoutePatternLiteralPart { Content: var word }] && word != wanted[i])
            {
                if (Nearest.To(wanted[i], [word]) is null)
                {
                    return null;
                }

                (fitted[i], mistyped) = (word, mistyped + 1);
            }
        }

        return (fitted, mistyped);
    }
}
