using Pillion.Kernel.Deciding;

namespace Pillion.Conversations.Lifecycle;

/// <summary>Why something ends.</summary>
/// <param name="Reason">An end reason of the live protocol.</param>
/// <param name="FromApi">True when the live side does not know yet and must be told.</param>
/// <param name="Leaver">The participant who leaves, when it is one.</param>
internal sealed record Ending(string Reason, bool FromApi, string? Leaver)
{
    /// <summary>As the live side reported it.</summary>
    public static Ending Of(string reason) => new(reason, false, null);

    public static Ending ByApi(string? leaver) => new("disconnected", true, leaver);

    /// <summary>How it ended for one party, in the vendor's words.</summary>
    public string DisconnectType(ParticipantState party) => (Reason, party.Purpose) switch
    {
        _ when Leaver is not null => Leaver == party.Id ? "client" : "peer",
        ("visitor_ended" or "declined", Purpose.Customer) => "client",
        ("agent_ended", Purpose.Agent) => "client",
        ("visitor_ended" or "declined" or "agent_ended", _) => "peer",
        ("visitor_gone", Purpose.Customer) => "transport.failure",
        ("visitor_gone", _) => "peer",
        ("expired", _) => "timeout",
        _ => "system",
    };
}

// A medium ends for both parties at once, and the conversation with its last medium. Everything that ends it goes
// through here, which is what makes the default wrap-up code certain.
internal static partial class Conversation
{
    private static Decision EndCobrowse(ConversationState state, SessionState session, Ending ending, DateTimeOffset now) =>
        Decision.Of(Closed(state, [Over(state, session, ending, now)], leg => leg.SessionId == session.SessionId, now));

    private static Decision EndMedia(ConversationState state, CommunicationKind kind, Ending ending, DateTimeOffset now) =>
        Decision.Of(Closed(state, [Over(state, kind, ending, now)], leg => leg.Kind == kind, now));

    // What has ended already stays as it is.
    private static Decision EndMedium(ConversationState state, CommunicationKind kind, Ending ending, DateTimeOffset now) => kind switch
    {
        CommunicationKind.Cobrowse => state.LiveSession is { } session ? EndCobrowse(state, session, ending, now) : Decision.Nothing,
        _ => state.Visitor.Communications.Any(leg => leg.Live && leg.Kind == kind) ? EndMedia(state, kind, ending, now) : Decision.Nothing,
    };

    private static Decision EndAll(ConversationState state, Ending ending, DateTimeOffset now)
    {
        if (!state.Live)
        {
            return Decision.Nothing;
        }

        List<object> ends = state.LiveSession is { } session ? [Over(state, session, ending, now)] : [];
        ends.AddRange(state.Visitor.Communications
            .Where(leg => leg is { Live: true, Kind: not CommunicationKind.Cobrowse })
            .Select(leg => Over(state, leg.Kind, ending, now)));
        return Decision.Of(Closed(state, ends, _ => true, now));
    }

    private static List<object> Closed(ConversationState state, List<object> ends, Func<CommunicationState, bool> ended, DateTimeOffset now)
    {
        if (state.Visitor.Communications.Any(leg => leg.Live && !ended(leg)))
        {
            return ends;
        }

        if (state is { DefaultWrapUp: { } code, Agent.WrapUp: null or { Code: null } })
        {
            ends.Add(new WrapUpChosen(state.Agent.Id, code, state.Agent.WrapUp?.Notes, true, now));
        }

        ends.Add(new ConversationEnded(now));
        return ends;
    }

    private static CobrowseEnded Over(ConversationState state, SessionState session, Ending ending, DateTimeOffset now)
    {
        var told = ending.FromApi && session.Pending ? "canceled" : ending.Reason;
        return new CobrowseEnded(
            session.SessionId,
            session.Pending ? Outcome(told) : null,
            told,
            ending.FromApi,
            Ends(state, ending, leg => leg.SessionId == session.SessionId),
            now);
    }

    private static MediaEnded Over(ConversationState state, CommunicationKind kind, Ending ending, DateTimeOffset now) =>
        new(Ends(state, ending, leg => leg.Kind == kind), now);

    private static List<LegEnd> Ends(ConversationState state, Ending ending, Func<CommunicationState, bool> which) =>
    [
        .. from party in state.Participants
           from leg in party.Communications
           where leg.Live && which(leg)
           select new LegEnd(leg.Id, ending.DisconnectType(party)),
    ];

    private static InvitationState Outcome(string reason) => reason switch
    {
        "declined" => InvitationState.Declined,
        "expired" => InvitationState.Expired,
        _ => InvitationState.Canceled,
    };
}
