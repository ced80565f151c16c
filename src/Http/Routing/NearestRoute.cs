using Microsoft.AspNetCore.Http;

namespace Pillion.Http.Routing;

/// <summary>Finds the operation that a request with a wrong address or method was meant for.</summary>
internal sealed class NearestRoute(ApiRoutes routes)
{
    private const int MostSegments = 16;
    private const int LongestSegment = 100;

    // Beyond this an address has so little in common with a route that naming it would mislead.
    private const double Farthest = 3.5;

    // A browser sends GET wherever it is pointed at; who writes where there is only reading means another address.
    private const double OtherMethod = 1;
    private const double WritingForReading = 1.25;
    private const double ReadingForWriting = 1.75;
    private const double Deleting = 3;
    private const double WritingAlike = 0.5;

    /// <summary>The nearest operation with the request's own ids in it; null when none is near.</summary>
    public Aligned? To(HttpRequest request)
    {
        var wanted = Split(request.Path);
        if (wanted.Length is 0 or > MostSegments || wanted.Any(segment => segment.Length > LongestSegment))
        {
            return null;
        }

        var alignment = new Alignment(wanted, name => request.Query[name] is [{ Length: > 0 and <= LongestSegment } one] ? one : null, routes, Farthest);
        return routes.All
            .Select(alignment.To)
            .OfType<Aligned>()
            .Where(aligned => aligned.Words > 0)
            .OrderBy(aligned => aligned.Cost + Between(request.Method, aligned.Route.Method))
            .ThenBy(aligned => aligned.Cost)
            .ThenBy(aligned => aligned.Route.Segments.Count)
            .FirstOrDefault();
    }

    /// <summary>The segments of a path; doubled slashes and one at the end make none.</summary>
    public static string[] Split(PathString path) => (path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static double Between(string sent, string needed) => sent == needed ? 0
        : HttpMethods.IsDelete(needed) ? Deleting
        : HttpMethods.IsGet(needed) ? HttpMethods.IsDelete(sent) ? OtherMethod : ReadingForWriting
        : HttpMethods.IsGet(sent) || HttpMethods.IsDelete(sent) ? WritingForReading
        : (HttpMethods.IsPut(sent) && HttpMethods.IsPatch(needed)) || (HttpMethods.IsPatch(sent) && HttpMethods.IsPut(needed)) ? WritingAlike
        : OtherMethod;
}
