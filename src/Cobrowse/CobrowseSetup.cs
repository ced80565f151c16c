using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Pillion.Cobrowse;

/// <summary>Puts the area into a host.</summary>
public static class CobrowseSetup
{
    public static IServiceCollection AddCobrowse(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapCobrowse(this IEndpointRouteBuilder routes) => routes;
}
