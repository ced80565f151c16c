using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Pillion.Conversations;

/// <summary>Puts the area into a host.</summary>
public static class ConversationsSetup
{
    public static IServiceCollection AddConversations(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapConversations(this IEndpointRouteBuilder routes) => routes;
}
