using Pillion.Conversations.Lifecycle;
using Pillion.Http;

namespace Pillion.Conversations.Reading;

/// <summary>A conversation as the vendor's SDKs know it, and our <c>subject</c> and <c>invitation</c> beside it.</summary>
/// <param name="State">Of the visitor's leg: contacting, offering, connected; disconnected once it has ended.</param>
public sealed record ConversationView(
    string Id,
    DateTimeOffset StartTime,
    DateTimeOffset? EndTime,
    string RecordingState,
    string State,
    string? ExternalTag,
    string? Subject,
    InvitationView Invitation,
    IReadOnlyList<ParticipantView> Participants,
    string SelfUri);

/// <summary>How far the visitor's invitation has come.</summary>
/// <param name="State">waiting, offered, accepted, declined, expired or canceled.</param>
public sealed record InvitationView(string Id, string State, DateTimeOffset Expires);

/// <summary>One party of a conversation.</summary>
/// <param name="ExternalContactId">The visitor's id; absent for agents.</param>
public sealed record ParticipantView(
    string Id,
    string Name,
    string Purpose,
    string? UserId,
    string? ExternalContactId,
    DateTimeOffset StartTime,
    DateTimeOffset? ConnectedTime,
    DateTimeOffset? EndTime,
    IReadOnlyDictionary<string, string> Attributes,
    bool WrapupRequired,
    string WrapupPrompt,
    bool? WrapupSkipped,
    WrapupView? Wrapup,
    IReadOnlyList<CobrowseLegView> Cobrowsesessions);

/// <summary>How the agent filed the conversation.</summary>
public sealed record WrapupView(string Code, string Name, string? Notes, DateTimeOffset EndTime);

/// <summary>The cobrowse leg of one party.</summary>
/// <param name="ViewerUrl">Where the agent sees the visitor's page; absent for the visitor.</param>
public sealed record CobrowseLegView(
    string Id,
    string State,
    string? DisconnectType,
    string CobrowseSessionId,
    string CobrowseRole,
    IReadOnlyList<string> Controlling,
    string? ViewerUrl,
    DateTimeOffset StartAlertingTime,
    DateTimeOffset? ConnectedTime,
    DateTimeOffset? DisconnectedTime,
    string Provider);

/// <summary>Makes views of states.</summary>
internal static class ConversationViews
{
    public static string SelfUri(string conversationId) => $"/api/v2/conversations/{conversationId}";

    public static string AgentLink(this Addresses addresses, string conversationId) => $"{addresses.PublicUrl}/console/conversations/{conversationId}";

    public static ConversationView Of(ConversationState state, Addresses addresses) => new(
        state.Id,
        state.StartTime,
        state.EndTime,
        "NONE",
        Legs.Name(state.Visitor.State),
        state.ExternalTag,
        state.Subject,
        new InvitationView(state.InvitationId, Legs.Name(state.Invitation), state.InvitationExpires),
        [Visitor(state), Agent(state, addresses)],
        SelfUri(state.Id));

    private static ParticipantView Visitor(ConversationState state) =>
        Participant(state, state.Visitor, "customer", null) with { ExternalContactId = state.Visitor.PartyId };

    private static ParticipantView Agent(ConversationState state, Addresses addresses) =>
        Participant(state, state.Agent, "agent", addresses.AgentLink(state.Id)) with
        {
            UserId = state.Agent.PartyId,
            WrapupRequired = state.Agent is { WrapUp: null, WrapUpSkipped: false },
            WrapupSkipped = state.Agent.WrapUpSkipped ? true : null,
        };

    private static ParticipantView Participant(ConversationState state, ParticipantState party, string purpose, string? viewerUrl) => new(
        party.Id,
        party.Name,
        purpose,
        null,
        null,
        state.StartTime,
        party.ConnectedTime,
        party.EndTime,
        party.Attributes,
        false,
        "optional",
        null,
        party.WrapUp is { } filed ? new WrapupView(filed.Code, filed.Name, filed.Notes, filed.EndTime) : null,
        [
            new CobrowseLegView(
                party.CommunicationId,
                Legs.Name(party.State),
                party.DisconnectType,
                state.SessionId,
                viewerUrl is null ? "sharer" : "viewer",
                [],
                viewerUrl,
                party.AlertingTime,
                party.ConnectedTime,
                party.EndTime,
                "Pillion"),
        ]);
}
