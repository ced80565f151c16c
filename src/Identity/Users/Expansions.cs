using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>
/// What callers may ask to be expanded. All of the vendor's names are accepted, because programs ask for more than they
/// use; what is not kept here is left out of the answer.
/// </summary>
internal static class Expansions
{
    private static readonly string[] Served =
        ["presence", "routingStatus", "authorization", "dateLastLogin", "groups", "skills", "languages", "locations", "profileSkills", "certifications"];

    private static readonly string[] NotKept =
    [
        "integrationPresence", "conversationSummary", "outOfOffice", "geolocation", "station", "lasttokenissued",
        "authorization.unusedRoles", "team", "workPlanBidRanks", "externalContactsSettings", "customAttributes",
        "languagePreference", "employerInfo", "biography", "dateWelcomeSent", "geolocationsettings", "orgauthorization",
        "adjacents", "fieldconfigs", "autoanswersettings",
    ];

    // Of /users/me alone, but accepted everywhere, as the vendor does.
    private static readonly string[] OfOneself =
    [
        "date", "organization", "presencedefinitions", "divisionedpresencedefinitions", "token", "favorites", "superiors",
        "directreports", "locationdefinitions", "routingskills", "orgproducts", "trustors",
    ];

    public static QueryParameter Parameter { get; } =
        new("expand", "What else to answer. All of the vendor's names are accepted; these are kept here.", Served, Many: true);

    public static QueryParameter OwnParameter { get; } = Parameter with { Values = [.. Served, .. OfOneself] };

    private static readonly string[] Known = [.. Served, .. OfOneself, .. NotKept];

    /// <summary>Faults for names that are not known, each with the one that was probably meant.</summary>
    /// <param name="pointer">Of one name in the list, by its place; the same for all where the list is a query parameter.</param>
    public static IEnumerable<Fault> Faults(IReadOnlyList<string> expand, Func<int, string> pointer) => expand
        .Select((name, index) => (Name: name, Index: index))
        .Where(item => !Known.Contains(item.Name, StringComparer.OrdinalIgnoreCase))
        .Select(item =>
        {
            var nearest = Nearest.To(item.Name, Known);
            var hint = nearest is null ? $"It takes {string.Join(", ", Served)}." : $"Did you mean {nearest}?";
            return new Fault("invalid.value", $"`expand` does not know this. {hint}", pointer(item.Index), item.Name, Served, nearest);
        });
}
