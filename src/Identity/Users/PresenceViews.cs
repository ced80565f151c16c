namespace Pillion.Identity.Users;

/// <summary>The presences that there are, in each of the shapes in which the vendor lists them.</summary>
internal static class PresenceViews
{
    internal sealed record OrganizationPresenceDefinition(
        string Id,
        string Name,
        string Type,
        string SystemPresence,
        IReadOnlyDictionary<string, string> LanguageLabels,
        bool Deactivated,
        string SelfUri);

    /// <param name="Primary">True: each of them stands for its system presence.</param>
    internal sealed record OrganizationPresence(
        string Id,
        string Name,
        string SystemPresence,
        IReadOnlyDictionary<string, string> LanguageLabels,
        bool Deactivated,
        bool Primary,
        string SelfUri);

    internal sealed record SystemPresenceView(string Id, string Name);

    public static IReadOnlyList<OrganizationPresenceDefinition> Definitions { get; } = Presences.All
        .Select(presence => new OrganizationPresenceDefinition(
            presence.Id, presence.Name, "System", presence.SystemPresence, Labels(presence), false, presence.SelfUri))
        .ToList();

    /// <summary>The same in the shape that the vendor has given up but still serves.</summary>
    public static IReadOnlyList<OrganizationPresence> Former { get; } = Presences.All
        .Select(presence => new OrganizationPresence(
            presence.Id, presence.Name, presence.SystemPresence, Labels(presence), false, true, $"/api/v2/presencedefinitions/{presence.Id}"))
        .ToList();

    public static IReadOnlyList<SystemPresenceView> System { get; } = Presences.All
        .Select(presence => new SystemPresenceView(presence.Id, presence.SystemPresence))
        .ToList();

    private static Dictionary<string, string> Labels(Presence presence) => new(StringComparer.Ordinal) { ["en_US"] = presence.Name };
}
