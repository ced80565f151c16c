using Pillion.Contracts;

namespace Pillion.Identity.Sites;

/// <summary>One website that carries the snippet, as stored. Shown to callers as <see cref="SiteView"/>.</summary>
/// <param name="Secret">Signs the site's identity tokens (HS256). Answered once, never logged.</param>
/// <param name="Former">The secret before the last rotation, as long as it is still accepted.</param>
/// <param name="Fingerprint">
/// Of the configuration entry that it was last taken from; null for a site that was made through the API.
/// </param>
/// <param name="Development">True for a site that exists in development only.</param>
internal sealed record Site(
    string Id,
    string Key,
    string Name,
    string HomeUrl,
    IReadOnlyList<string> AllowedOrigins,
    PrivacyPolicy PrivacyPolicy,
    SessionPolicy SessionPolicy,
    string Secret,
    FormerSecret? Former,
    DateTimeOffset Created,
    string? Fingerprint,
    bool Development)
{
    /// <summary>Kind of the documents.</summary>
    public const string Kind = "site";

    public SiteView View => new(Id, Key, Name, HomeUrl, AllowedOrigins, PrivacyPolicy, SessionPolicy);

    /// <summary>The key under which a site's key finds it.</summary>
    public static string KeyOf(string key) => $"key:{key}";

    /// <summary>The secrets with which an identity token may be signed now.</summary>
    public IEnumerable<string> SecretsAt(DateTimeOffset now) =>
        Former is not null && now < Former.Until ? [Secret, Former.Secret] : [Secret];
}

/// <summary>A secret that was replaced and is accepted for a while longer.</summary>
internal sealed record FormerSecret(string Secret, DateTimeOffset Until);

/// <summary>What the owner of a site decides about it; everything else follows.</summary>
internal sealed record SiteSettings(
    string Key, string Name, string HomeUrl, IReadOnlyList<string> AllowedOrigins, PrivacyPolicy PrivacyPolicy, SessionPolicy SessionPolicy)
{
    /// <summary>These settings on a site. The policy's version rises when, and only when, the policy says something else.</summary>
    public Site On(Site site) => site with
    {
        Key = Key,
        Name = Name,
        HomeUrl = HomeUrl,
        AllowedOrigins = AllowedOrigins,
        PrivacyPolicy = Same(PrivacyPolicy, site.PrivacyPolicy)
            ? site.PrivacyPolicy
            : PrivacyPolicy with { Version = site.PrivacyPolicy.Version + 1 },
        SessionPolicy = SessionPolicy,
    };

    /// <summary>A new site with these settings.</summary>
    public Site AsNew(string id, string secret, DateTimeOffset now) => new(
        id, Key, Name, HomeUrl, AllowedOrigins, PrivacyPolicy with { Version = 1 }, SessionPolicy, secret, null, now, null, false);

    private static bool Same(PrivacyPolicy a, PrivacyPolicy b) =>
        a.Preset == b.Preset && a.Hide.SequenceEqual(b.Hide) && a.Show.SequenceEqual(b.Show) && a.ReadOnly.SequenceEqual(b.ReadOnly);
}
