using Pillion.Contracts;

namespace Pillion.Cobrowse.Live;

// The JSON that the server sends. web/protocol/src/messages.ts is the same on the other side.

internal sealed record AgentName(string Id, string Name);

/// <summary>The page that a tab shows; the address has neither query nor fragment.</summary>
internal sealed record PageView(string Url, string Title, bool Visible)
{
    public const int LongestUrl = 2048;
    public const int LongestTitle = 300;

    public static PageView None { get; } = new("", "", false);

    /// <summary>True for an address on this origin; a tab can't claim to show another site.</summary>
    public bool IsOn(string origin) =>
        Uri.TryCreate(Url, UriKind.Absolute, out var uri) && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase);
}

internal sealed record VisitorBadge(string Id, string? Name, bool Identified, string? Token = null)
{
    public static VisitorBadge Of(VisitorView visitor, string? token = null) => new(visitor.Id, visitor.Name, visitor.Identified, token);
}

internal sealed record OfferView(
    string Id, AgentName Agent, string? Reason, IReadOnlyList<string> Capabilities, DateTimeOffset Expires, PrivacyPolicy Policy);

/// <param name="Acked">Newest seq of this epoch that the log holds.</param>
/// <param name="Keyframe">True when a keyframe is needed rather than what was not acked.</param>
/// <param name="AssetOrigins">Whose assets the server gets where the tab may not read them; null for none.</param>
/// <param name="Frames">Null where the site has no other origin.</param>
internal sealed record SharedSession(
    string Id,
    string Token,
    long Epoch,
    long Acked,
    bool Keyframe,
    IReadOnlyList<AgentName> Agents,
    IReadOnlyList<string> Capabilities,
    PrivacyPolicy Policy,
    IReadOnlyList<string>? AssetOrigins,
    SharedFrames? Frames);

/// <summary>Which pages in frames may show themselves: those of this site, by its key, on these origins.</summary>
/// <param name="Token">By which they learn from the server that this session is shared.</param>
internal sealed record SharedFrames(string Site, IReadOnlyList<string> Origins, string Token);

internal sealed record EndedSession(string Session, string Reason);

/// <param name="Now">The server's time, as a visitor's clock may be wrong.</param>
/// <param name="Titled">Titles of pages are texts: a tab tells them only where the site's policy shows texts.</param>
internal sealed record VisitorWelcome(DateTimeOffset Now, bool Titled, VisitorBadge Visitor, OfferView? Invitation, SharedSession? Session, EndedSession? Ended);

internal sealed record AgentWelcome(ViewedSession Session);

internal sealed record ViewedSession(
    string Id, string ConversationId, string State, VisitorBadge Visitor, PageView? Page, IReadOnlyList<string> Capabilities, string Assets);

/// <summary>An event; <c>type</c> names it.</summary>
internal abstract record LiveEvent(string Type);

internal sealed record OfferMessage(OfferView Invitation) : LiveEvent("offer");

internal sealed record WithdrawnMessage(string Invitation, string Reason) : LiveEvent("withdrawn");

internal sealed record SessionMessage(SharedSession Session) : LiveEvent("session");

internal sealed record IdentifiedMessage(VisitorBadge Visitor) : LiveEvent("identified");

internal sealed record CodeMessage(long Id, string Code, DateTimeOffset Expires) : LiveEvent("code");

internal sealed record NeedMessage(long Id, IReadOnlyList<string> Hashes) : LiveEvent("need");

/// <param name="Hash">Null for a style sheet, whose text came before in frames of its own.</param>
internal sealed record FetchedMessage(long Id, string? Hash) : LiveEvent("fetched");

internal sealed record KeyframeMessage() : LiveEvent("keyframe");

internal sealed record SupersededMessage() : LiveEvent("superseded");

internal sealed record JoinedMessage(AgentName Agent) : LiveEvent("joined");

internal sealed record LeftMessage(AgentName Agent) : LiveEvent("left");

internal sealed record StateMessage(string State, PageView? Page, IReadOnlyList<string> Capabilities) : LiveEvent("state");

internal sealed record PageMessage(PageView Page) : LiveEvent("page");

internal sealed record EndedMessage(string Session, string Reason) : LiveEvent("ended");

/// <param name="Id">The request that is refused; null when it was no request.</param>
internal sealed record RefusedMessage(long? Id, string Code, string Message) : LiveEvent("refused");
