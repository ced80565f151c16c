using Pillion.Contracts;

namespace Pillion.Identity.Users;

/// <summary>
/// A user, as callers see them; with <see cref="OwnView"/> it is the vendor's UserMe. What may be null is there when it
/// is known and, for the lower half, asked for with <c>expand</c>.
/// </summary>
/// <param name="State"><c>active</c> or <c>inactive</c>.</param>
/// <param name="Username">The same as the email address, since people log in with that.</param>
/// <param name="Version">Rises with every change of the user; the next change names it.</param>
internal record UserView(
    string Id,
    string Name,
    Division Division,
    string? Department,
    string Email,
    IReadOnlyList<Contact> PrimaryContactInfo,
    IReadOnlyList<Contact> Addresses,
    string State,
    string? Title,
    string Username,
    string? PreferredName,
    int Version,
    UserPresenceView? Presence,
    RoutingStatusView? RoutingStatus,
    AuthorizationView? Authorization,
    DateTimeOffset? DateLastLogin,
    IReadOnlyList<NamedEntity>? Groups,
    IReadOnlyList<NamedEntity>? Skills,
    IReadOnlyList<NamedEntity>? Languages,
    IReadOnlyList<NamedEntity>? Locations,
    IReadOnlyList<string>? ProfileSkills,
    IReadOnlyList<string>? Certifications,
    string SelfUri)
{
    public static UserView Of(User user, IReadOnlyList<string> expand) => new(
        user.Id,
        user.Name,
        Division.Home,
        user.Department,
        user.Email,
        [Contact.Primary(user.Email)],
        user.Addresses ?? [],
        user.State,
        user.Title,
        user.Email,
        user.PreferredName,
        user.Version,
        Wanted(expand, "presence") ? UserPresenceView.Of(user) : null,
        Wanted(expand, "routingStatus") ? RoutingStatusView.Of(user) : null,
        Wanted(expand, "authorization") ? AuthorizationView.Of(user) : null,
        Wanted(expand, "dateLastLogin") ? user.LastLogin : null,
        None(expand, "groups"),
        None(expand, "skills"),
        None(expand, "languages"),
        None(expand, "locations"),
        Wanted(expand, "profileSkills") ? [] : null,
        Wanted(expand, "certifications") ? [] : null,
        user.SelfUri);

    protected static bool Wanted(IReadOnlyList<string> expand, string name) => expand.Contains(name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The empty list where the vendor has a list of things that do not exist here.</summary>
    protected static IReadOnlyList<NamedEntity>? None(IReadOnlyList<string> expand, string name) => Wanted(expand, name) ? [] : null;
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
    public static PresenceDefinitionView Of(Presence presence) => new(presence.Id, presence.SystemPresence, presence.SelfUri);
}

/// <summary>A user's routing status, as callers see it.</summary>
internal sealed record RoutingStatusView(string UserId, string Status, DateTimeOffset StartTime)
{
    public static RoutingStatusView Of(User user) => new(user.Id, user.Routing.Status, user.Routing.StartTime);
}

/// <summary>What a user may do: their roles, and as permissions the scopes that a token of theirs can have.</summary>
internal sealed record AuthorizationView(
    IReadOnlyList<NamedEntity> Roles, IReadOnlyList<NamedEntity> UnusedRoles, IReadOnlyList<string> Permissions)
{
    public static AuthorizationView Of(User user) => new(
        user.Roles.Select(role => new NamedEntity(StableId.Of("role", role), role)).ToList(),
        [],
        Users.Roles.ScopesOf(user));
}
