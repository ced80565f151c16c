using System.Text.Json.Serialization;
using Pillion.Http;

namespace Pillion.Identity.Users;

/// <summary>A person who works with visitors, as stored. Shown to callers as <see cref="UserView"/>.</summary>
/// <param name="Stamp">Changes with the password; a login that carries an older one is over.</param>
/// <param name="Configured">True while the configuration names this user.</param>
/// <param name="Development">True for a user who exists in development only.</param>
/// <param name="Fingerprint">Of the configuration entry that they were last taken from; null for one made through the API.</param>
/// <param name="PasswordHash">Empty for a user who has no password and so can't log in.</param>
internal sealed record User(
    string Id,
    string Name,
    string Email,
    string? Title,
    IReadOnlyList<string> Roles,
    bool Active,
    string PasswordHash,
    string Stamp,
    PresenceState Presence,
    RoutingState Routing,
    int Version,
    bool Configured,
    bool Development,
    string? Fingerprint = null,
    string? Department = null,
    string? PreferredName = null,
    IReadOnlyList<Contact>? Addresses = null,
    DateTimeOffset? LastLogin = null)
{
    /// <summary>Kind of the documents.</summary>
    public const string Kind = "user";

    /// <summary>The longest email address there is (RFC 5321, 4.5.3.1.3, less the brackets).</summary>
    public const int LongestEmail = 254;

    public const int LongestName = 255;

    /// <summary>True for a user who may do everything; changing one takes a token that may too.</summary>
    [JsonIgnore]
    public bool IsAdmin => Roles.Contains(Users.Roles.Admin, StringComparer.Ordinal);

    [JsonIgnore]
    public string State => Active ? "active" : "inactive";

    [JsonIgnore]
    public string SelfUri => $"/api/v2/users/{Id}";

    /// <summary>The key under which an email address finds its user.</summary>
    public static string EmailKey(string email) => $"email:{email.Trim().ToLowerInvariant()}";
}

/// <summary>What a user says about being there.</summary>
internal sealed record PresenceState(string SystemPresence, string? Message, DateTimeOffset ModifiedDate);

/// <summary>Whether a user takes routed work.</summary>
internal sealed record RoutingState(string Status, DateTimeOffset StartTime);

/// <summary>What a person may do when they log in: the scopes of their role bound those of their tokens.</summary>
internal static class Roles
{
    public const string Agent = "agent";
    public const string Admin = "admin";

    public static IReadOnlyList<string> All { get; } = [Agent, Admin];

    private static readonly string[] AgentScopes =
        [Scopes.ConversationRead, Scopes.ConversationWrite, Scopes.Cobrowse, Scopes.UsersRead];

    public static IReadOnlyList<string> ScopesOf(User user) =>
        user.IsAdmin ? Scopes.All : AgentScopes;
}
