using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>A user, as callers see them.</summary>
internal sealed record UserView(
    string Id,
    string Name,
    string Email,
    string Username,
    string State,
    string? Title,
    int Version,
    UserPresenceView? Presence,
    RoutingStatusView? RoutingStatus,
    string SelfUri)
{
    public static UserView Of(User user, IReadOnlyList<string> expand) => new(
        user.Id,
        user.Name,
        user.Email,
        user.Email,
        user.Active ? "active" : "inactive",
        user.Title,
        user.Version,
        expand.Contains("presence", StringComparer.OrdinalIgnoreCase) ? UserPresenceView.Of(user) : null,
        expand.Contains("routingStatus", StringComparer.OrdinalIgnoreCase) ? RoutingStatusView.Of(user) : null,
        $"/api/v2/users/{user.Id}");
}

/// <summary>A user's presence, as callers see it.</summary>
internal sealed record UserPresenceView(
    string Id,
    string Source,
    bool Primary,
    PresenceDefinitionView PresenceDefinition,
    string? Message,
    DateTimeOffset ModifiedDate,
    string SelfUri)
{
    public static UserPresenceView Of(User user) => new(
        user.Id,
        "PURECLOUD",
        true,
        PresenceDefinitionView.Of(Presences.Of(user.Presence.SystemPresence)),
        user.Presence.Message,
        user.Presence.ModifiedDate,
        $"/api/v2/users/{user.Id}/presences/PURECLOUD");
}

/// <summary>A presence that was chosen.</summary>
internal sealed record PresenceDefinitionView(string Id, string SystemPresence, string SelfUri)
{
    public static PresenceDefinitionView Of(Presence presence) =>
        new(presence.Id, presence.SystemPresence, $"/api/v2/presence/definitions/{presence.Id}");
}

/// <summary>A user's routing status, as callers see it.</summary>
internal sealed record RoutingStatusView(string UserId, string Status, DateTimeOffset StartTime)
{
    public static RoutingStatusView Of(User user) => new(user.Id, user.Routing.Status, user.Routing.StartTime);
}

/// <summary>What callers may ask to be expanded. All of the vendor's names are accepted; two of them exist here.</summary>
internal static class Expansions
{
    private static readonly string[] Known =
    [
        "presence", "routingStatus", "integrationPresence", "conversationSummary", "outOfOffice", "geolocation", "station",
        "authorization", "lasttokenissued", "authorization.unusedRoles", "team", "workPlanBidRanks", "externalContactsSettings",
        "groups", "customAttributes", "profileSkills", "certifications", "locations", "skills", "languages",
        "languagePreference", "employerInfo", "biography", "dateLastLogin", "dateWelcomeSent", "date", "geolocationsettings",
        "organization", "presencedefinitions", "divisionedpresencedefinitions", "locationdefinitions", "orgauthorization",
        "orgproducts", "favorites", "superiors", "directreports", "adjacents", "routingskills", "fieldconfigs", "token", "trustors",
    ];

    /// <summary>Faults for names that are not known, each with the one that was probably meant.</summary>
    public static IEnumerable<Fault> Faults(IReadOnlyList<string> expand, string pointer) => expand
        .Where(name => !Known.Contains(name, StringComparer.OrdinalIgnoreCase))
        .Select(name =>
        {
            var nearest = Nearest.To(name, Known);
            var hint = nearest is null ? "It takes presence and routingStatus." : $"Did you mean {nearest}?";
            return new Fault("invalid.value", $"`expand` does not know this. {hint}", pointer, name, ["presence", "routingStatus"], nearest);
        });
}
