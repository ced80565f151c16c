using Pillion.Contracts;

namespace Pillion.Identity.Visitors;

/// <summary>A person on a site, as stored. Shown to other areas as <see cref="VisitorView"/>.</summary>
/// <param name="Identified">True once the site's backend vouched for them.</param>
/// <param name="MergedInto">The visitor who this one turned out to be.</param>
internal sealed record Visitor(
    string Id,
    string SiteId,
    string? ExternalId,
    string? Email,
    string? Name,
    bool Identified,
    DateTimeOffset Created,
    string? MergedInto = null)
{
    /// <summary>Kind of the documents.</summary>
    public const string Kind = "visitor";

    /// <summary>Nobody has a name for this visitor but Pillion.</summary>
    public bool Anonymous => ExternalId is null && Email is null;

    public VisitorView View => new(Id, SiteId, ExternalId, Email, Name, Identified);

    public static Visitor New(string id, string siteId, DateTimeOffset now) => new(id, siteId, null, null, null, false, now);

    public static string ExternalKey(string siteId, string externalId) => $"{siteId}:ext:{externalId}";

    public static string EmailKey(string siteId, string email) => $"{siteId}:email:{email.Trim().ToLowerInvariant()}";

    /// <summary>The keys under which this visitor is found.</summary>
    /// <param name="withEmail">False for one whose address names somebody else now.</param>
    public IReadOnlyList<string> Keys(bool withEmail)
    {
        var keys = new List<string>();
        if (MergedInto is null && ExternalId is not null)
        {
            keys.Add(ExternalKey(SiteId, ExternalId));
        }

        if (MergedInto is null && withEmail && Email is not null)
        {
            keys.Add(EmailKey(SiteId, Email));
        }

        return keys;
    }

    /// <summary>Anonymous visitors are forgotten when the last token that can name them has expired.</summary>
    public DateTimeOffset? ExpiresFrom(DateTimeOffset now) => Anonymous ? now + VisitorTokens.Lifetime : null;
}
