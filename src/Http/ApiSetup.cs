using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Pillion.Http.Errors;
using Pillion.Http.Routing;

namespace Pillion.Http;

/// <summary>What the routes of all areas have in common.</summary>
public static class ApiSetup
{
    /// <summary>
    /// Registers an area's error codes, and once for all areas: words are no ids, and a body is read by what it is, not
    /// by the type that its header gives.
    /// </summary>
    public static IServiceCollection AddApiArea(this IServiceCollection services, params IReadOnlyList<ErrorGroup> errors)
    {
        services.TryAddSingleton<ErrorCatalog>();
        foreach (var group in errors)
        {
            services.AddSingleton(group);
        }

        services.TryAddSingleton<ApiRoutes>();
        services.TryAddSingleton<NearestRoute>();
        services.TryAddSingleton<RunningRequests>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, ReservedWords>());
        return services.WithoutMediaTypeRouting();
    }

    // Routing refuses bodies whose declared type is none of a route's, before anyone can look at them. The types are
    // there for the description; what came is judged by RequestBody.
    private static IServiceCollection WithoutMediaTypeRouting(this IServiceCollection services)
    {
        services.AddRouting();
        foreach (var policy in services.Where(service => service.ServiceType == typeof(MatcherPolicy) && service.ImplementationType?.Name == "AcceptsMatcherPolicy").ToList())
        {
            services.Remove(policy);
        }

        return services;
    }
}
