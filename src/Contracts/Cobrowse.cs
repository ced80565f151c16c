using Pillion.Kernel;

namespace Pillion.Contracts;

/// <summary>What an agent may do in a session, as the API and the live protocol spell it.</summary>
public static class Capabilities
{
    /// <summary>Everything that can be asked for.</summary>
    public static IReadOnlyList<string> All { get; } = ["view", "point", "draw", "scroll", "click", "type", "navigate"];

    /// <summary>What is asked for when the caller says nothing.</summary>
    public static IReadOnlyList<string> Default { get; } = ["view", "point"];
}

/// <summary>Knows which visitors have a tab open now. Implemented by Cobrowse.</summary>
public interface IVisitorPresence
{
    bool IsPresent(string visitorId);

    /// <summary>The tabs in which the visitor would be asked now; empty when they are not there.</summary>
    IReadOnlyList<PresentTab> TabsToAsk(string visitorId);
}

/// <summary>The page that a visitor's tab shows.</summary>
public sealed record PresentTab(string Url, string Title);

/// <summary>Hands out and resolves join codes. Implemented by Cobrowse.</summary>
public interface IJoinCodes
{
    /// <summary>
    /// An unused code that nobody else gets, for an invitation that is about to be asked for; a refusal when all are taken.
    /// The invitation makes it its own until it expires.
    /// </summary>
    ValueTask<Result<string>> ReserveAsync(CancellationToken cancellation);

    /// <summary>The visitor who shows this code now, or a refusal that says whether it is unknown or used up.</summary>
    ValueTask<Result<VisitorView>> TakeVisitorAsync(string code, CancellationToken cancellation);

    /// <summary>As <see cref="TakeVisitorAsync"/>, without using the code up.</summary>
    ValueTask<Result<VisitorView>> FindVisitorAsync(string code, CancellationToken cancellation);
}

/// <summary>Published when a visitor's browser shows the prompt for the first time.</summary>
public sealed record InvitationOffered(string ConversationId, string SessionId, string InvitationId, DateTimeOffset At) : IAboutConversation;

/// <summary>Published when the visitor agreed to share.</summary>
public sealed record InvitationAccepted(
    string ConversationId,
    string SessionId,
    string InvitationId,
    IReadOnlyList<string> Capabilities,
    DateTimeOffset At) : IAboutConversation;

/// <summary>Published when an invitation ended without a session.</summary>
/// <param name="Reason"><c>declined</c>, <c>expired</c> or <c>canceled</c>.</param>
public sealed record InvitationClosed(string ConversationId, string SessionId, string InvitationId, string Reason, DateTimeOffset At) : IAboutConversation;

/// <summary>Published when a session that ran has ended.</summary>
/// <param name="Reason">An end reason of the live protocol.</param>
public sealed record CobrowseSessionEnded(string ConversationId, string SessionId, string InvitationId, string Reason, DateTimeOffset At) : IAboutConversation;

/// <summary>
/// Published when an open invitation turns out to be for another visitor than it was made for: its join code was
/// entered in their tab, or the visitor who was asked has logged in since.
/// </summary>
public sealed record InvitationMoved(string ConversationId, string SessionId, string InvitationId, string VisitorId, DateTimeOffset At) : IAboutConversation;
