using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Identity.OAuth;
using Pillion.Identity.Sites;
using Pillion.Identity.Users;

namespace Pillion.Identity.Seeding;

/// <summary>
/// What the section <c>Pillion:Seed</c> says that there is: OAuth clients, users and sites. In each group the entries
/// may be named or listed: the name of an entry is the client's id, the user's email or the site's key, unless it gives one.
/// </summary>
/// <param name="Clients">All OAuth clients but the console, which is always there.</param>
internal sealed record Seed(IReadOnlyList<SeedClient> Clients, IReadOnlyList<SeedUser> Users, IReadOnlyList<SeedSite> Sites)
{
    public const string Section = "Pillion:Seed";

    /// <param name="development">Entries marked <c>Development</c> are left out unless this is true.</param>
    /// <exception cref="OptionsValidationException">With everything that is wrong.</exception>
    public static Seed Read(IConfiguration configuration, Addresses addresses, bool development)
    {
        var faults = new List<string>();
        var section = configuration.GetSection(Section);
        foreach (var unknown in section.GetChildren().Select(child => child.Key).Except(["Clients", "Users", "Sites", "WrapUpCodes"], StringComparer.OrdinalIgnoreCase))
        {
            faults.Add($"{Section}:{unknown}: this is not known. Known here: Clients, Users, Sites, WrapUpCodes.");
        }

        List<T> Entries<T>(string name, Func<SeedEntry, T> read) => section.GetSection(name).GetChildren()
            .Select(child =>
            {
                var entry = new SeedEntry(child, faults);
                var value = read(entry);
                entry.Close();
                return value;
            })
            .ToList();

        var clients = Entries("Clients", SeedClient.Read);
        var users = Entries("Users", SeedUser.Read);
        var sites = Entries("Sites", entry => SeedSite.Read(entry, addresses));
        Unique(clients.Select(client => client.Id), "Clients", faults);
        Unique(users.Select(user => user.Email), "Users", faults);
        Unique(sites.Select(site => site.Settings.Key), "Sites", faults);
        if (faults.Count > 0)
        {
            throw new OptionsValidationException(Section, typeof(Seed), faults);
        }

        return new Seed(
            clients.Where(client => development || !client.Development).ToList(),
            users.Where(user => development || !user.Development).ToList(),
            sites.Where(site => development || !site.Development).ToList());
    }

    private static void Unique(IEnumerable<string> names, string group, List<string> faults) => faults.AddRange(names
        .Where(name => name.Length > 0)
        .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
        .Where(same => same.Count() > 1)
        .Select(same => $"{Section}:{group}: \"{same.Key}\" is there {same.Count()} times."));
}

/// <summary>An OAuth client. Without a secret it is a public one, for the authorization code grant with PKCE.</summary>
internal sealed record SeedClient(
    string Id, string Name, string? Secret, IReadOnlyList<string> Scopes, IReadOnlyList<string> RedirectUris, bool Development)
{
    private const int ShortestSecret = 16;

    public static SeedClient Read(SeedEntry entry)
    {
        var id = entry.Text("Id", Id_) ?? entry.Name;
        var development = entry.Flag("Development");
        var name = entry.Text("Name") ?? id;
        var secret = entry.Text("Secret", text => development || text.Length >= ShortestSecret
            ? null
            : $"outside development a secret has at least {ShortestSecret} characters.");
        var redirects = entry.List("RedirectUris", Redirect);
        var names = entry.List("Scopes", scope => scope == "*" || ScopeNames.Resolve([scope]).Unknown.Count == 0
            ? null
            : $"there is no such scope. Known: *, {string.Join(", ", ScopeNames.Known)}.");
        if (id == OAuthClients.Console)
        {
            entry.Refuse("Id", "the client \"console\" is always there; choose another id.");
        }

        if (!entry.Has("Secret") && redirects.Count == 0)
        {
            entry.Refuse("Secret", "a client has a secret, or RedirectUris when people log in with it.");
        }

        if (names.Count == 0)
        {
            entry.Refuse("Scopes", "name what the client may do; \"*\" is everything.");
        }

        return new SeedClient(
            id, name, secret, names.Contains("*", StringComparer.Ordinal) ? Http.Scopes.All : ScopeNames.Resolve(names).Scopes, redirects, development);
    }

    private static string? Id_(string id) => id.Length <= 100 && id.All(c => c is > ' ' and <= '~' and not ':')
        ? null
        : "an id has at most 100 printable ASCII characters without spaces and colons.";

    private static string? Redirect(string uri) => Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.Fragment.Length == 0
        ? null
        : "this must be an absolute address without a #fragment.";
}

