using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Pillion.Http.Routing;

/// <summary>
/// Keeps words of the API from being taken for ids: where one route has a word and another one an id, as in
/// <c>/conversations/cobrowse</c> and <c>/conversations/{conversationId}</c>, the word is never an id, mistyped or not.
/// All other texts stay possible ids, so that the operation itself says what is wrong with them.
/// </summary>
internal sealed class ReservedWords : MatcherPolicy, IEndpointSelectorPolicy
{
    private readonly Lazy<ApiRoutes> _routes;

    // The routes are complete only when the host has started, which is after this is made.
    public ReservedWords(IServiceProvider services) =>
        _routes = new Lazy<ApiRoutes>(() => (ApiRoutes)services.GetService(typeof(ApiRoutes))!);

    public override int Order => 1000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(endpoint =>
        endpoint is RouteEndpoint { RoutePattern: { Parameters.Count: > 0, PathSegments: var segments } } && ApiRoutes.IsApi(segments));

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates.IsValidCandidate(i)
                && candidates[i].Endpoint is RouteEndpoint route
                && TakesAWord(route.RoutePattern, candidates[i].Values))
            {
                candidates.SetValidity(i, false);
            }
        }

        return Task.CompletedTask;
    }

    private bool TakesAWord(RoutePattern pattern, RouteValueDictionary? values) => pattern.PathSegments
        .Select((segment, at) => (Name: (segment.Parts[0] as RoutePatternParameterPart)?.Name, At: at))
        .Any(part => part.Name is not null && values?[part.Name] is string value && _routes.Value.IsReserved(pattern, part.At, value));
}
