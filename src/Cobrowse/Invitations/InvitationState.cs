using System.Text.Json.Serialization;

namespace Pillion.Cobrowse.Invitations;

internal enum InvitationStatus
{
    /// <summary>There is no such invitation.</summary>
    None,

    /// <summary>The visitor is not there yet.</summary>
    Waiting,

    /// <summary>The visitor has been asked.</summary>
    Offered,

    /// <summary>The visitor agreed; the session runs.</summary>
    Accepted,

    Declined,
    Expired,
    Canceled,

    /// <summary>The session ran and is over.</summary>
    Ended,
}

/// <summary>An invitation and the session that comes of it. Also the document of kind <see cref="Kind"/>.</summary>
/// <param name="EndReason">An end reason of the live protocol, once it is closed.</param>
/// <param name="DeclinedBy">The tab in which the visitor said no.</param>
internal sealed record InvitationState(
    InvitationStatus Status,
    string Id,
    string ConversationId,
    string SessionId,
    string SiteId,
    string VisitorId,
    string AgentId,
    string AgentName,
    string? Subject,
    string JoinCode,
    IReadOnlyList<string> Capabilities,
    DateTimeOffset Since,
    DateTimeOffset Expires,
    Consent? Consent = null,
    string? EndReason = null,
    string? DeclinedBy = null)
{
    public const string Kind = "invitation";
    public const string OpenGroup = "open";

    public static InvitationState None { get; } =
        new(InvitationStatus.None, "", "", "", "", "", "", "", null, "", [], default, default);

    /// <summary>Something can still become of it: it waits, is on offer, or its session runs.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is InvitationStatus.Waiting or InvitationStatus.Offered or InvitationStatus.Accepted;

    /// <summary>The capabilities that the visitor gave; those asked for as long as there is no answer.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Granted => Consent?.Granted ?? Capabilities;

    public static string Stream(string id) => $"invitation-{id}";

    public static string SessionKey(string sessionId) => $"session:{sessionId}";

    /// <summary>The state after one more event.</summary>
    public InvitationState With(object happened) => happened switch
    {
        RequestedEvent requested => new InvitationState(
            InvitationStatus.Waiting,
            requested.InvitationId,
            requested.ConversationId,
            requested.SessionId,
            requested.SiteId,
            requested.VisitorId,
            requested.AgentId,
            requested.AgentName,
            requested.Subject,
            requested.JoinCode,
            requested.Capabilities,
            requested.At,
            requested.Expires),
        OfferedEvent => this with { Status = InvitationStatus.Offered },
        MovedEvent moved => this with { VisitorId = moved.VisitorId },
        ReassignedEvent to => this with { AgentId = to.AgentId, AgentName = to.AgentName },
        AcceptedEvent accepted => this with { Status = InvitationStatus.Accepted, Consent = accepted.Consent },
        DeclinedEvent declined => Closed(InvitationStatus.Declined, EndReasons.Declined) with { DeclinedBy = declined.Tab },
        ExpiredEvent => Closed(InvitationStatus.Expired, EndReasons.Expired),
        CanceledEvent => Closed(InvitationStatus.Canceled, EndReasons.Canceled),
        EndedEvent ended => Closed(InvitationStatus.Ended, ended.Reason),
        _ => throw new InvalidOperationException($"{happened.GetType()} does not happen to invitations."),
    };

    private InvitationState Closed(InvitationStatus status, string reason) => this with { Status = status, EndReason = reason };
}

/// <summary>Why a session is over, as the live protocol spells it.</summary>
internal static class EndReasons
{
    public const string VisitorEnded = "visitor_ended";
    public const string AgentEnded = "agent_ended";
    public const string Declined = "declined";
    public const string Expired = "expired";
    public const string Canceled = "canceled";
    public const string VisitorGone = "visitor_gone";
    public const string Disconnected = "disconnected";
    public const string AnsweredElsewhere = "answered_elsewhere";
}
