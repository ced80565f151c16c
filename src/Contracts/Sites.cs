using Pillion.Kernel;

namespace Pillion.Contracts;

/// <summary>What is hidden on a site's pages. Selectors are CSS.</summary>
/// <param name="Version">Rises with every change; part of every consent.</param>
/// <param name="Preset"><c>private</c>, <c>balanced</c> or <c>open</c>.</param>
public sealed record PrivacyPolicy(
    int Version,
    string Preset,
    IReadOnlyList<string> Hide,
    IReadOnlyList<string> Show,
    IReadOnlyList<string> ReadOnly);

/// <summary>How sessions of a site behave.</summary>
/// <param name="WaitSeconds">How long an invitation waits for a visitor who is not there.</param>
/// <param name="PatienceSeconds">How long a session outlives a lost visitor.</param>
/// <param name="RequireActiveCommunication">
/// True when a session is started only in a conversation whose call or message is connected, never from nothing.
/// </param>
/// <param name="AssetOrigins">
/// Origins from which the server gets style sheets, images and fonts that the visitor's browser shows and may not read; <c>*</c> is every
/// public one on ports 80 and 443. None by default.
/// </param>
public sealed record SessionPolicy(
    int WaitSeconds, int PatienceSeconds, bool RequireActiveCommunication = false, IReadOnlyList<string>? AssetOrigins = null);

/// <summary>One website that carries the snippet.</summary>
public sealed record SiteView(
    string Id,
    string Key,
    string Name,
    string HomeUrl,
    IReadOnlyList<string> AllowedOrigins,
    PrivacyPolicy PrivacyPolicy,
    SessionPolicy SessionPolicy)
{
    public string SelfUri => $"/api/v2/sites/{Id}";
}

/// <summary>Reads sites. Implemented by Identity.</summary>
public interface ISites
{
    /// <summary>The site with this id or key, or null.</summary>
    ValueTask<SiteView?> FindAsync(string idOrKey, CancellationToken cancellation);

    /// <summary>All sites, oldest first.</summary>
    ValueTask<IReadOnlyList<SiteView>> ListAsync(CancellationToken cancellation);
}

/// <summary>A person on a site, as far as Pillion knows them.</summary>
/// <param name="ExternalId">The site's own id for them; null for an anonymous visitor.</param>
/// <param name="Identified">True when the site's backend vouched for them.</param>
public sealed record VisitorView(string Id, string SiteId, string? ExternalId, string? Email, string? Name, bool Identified)
{
    /// <summary>What to call them on a screen.</summary>
    public string DisplayName => Name ?? Email ?? "Anonymous visitor";
}

/// <summary>By which kind of name a visitor is looked up.</summary>
public enum VisitorName
{
    /// <summary>Pillion's id, the site's own id or an email, in this order.</summary>
    Any,
    Id,
    ExternalId,
    Email,
}

/// <summary>Reads visitors and knows who they are. Implemented by Identity.</summary>
public interface IVisitors
{
    ValueTask<VisitorView?> FindAsync(string siteId, VisitorName kind, string name, CancellationToken cancellation);

    /// <summary>
    /// The visitor behind a connecting tab: whom the identity token names, else whom the visitor token names, else a
    /// new anonymous one. A token that is forged, expired or of another site is refused, never ignored.
    /// </summary>
    ValueTask<Result<RecognizedVisitor>> RecognizeAsync(
        SiteView site, string? visitorToken, string? identityToken, CancellationToken cancellation);

    /// <summary>
    /// A visitor whom nobody has seen yet, named by the site's id or email, so that an invitation can wait for them.
    /// </summary>
    ValueTask<VisitorView> ExpectAsync(string siteId, VisitorName kind, string name, CancellationToken cancellation);
}

/// <summary>A visitor and the token that names them when their browser comes back.</summary>
public sealed record RecognizedVisitor(VisitorView Visitor, string Token);

/// <summary>
/// Published when two visitors turn out to be one person: what waits for <paramref name="FromId"/> is meant for
/// <paramref name="IntoId"/>. Looking up the former id finds the latter from then on.
/// </summary>
public sealed record VisitorMerged(string SiteId, string FromId, string IntoId, DateTimeOffset At);
