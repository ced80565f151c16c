using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Pillion.Kernel;

namespace Pillion.Http.Routing;

/// <summary>One operation of the API, as far as its address goes.</summary>
/// <param name="Segments">Words, and parameters as <c>{name}</c>.</param>
/// <param name="TakesBody">False for operations that work without a body.</param>
internal sealed record ApiRoute(string Method, IReadOnlyList<string> Segments, bool TakesBody, RouteEndpoint Endpoint)
{
    public static bool IsParameter(string segment) => segment is ['{', ..];
}

/// <summary>The operations of this host, read once from its routes.</summary>
internal sealed class ApiRoutes
{
    private const int LongestWord = 40;

    private readonly FrozenDictionary<string, FrozenSet<string>> _words;

    public ApiRoutes(EndpointDataSource endpoints)
    {
        All = endpoints.Endpoints
            .OfType<RouteEndpoint>()
            .Where(route => IsApi(route.RoutePattern.PathSegments))
            .SelectMany(Read)
            .DistinctBy(route => $"{route.Method} {string.Join('/', route.Segments)}", StringComparer.Ordinal)
            .ToList();
        _words = All
            .SelectMany(route => route.Segments.Select((segment, at) => (Before: Before(route.Segments, at), Segment: segment)))
            .Where(found => !ApiRoute.IsParameter(found.Segment))
            .GroupBy(found => found.Before, found => found.Segment, StringComparer.OrdinalIgnoreCase)
            .ToFrozenDictionary(group => group.Key, group => group.ToFrozenSet(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        Words = All.SelectMany(route => route.Segments).Where(segment => !ApiRoute.IsParameter(segment)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<ApiRoute> All { get; }

    /// <summary>Every word that stands in an address.</summary>
    public FrozenSet<string> Words { get; }

    /// <summary>True for routes of the API, as against pages, files and sockets.</summary>
    public static bool IsApi(IReadOnlyList<RoutePatternPathSegment> segments) =>
        segments is [{ IsSimple: true, Parts: [RoutePatternLiteralPart { Content: "api" or "oauth" }] }, ..];

    /// <summary>True for addresses of the API, whether there is anything or not.</summary>
    public static bool IsApi(PathString path) => NearestRoute.Split(path) is [var first, ..]
        && (first.Equals("api", StringComparison.OrdinalIgnoreCase) || first.Equals("oauth", StringComparison.OrdinalIgnoreCase));

    /// <summary>True when a value in the place of a parameter is a word of another route.</summary>
    public bool IsReserved(RoutePattern pattern, int at, string value) => IsReserved(Segments(pattern), at, value);

    /// <summary>The methods of the operations at an address; empty when there are none.</summary>
    public IReadOnlyList<string> MethodsAt(IReadOnlyList<string> path) => All
        .Where(route => Matches(route.Segments, path))
        .Select(route => route.Method)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .ToList();

    private bool Matches(IReadOnlyList<string> route, IReadOnlyList<string> path) =>
        route.Count == path.Count && route.Zip(path).Select((pair, at) => ApiRoute.IsParameter(pair.First)
            ? !IsReserved(route, at, pair.Second)
            : string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase)).All(fits => fits);

    private bool IsReserved(IReadOnlyList<string> route, int at, string value) =>
        _words.TryGetValue(Before(route, at), out var words) && (words.Contains(value) || IsNearly(value, words));

    // A word with a typing mistake, or another word for the same thing: ids have digits in them.
    private static bool IsNearly(string value, FrozenSet<string> words)
    {
        if (value.Length > LongestWord || !value.All(c => char.IsAsciiLetter(c) || c is '-' or '_'))
        {
            return false;
        }

        var folded = Synonyms.Fold(value);
        return words.Any(word => Synonyms.Means(folded, word)) || Nearest.To(value, words) is not null;
    }

    // All parameters are alike here: /users/{userId}/presences and /users/{id}/presences have the same words after them.
    private static string Before(IReadOnlyList<string> segments, int at) =>
        string.Join('/', segments.Take(at).Select(segment => ApiRoute.IsParameter(segment) ? "{}" : segment));

    private static IEnumerable<ApiRoute> Read(RouteEndpoint route)
    {
        var segments = Segments(route.RoutePattern);
        var takesBody = route.Metadata.GetMetadata<IAcceptsMetadata>() is not null;
        return (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
            .Select(method => new ApiRoute(method, segments, takesBody, route));
    }

    private static List<string> Segments(RoutePattern pattern) => pattern.PathSegments
        .Select(segment => segment.Parts is [RoutePatternLiteralPart word] ? word.Content : $"{{{(segment.Parts[0] as RoutePatternParameterPart)?.Name}}}")
        .ToList();
}
