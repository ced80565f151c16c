using Pillion.Conversations.Lifecycle;
using Pillion.Http;

namespace Pillion.Conversations.Reading;

/// <summary>Makes the generic view of a conversation.</summary>
internal static class ConversationViews
{
    public const string NotRecorded = "NONE";

    public static string SelfUri(string conversationId) => $"/api/v2/conversations/{conversationId}";

    public static string AgentLink(this Addresses addresses, string conversationId) => $"{addresses.PublicUrl}/console/conversations/{conversationId}";

    public static ConversationView Of(ConversationState state, Addresses addresses) => new(
        state.Id,
        state.StartTime,
        state.EndTime,
        NotRecorded,
        State(state),
        state.ExternalTag,
        state.Subject,
        state.Session is { } session ? new InvitationView(session.InvitationId, Words.Name(session.Invitation), session.Expires) : null,
        state.Participants.Select(party => Of(state, party, addresses)).ToList(),
        Transfers(state),
        SelfUri(state.Id));

    public static IReadOnlyList<TransferView>? Transfers(ConversationState state) => state.RecentTransfers.Count == 0 ? null : state.RecentTransfers
        .Select(transfer => new TransferView(
            transfer.Id,
            "Complete",
            "Unattended",
            transfer.At,
            transfer.InitiatorId is { } initiator ? new TransferParty(initiator) : null,
            new TransferParty(transfer.DestinationId)))
        .ToList();

    public static string UserUri(string userId) => $"/api/v2/users/{userId}";

    /// <summary>True until an agent has filed the conversation or skipped that.</summary>
    public static bool WrapupRequired(ParticipantState party) => party is { Purpose: Purpose.Agent, WrapUp: null or { Provisional: true }, WrapUpSkipped: false };

    public static WrapupView? Wrapup(ParticipantState party) =>
        party.WrapUp is { } filed
            ? new WrapupView(filed.Code, filed.Name, filed.Notes, filed.Tags, filed.DurationSeconds, filed.EndTime, filed.Provisional ? true : null)
            : null;

    // The most that the visitor has come to, with whatever medium.
    private static string State(ConversationState state) => Words.Name(state.Visitor.Communications
        .Where(leg => leg.Live)
        .Select(leg => leg.State)
        .DefaultIfEmpty(LegState.Disconnected)
        .MinBy(leg => leg switch { LegState.Connected => 0, LegState.Offering => 1, _ => 2 }));

    private static ParticipantView Of(ConversationState state, ParticipantState party, Addresses addresses)
    {
        var agent = party.Purpose == Purpose.Agent;
        var acw = Communications.AfterCallWork(party, party.EndTime);
        return new ParticipantView(
            party.Id,
            party.Name,
            Words.Name(party.Purpose),
            agent ? party.PartyId : null,
            agent ? UserUri(party.PartyId) : null,
            agent ? null : party.PartyId,
            party.StartTime,
            party.ConnectedTime,
            party.EndTime,
            party.Attributes,
            WrapupRequired(party),
            "optional",
            party.WrapUpSkipped ? true : null,
            Wrapup(party),
            acw?.StartTime,
            acw?.EndTime,
            List(party, CommunicationKind.Call, leg => Communications.Call(state, party, leg)),
            List(party, CommunicationKind.Cobrowse, leg => Communications.Cobrowse(state, party, leg, addresses)),
            List(party, CommunicationKind.Message, leg => Communications.Message(state, party, leg)));
    }

    private static List<T>? List<T>(ParticipantState party, CommunicationKind kind, Func<CommunicationState, T> view)
    {
        var views = party.Communications.Where(leg => leg.Kind == kind).Select(view).ToList();
        return views.Count == 0 ? null : views;
    }
}
