using Pillion.Conversations.Lifecycle;
using Pillion.Http;

namespace Pillion.Conversations.Reading;

/// <summary>Makes views of communications, in the shapes that the vendor has for each kind.</summary>
internal static class Communications
{
    public static CobrowseSessionView Cobrowse(ConversationState state, ParticipantState party, CommunicationState leg, Addresses addresses) => new(
        leg.Id,
        Words.Name(leg.State),
        Words.Name(leg.InitialState),
        leg.DisconnectType,
        leg.SessionId!,
        Role(party),
        [],
        ViewerUrl(state, party, addresses),
        leg.AlertingTime,
        leg.ConnectedTime,
        leg.EndTime,
        leg.Provider,
        state.Peer(party, leg)?.Id,
        Segments(party, leg),
        ConversationViews.Wrapup(party),
        AfterCallWork(party, leg.EndTime),
        false);

    public static CallView Call(ConversationState state, ParticipantState party, CommunicationState leg) => new(
        leg.Id,
        Words.Name(leg.State),
        Words.Name(leg.InitialState),
        Words.Name(leg.Direction),
        leg.DisconnectType,
        false,
        "none",
        leg.Muted,
        false,
        leg.Held is not null,
        leg.Held,
        leg.AlertingTime,
        leg.ConnectedTime,
        leg.EndTime,
        leg.Provider,
        state.Peer(party, leg)?.Id,
        Segments(party, leg),
        ConversationViews.Wrapup(party),
        AfterCallWork(party, leg.EndTime),
        false);

    public static MessageView Message(ConversationState state, ParticipantState party, CommunicationState leg) => new(
        leg.Id,
        Words.Name(leg.State),
        Words.Name(leg.InitialState),
        Words.Name(leg.Direction),
        leg.DisconnectType,
        leg.Held is not null,
        leg.Held,
        leg.MessageType!,
        leg.AlertingTime,
        leg.ConnectedTime,
        leg.EndTime,
        leg.Provider,
        state.Peer(party, leg)?.Id,
        [],
        Segments(party, leg),
        ConversationViews.Wrapup(party),
        AfterCallWork(party, leg.EndTime),
        false);

    public static string Role(ParticipantState party) => party.Purpose == Purpose.Agent ? "viewer" : "sharer";

    public static string? ViewerUrl(ConversationState state, ParticipantState party, Addresses addresses) =>
        party.Purpose == Purpose.Agent ? addresses.AgentLink(state.Id) : null;

    /// <summary>Begins for agents when something of theirs has ended; ends when they filed it, or before.</summary>
    /// <param name="ended">When it ended; null while it goes on.</param>
    public static AfterCallWorkView? AfterCallWork(ParticipantState party, DateTimeOffset? ended) => (party, ended) switch
    {
        ({ Purpose: Purpose.Customer }, _) or (_, null) => null,
        ({ WrapUpSkipped: true }, { } start) => new AfterCallWorkView("skipped", start, null),
        ({ WrapUp: { Provisional: false } filed }, { } start) => new AfterCallWorkView("complete", start, filed.EndTime > start ? filed.EndTime : start),
        (_, { } start) => new AfterCallWorkView("pending", start, null),
    };

    /// <summary>What the communication went through.</summary>
    public static IReadOnlyList<SegmentView> Segments(ParticipantState party, CommunicationState leg)
    {
        var segments = new List<SegmentView>();
        if (leg.InitialState != LegState.Connected)
        {
            var connected = leg.ConnectedTime is not null;
            segments.Add(new SegmentView(
                leg.AlertingTime,
                leg.ConnectedTime ?? leg.EndTime,
                party.Purpose == Purpose.Agent ? "Alert" : "Contacting",
                connected ? "Interact" : leg.Live ? null : "Disconnect",
                connected ? null : leg.DisconnectType));
        }

        if (leg.ConnectedTime is { } since)
        {
            segments.Add(new SegmentView(since, leg.EndTime, "Interact", leg.Live ? null : "Disconnect", leg.DisconnectType));
        }

        return segments;
    }
}