/// <summary>A person who can log in.</summary>
internal sealed record SeedUser(
    string Email, string Name, string? Title, IReadOnlyList<string> Roles, string Password, string Presence, bool Development)
{
    public static SeedUser Read(SeedEntry entry)
    {
        var email = entry.Text("Email") ?? entry.Name;
        if (!email.Contains('@', StringComparison.Ordinal) || email.Length > User.LongestEmail || email.Any(c => char.IsControl(c) || c == ' '))
        {
            entry.Refuse("Email", $"this must be an email address of at most {User.LongestEmail} characters.");
        }

        var development = entry.Flag("Development");
        var name = entry.Text("Name") ?? email;
        var title = entry.Text("Title");
        var roles = entry.List("Roles", role => Users.Roles.All.Contains(role, StringComparer.Ordinal)
            ? null
            : $"there is no such role. Known: {string.Join(", ", Users.Roles.All)}.");
        var password = entry.Text("Password", text => Password_(text, development), required: true);
        var presence = entry.Text("Presence", text => Presences.Named(text) is null
            ? $"there is no such presence. Known: {string.Join(", ", Presences.SystemNames)}."
            : null);
        return new SeedUser(
            email.ToLowerInvariant(),
            name,
            title,
            roles.Count == 0 ? [Users.Roles.Agent] : roles,
            password ?? "",
            presence is null ? Presences.Offline : Presences.Named(presence)!.SystemPresence,
            development);
    }

    private static string? Password_(string password, bool development) =>
        password.Length > Passwords.Longest || (!development && password.Length < Passwords.Shortest)
            ? $"outside development a password has {Passwords.Shortest} to {Passwords.Longest} characters."
            : null;
}

/// <summary>A website that carries the snippet. <c>{PublicUrl}</c> in addresses stands for this server's own.</summary>
/// <param name="Secret">Null for a random one, which nobody learns before it is rotated.</param>
internal sealed record SeedSite(SiteSettings Settings, string? Secret, bool Development)
{
    public static SeedSite Read(SeedEntry entry, Addresses addresses)
    {
        string Placed(string text) => text.Replace("{PublicUrl}", addresses.PublicUrl, StringComparison.Ordinal);
        var key = entry.Text("Key") ?? entry.Name;
        if (SiteRules.Key(key) is { } wrong)
        {
            entry.Refuse("Key", wrong);
        }

        var name = entry.Text("Name", text => text.Length > SiteRules.LongestName ? $"at most {SiteRules.LongestName} characters." : null) ?? key;
        var home = entry.Text("HomeUrl", text => SiteRules.HomeUrl(Placed(text)), required: true);
        var origins = entry.List("AllowedOrigins", text => SiteRules.Origin(Placed(text))).Select(Placed).ToList();
        var secret = entry.Text("Secret", SiteRules.Secret);
        var development = entry.Flag("Development");
        var privacy = ReadPrivacy(entry.Group("PrivacyPolicy"));
        var session = ReadSession(entry.Group("SessionPolicy"));
        if (origins.Count > SiteRules.MostOrigins)
        {
            entry.Refuse("AllowedOrigins", $"at most {SiteRules.MostOrigins}.");
        }

        if (origins.Count == 0 && home is not null)
        {
            origins.Add(SiteRules.OriginOf(new Uri(Placed(home))));
        }

        return new SeedSite(new SiteSettings(key, name, Placed(home ?? ""), origins, privacy, session), secret, development);
    }

    private static PrivacyPolicy ReadPrivacy(SeedEntry entry)
    {
        var preset = entry.Text("Preset", text => SiteRules.Presets.Contains(text, StringComparer.Ordinal)
            ? null
            : $"there is no such preset. Known: {string.Join(", ", SiteRules.Presets)}.");
        var policy = new PrivacyPolicy(
            1,
            preset ?? SiteRules.DefaultPreset,
            entry.Lines("Hide", Selectors.Problem),
            entry.Lines("Show", Selectors.Problem),
            entry.Lines("ReadOnly", Selectors.Problem));
        entry.Close();
        return policy;
    }

    private static SessionPolicy ReadSession(SeedEntry entry)
    {
        var policy = new SessionPolicy(
            entry.Integer("WaitSeconds", 0, SiteRules.LongestWait, SiteRules.DefaultWait),
            entry.Integer("PatienceSeconds", SiteRules.ShortestPatience, SiteRules.LongestPatience, SiteRules.DefaultPatience),
            entry.Flag("RequireActiveCommunication"),
            entry.List("AssetOrigins", SiteRules.AssetOrigin));
        entry.Close();
        return policy;
    }
}
