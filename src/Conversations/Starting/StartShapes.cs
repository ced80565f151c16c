using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Reading;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>Request of <c>POST /api/v2/conversations</c>.</summary>
/// <param name="Type"><c>cobrowse</c> asks the visitor to share; <c>call</c> and <c>message</c> register what takes place elsewhere.</param>
/// <param name="Participants">Exactly two: one agent, one user.</param>
/// <param name="SiteId">Key or id of a site; needed only with more than one site.</param>
/// <param name="WrapUpCode">Id or exact name; the conversation is filed under it unless the agent chooses another.</param>
/// <param name="WaitSeconds">Of cobrowse: 0 to 604800, how long the invitation waits for a visitor who is not there.</param>
/// <param name="Capabilities">Of cobrowse: some of view, point, draw, scroll, click, type, navigate; view and point when left out.</param>
/// <param name="Direction">Of a call or message: <c>inbound</c> (default) or <c>outbound</c>.</param>
/// <param name="Provider">Of a call or message: the system on which it takes place, up to 100 characters; <c>External</c> when left out.</param>
/// <param name="MessageType">Of a message: apple, facebook, instagram, kakao, line, open, sms, telegram, twitter, webmessaging, whatsapp, unknown (default).</param>
public sealed record StartConversation(
    string Type,
    IReadOnlyList<StartParticipant> Participants,
    string? SiteId,
    string? Subject,
    string? WrapUpCode,
    int? WaitSeconds,
    string? ExternalTag,
    IReadOnlyDictionary<string, string>? Attributes,
    IReadOnlyList<string>? Capabilities,
    string? Direction,
    string? Provider,
    string? MessageType);

/// <summary>One party, named in exactly one way.</summary>
/// <param name="Role"><c>agent</c>, or <c>user</c> (also <c>customer</c>, <c>visitor</c>).</param>
/// <param name="UserId">An agent's id or email; a visitor's id, the site's own id for them, their email, or a join code.</param>
public sealed record StartParticipant(string Role, string? UserId, string? ExternalId, string? Email, string? JoinCode);

/// <summary>Request of <c>POST /api/v2/conversations/cobrowse</c>.</summary>
/// <param name="To">Exactly one visitor.</param>
/// <param name="Agent">The agent who asks; may be left out when the token is an agent's.</param>
public sealed record StartCobrowse(
    string? Type,
    IReadOnlyList<StartRecipient> To,
    StartAgent? Agent,
    string? SiteId,
    string? Subject,
    string? WrapUpCode,
    int? WaitSeconds,
    string? ExternalTag,
    IReadOnlyDictionary<string, string>? Attributes,
    IReadOnlyList<string>? Capabilities);

/// <summary>A visitor.</summary>
/// <param name="Type"><c>user</c> (any name), <c>externalId</c>, <c>email</c> or <c>joinCode</c>.</param>
public sealed record StartRecipient(string Id, string Type);

/// <summary>An agent, by id or email.</summary>
public sealed record StartAgent(string? Id, string? Email);

/// <summary>The answer to both requests. What concerns the session is absent when none was started.</summary>
/// <param name="JoinCode">Six digits by which the visitor can answer from any tab.</param>
/// <param name="VisitorLink">The site's home page, with the join code.</param>
/// <param name="AgentLink">Where the agent sees the conversation.</param>
public sealed record StartedConversation(
    string Id,
    ConversationView Conversation,
    string? SessionId,
    string? JoinCode,
    StartedInvitation? Invitation,
    string? VisitorLink,
    string AgentLink,
    string SelfUri)
{
    internal static StartedConversation Of(ConversationState state, SiteView site, bool present, Addresses addresses, DateTimeOffset now)
    {
        var session = state.Session;
        return new StartedConversation(
            state.Id,
            ConversationViews.Of(state, addresses),
            session?.SessionId,
            session?.JoinCode,
            session is null ? null : Invited(session, present, now),
            session is null ? null : $"{site.HomeUrl.Split('#')[0]}#pillion={session.JoinCode}",
            addresses.AgentLink(state.Id),
            ConversationViews.SelfUri(state.Id));
    }

    private static StartedInvitation Invited(SessionState session, bool present, DateTimeOffset now) => new(
        session.InvitationId,
        Words.Name(session.Invitation),
        session.Expires,
        present
            ? "The visitor is on the site now and has been asked."
            : $"The visitor is not on the site now. The invitation waits for them until {Wire.Date(session.Expires)} ({Span(session.Expires - now)}).");

    private static string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 2 } => $"{Math.Round(span.TotalSeconds)} seconds",
        { TotalHours: < 2 } => $"{Math.Round(span.TotalMinutes)} minutes",
        { TotalDays: < 2 } => $"{Math.Round(span.TotalHours)} hours",
        _ => $"{Math.Round(span.TotalDays)} days",
    };
}

/// <summary>The invitation at the start.</summary>
/// <param name="State"><c>offered</c>, or <c>waiting</c> when the visitor is not there.</param>
/// <param name="Expires">Until when the visitor can answer.</param>
public sealed record StartedInvitation(string Id, string State, DateTimeOffset Expires, string Message);
