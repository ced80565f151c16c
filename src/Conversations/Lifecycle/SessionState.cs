using System.Text.Json.Serialization;

namespace Pillion.Conversations.Lifecycle;

/// <summary>One cobrowse session of a conversation, from its invitation on.</summary>
/// <param name="Capabilities">What is asked for; once the visitor agreed, what they gave.</param>
/// <param name="Invitation">How far the invitation has come; it stays accepted when the session is over.</param>
/// <param name="Expires">Until when the visitor can answer.</param>
/// <param name="Beside">The kind of communication beside which it was started; null for one started from nothing.</param>
/// <param name="EndTime">When the session, or its invitation, was over.</param>
internal sealed record SessionState(
    string SessionId,
    string InvitationId,
    string JoinCode,
    IReadOnlyList<string> Capabilities,
    InvitationState Invitation,
    DateTimeOffset Expires,
    CommunicationKind? Beside,
    DateTimeOffset? EndTime)
{
    /// <summary>True while its invitation can be answered or it runs.</summary>
    [JsonIgnore]
    public bool Live => EndTime is null;

    /// <summary>True while the visitor has not answered.</summary>
    [JsonIgnore]
    public bool Pending => Invitation is InvitationState.Waiting or InvitationState.Offered;
}

/// <summary>How far the visitor's invitation has come.</summary>
internal enum InvitationState
{
    /// <summary>The visitor is not there yet.</summary>
    Waiting,

    /// <summary>The visitor has been asked.</summary>
    Offered,

    Accepted,
    Declined,
    Expired,

    /// <summary>Taken back before the visitor answered.</summary>
    Canceled,
}
