using Pillion.Conversations.Lifecycle;
using Pillion.Http;

namespace Pillion.Conversations.Reading;

/// <summary>Makes the views of conversations that show one medium, flat on the participants.</summary>
internal static class MediaViews
{
    /// <summary>Null when the conversation has had no cobrowse session.</summary>
    public static CobrowseConversationView? Cobrowse(ConversationState state, Addresses addresses) => Of(
        state,
        CommunicationKind.Cobrowse,
        (party, leg) => new CobrowseParticipantView(leg.SessionId!, Communications.Role(party), [], Communications.ViewerUrl(state, party, addresses)),
        (parties, others, transfers, uri) => new CobrowseConversationView(state.Id, parties, others, transfers, uri));

    /// <summary>Null when the conversation has had no call.</summary>
    public static CallConversationView? Call(ConversationState state) => Of(
        state,
        CommunicationKind.Call,
        (_, leg) => new CallParticipantView(leg.Muted, false, false, "none", false),
        (parties, others, transfers, uri) => new CallConversationView(state.Id, parties, others, transfers, "none", false, uri));

    /// <summary>Null when the conversation has had no message.</summary>
    public static MessageConversationView? Message(ConversationState state) => Of(
        state,
        CommunicationKind.Message,
        (_, leg) => new MessageParticipantView(leg.MessageType!, []),
        (parties, others, transfers, uri) => new MessageConversationView(state.Id, parties, others, transfers, uri));

    /// <summary>Address of a conversation as one of its media.</summary>
    public static string SelfUri(CommunicationKind kind, string conversationId) => $"/api/v2/conversations/{Segment(kind)}/{conversationId}";

    /// <summary>The vendor's name of a medium in addresses.</summary>
    public static string Segment(CommunicationKind kind) => kind switch
    {
        CommunicationKind.Call => "calls",
        CommunicationKind.Message => "messages",
        _ => "cobrowsesessions",
    };

    private static TConversation? Of<TParticipant, TConversation>(
        ConversationState state,
        CommunicationKind kind,
        Func<ParticipantState, CommunicationState, TParticipant> begin,
        Func<IReadOnlyList<TParticipant>, IReadOnlyList<string>, IReadOnlyList<TransferView>, string, TConversation> make)
        where TParticipant : MediaParticipantView
        where TConversation : class
    {
        var parties = state.Participants
            .Select(party => (Party: party, Leg: party.Communications.LastOrDefault(leg => leg.Kind == kind)))
            .Where(found => found.Leg is not null)
            .Select(found => (TParticipant)Fill(begin(found.Party, found.Leg!), state, found.Party, found.Leg!))
            .ToList();
        var others = state.Participants
            .SelectMany(party => party.Communications)
            .Select(leg => leg.Kind)
            .Distinct()
            .Where(other => other != kind)
            .Select(other => SelfUri(other, state.Id))
            .ToList();
        return parties.Count == 0 ? null : make(parties, others, ConversationViews.Transfers(state) ?? [], SelfUri(kind, state.Id));
    }

    private static MediaParticipantView Fill(MediaParticipantView view, ConversationState state, ParticipantState party, CommunicationState leg)
    {
        var agent = party.Purpose == Purpose.Agent;
        var acw = Communications.AfterCallWork(party, leg.EndTime);
        return view with
        {
            Id = party.Id,
            Name = party.Name,
            Purpose = Words.Name(party.Purpose),
            State = Words.Name(leg.State),
            Direction = Words.Name(leg.Direction),
            StartTime = party.StartTime,
            StartAlertingTime = leg.AlertingTime,
            ConnectedTime = leg.ConnectedTime,
            EndTime = leg.EndTime,
            DisconnectType = DisconnectType(leg),
            Held = leg.Held is not null,
            StartHoldTime = leg.Held,
            WrapupRequired = ConversationViews.WrapupRequired(party),
            WrapupPrompt = "optional",
            WrapupSkipped = party.WrapUpSkipped ? true : null,
            Wrapup = ConversationViews.Wrapup(party),
            StartAcwTime = acw?.StartTime,
            EndAcwTime = acw?.EndTime,
            User = agent ? new EntityRef(party.PartyId, party.Name, ConversationViews.UserUri(party.PartyId)) : null,
            ExternalContact = agent ? null : new EntityRef(party.PartyId, party.Name, null),
            Attributes = party.Attributes,
            Provider = leg.Provider,
            Peer = state.Peer(party, leg)?.Id,
        };
    }

    // The flat participant of the vendor's has no word for a time that ran out but this one.
    private static string? DisconnectType(CommunicationState leg) => leg.DisconnectType == "timeout" ? "session.expired" : leg.DisconnectType;
}
