using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;

namespace Pillion.Identity.Users;

/// <summary>The presences that there are: <c>GET /api/v2/presence/definitions</c> and <c>/systempresences</c>.</summary>
internal static class ListingPresences
{
    internal sealed record OrganizationPresenceDefinition(
        string Id,
        string Name,
        string Type,
        string SystemPresence,
        IReadOnlyDictionary<string, string> LanguageLabels,
        bool Deactivated,
        string SelfUri);

    internal sealed record PresenceDefinitionListing(long Total, IReadOnlyList<OrganizationPresenceDefinition> Entities, string SelfUri);

    internal sealed record SystemPresenceView(string Id, string Name, string SelfUri);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v2/presence/definitions", () => Results.Ok(Definitions))
            .RequireScopes(Scopes.UsersRead)
            .WithName("getPresenceDefinitions")
            .WithTags("Presence")
            .WithSummary("The presences that a user can choose.")
            .Produces<PresenceDefinitionListing>();
        routes.MapGet("/api/v2/systempresences", () => Results.Ok(System))
            .RequireScopes(Scopes.UsersRead)
            .WithName("getSystempresences")
            .WithTags("Presence")
            .WithSummary("The system presences by name.")
            .Produces<IReadOnlyList<SystemPresenceView>>();
    }

    private static PresenceDefinitionListing Definitions { get; } = new(
        Presences.All.Count,
        Presences.All
            .Select(presence => new OrganizationPresenceDefinition(
                presence.Id,
                presence.Name,
                "System",
                presence.SystemPresence,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["en_US"] = presence.Name },
                false,
                $"/api/v2/presence/definitions/{presence.Id}"))
            .ToList(),
        "/api/v2/presence/definitions");

    private static IReadOnlyList<SystemPresenceView> System { get; } = Presences.All
        .Select(presence => new SystemPresenceView(presence.Id, presence.SystemPresence, $"/api/v2/systempresences/{presence.Id}"))
        .ToList();
}
