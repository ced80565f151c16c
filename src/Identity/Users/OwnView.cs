using Pillion.Http;
using Pillion.Identity.OAuth;

namespace Pillion.Identity.Users;

/// <summary>The vendor's UserMe: a user, and what they may ask about the server and the token in use.</summary>
internal sealed record OwnView : UserView
{
    private OwnView(UserView user)
        : base(user)
    {
    }

    public ServerDate? Date { get; private init; }

    public OrganizationView? Organization { get; private init; }

    public OwnToken.TokenInfo? Token { get; private init; }

    public IReadOnlyList<PresenceViews.OrganizationPresence>? PresenceDefinitions { get; private init; }

    public IReadOnlyList<PresenceViews.OrganizationPresenceDefinition>? DivisionedPresenceDefinitions { get; private init; }

    public IReadOnlyList<NamedEntity>? Favorites { get; private init; }

    public IReadOnlyList<NamedEntity>? Superiors { get; private init; }

    public IReadOnlyList<NamedEntity>? DirectReports { get; private init; }

    public IReadOnlyList<NamedEntity>? LocationDefinitions { get; private init; }

    public IReadOnlyList<NamedEntity>? RoutingSkills { get; private init; }

    public IReadOnlyList<NamedEntity>? OrgProducts { get; private init; }

    public IReadOnlyList<NamedEntity>? Trustors { get; private init; }

    internal sealed record ServerDate(DateTimeOffset CurrentDate);

    /// <param name="token">What is known of the token in use; looked up by the caller only when it is asked for.</param>
    public static OwnView Of(User user, IReadOnlyList<string> expand, Addresses addresses, OwnToken.TokenInfo? token, DateTimeOffset now) =>
        new(Of(user, expand))
        {
            Date = Wanted(expand, "date") ? new ServerDate(now) : null,
            Organization = Wanted(expand, "organization") ? OrganizationView.Of(addresses) : null,
            Token = token,
            PresenceDefinitions = Wanted(expand, "presencedefinitions") ? PresenceViews.Former : null,
            DivisionedPresenceDefinitions = Wanted(expand, "divisionedpresencedefinitions") ? PresenceViews.Definitions : null,
            Favorites = None(expand, "favorites"),
            Superiors = None(expand, "superiors"),
            DirectReports = None(expand, "directreports"),
            LocationDefinitions = None(expand, "locationdefinitions"),
            RoutingSkills = None(expand, "routingskills"),
            OrgProducts = None(expand, "orgproducts"),
            Trustors = None(expand, "trustors"),
        };
}
