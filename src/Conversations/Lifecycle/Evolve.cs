namespace Pillion.Conversations.Lifecycle;

internal static partial class Conversation
{
    /// <summary>Who carries what takes place here.</summary>
    public const string OwnProvider = "Pillion";

    private static ConversationState? Evolve(ConversationState? state, object happened) =>
        Apply(state, happened) is { } after ? after with { Version = after.Version + 1 } : null;

    private static ConversationState? Apply(ConversationState? state, object happened) => (state, happened) switch
    {
        (null, ConversationStarted started) => Begin(started),
        (null, _) => null,
        (_, CobrowseStarted started) => Begin(state, started),
        (_, VisitorAsked asked) => Current(
            state,
            session => session with { Invitation = InvitationState.Offered },
            leg => leg with { State = LegState.Offering, AlertingTime = asked.At }),
        (_, VisitorConnected agreed) => Current(
            state,
            session => session with { Invitation = InvitationState.Accepted, Capabilities = agreed.Capabilities },
            leg => leg with { State = LegState.Connected, ConnectedTime = agreed.At }),
        (_, VisitorRecognized known) => With(state, state.Visitor.Id, party => party with { PartyId = known.VisitorId, Name = known.Name }),
        (_, AgentConnected connected) => Legs(
            state,
            (party, leg) => party.Id == connected.ParticipantId && leg.State == LegState.Alerting && (connected.Only is null || leg.Kind == connected.Only),
            leg => leg with { State = LegState.Connected, ConnectedTime = connected.At }),
        (_, TagSet set) => state with { ExternalTag = set.Tag },
        (_, SecureAttributesSet set) => state with
        {
            SecureAttributes = new SecureAttributes(Merge(state.SecureAttributes?.Attributes ?? NoAttributes, set.Attributes), set.Version),
        },
        (_, HandedOver handed) => Apply(state, handed),
        (_, HoldNoted noted) => Legs(
            state,
            (_, leg) => noted.CommunicationIds.Contains(leg.Id),
            leg => leg with { Held = noted.Held is { } held ? held ? noted.At : null : leg.Held, Muted = noted.Muted ?? leg.Muted }),
        (_, CobrowseEnded ended) => End(Close(state, ended), ended.Legs, ended.At),
        (_, MediaEnded ended) => End(state, ended.Legs, ended.At),
        (_, ConversationEnded ended) => state with { EndTime = ended.At },
        (_, WrapUpChosen chosen) => With(state, chosen.ParticipantId, party => party with
        {
            WrapUp = WrapUp.After(party.WrapUp, chosen.Code, chosen.Notes, chosen.Details, chosen.At),
            WrapUpSkipped = chosen.ByDefault && party.WrapUpSkipped,
        }),
        (_, WrapUpSkipped skipped) => With(state, skipped.ParticipantId, party => party with { WrapUpSkipped = true }),
        (_, AttributesSet set) => With(state, set.ParticipantId, party => party with { Attributes = Merge(party.Attributes, set.Attributes) }),
        _ => state,
    };

    private static ConversationState Begin(ConversationStarted started)
    {
        var (agent, visitor) = (new List<CommunicationState>(), new List<CommunicationState>());
        if (started.Media is { } media)
        {
            agent.Add(Leg(media.Legs.Agent, media, started.At));
            visitor.Add(Leg(media.Legs.Visitor, media, started.At));
        }

        if (started.Session is { } session)
        {
            agent.Add(AgentLeg(session, started.At));
            visitor.Add(VisitorLeg(session, started.At));
        }

        return new ConversationState(
            started.Id,
            0,
            started.SiteId,
            started.Subject,
            started.ExternalTag,
            started.DefaultWrapUp,
            [
                Participant(started.Visitor, Purpose.Customer, started.Attributes, visitor, started.At),
                Participant(started.Agent, Purpose.Agent, NoAttributes, agent, started.At),
            ],
            started.Session is { } asked ? [Session(asked, null)] : [],
            null,
            [],
            started.At,
            null);
    }

    private static ConversationState Begin(ConversationState state, CobrowseStarted started)
    {
        var agent = state.Agent.Id;
        return state with
        {
            Sessions = [.. state.Sessions, Session(started.Session, started.Beside)],
            Participants = state.Participants
                .Select(party => party.Id == agent ? Add(party, AgentLeg(started.Session, started.At))
                    : party.Purpose == Purpose.Customer ? Add(party, VisitorLeg(started.Session, started.At))
                    : party)
                .ToList(),
        };
    }

    private static SessionState Session(NewSession asked, CommunicationKind? beside) => new(
        asked.SessionId,
        asked.InvitationId,
        asked.JoinCode,
        asked.Capabilities,
        asked.Offered ? InvitationState.Offered : InvitationState.Waiting,
        asked.Expires,
        beside,
        null);

    private static ParticipantState Participant(
        Party party, Purpose purpose, IReadOnlyDictionary<string, string> attributes, List<CommunicationState> legs, DateTimeOffset at) => new(
        party.ParticipantId, purpose, party.PartyId, party.Name, attributes, null, false, at, legs.Any(leg => leg.ConnectedTime is not null) ? at : null, null, legs);

    private static ParticipantState Add(ParticipantState party, CommunicationState leg) => party with { Communications = [.. party.Communications, leg] };

    private static CommunicationState Leg(string id, NewMedia media, DateTimeOffset at) => new(
        id, media.Kind, LegState.Connected, LegState.Connected, null, at, at, null, media.Direction, media.Provider, null, media.MessageType);

    private static CommunicationState AgentLeg(NewSession session, DateTimeOffset at) =>
        Leg(session.Legs.Agent, session, session.ByAgent ? LegState.Connected : LegState.Alerting, at);

    private static CommunicationState VisitorLeg(NewSession session, DateTimeOffset at) =>
        Leg(session.Legs.Visitor, session, session.Offered ? LegState.Offering : LegState.Contacting, at);

    private static CommunicationState Leg(string id, NewSession session, LegState leg, DateTimeOffset at) => new(
        id, CommunicationKind.Cobrowse, leg, leg, null, at, leg == LegState.Connected ? at : null, null, Direction.Outbound, OwnProvider, session.SessionId, null);

    // What is reported of a session is always about the one that is current then.
    private static ConversationState Current(
        ConversationState state, Func<SessionState, SessionState> change, Func<CommunicationState, CommunicationState> visitor)
    {
        var session = state.Session!;
        return Legs(
            state with { Sessions = [.. state.Sessions.SkipLast(1), change(session)] },
            (party, leg) => party.Purpose == Purpose.Customer && leg.SessionId == session.SessionId,
            visitor);
    }

    private static ConversationState Close(ConversationState state, CobrowseEnded ended) => state with
    {
        Sessions = state.Sessions
            .Select(session => session.SessionId == ended.SessionId
                ? session with { Invitation = ended.Invitation ?? session.Invitation, EndTime = ended.At }
                : session)
            .ToList(),
    };

    private static ConversationState End(ConversationState state, IReadOnlyList<LegEnd> ends, DateTimeOffset at) => ends.Aggregate(
        state,
        (current, end) => Legs(
            current,
            (_, leg) => leg.Id == end.CommunicationId,
            leg => leg with { State = LegState.Disconnected, DisconnectType = end.DisconnectType, EndTime = at, Held = null, Muted = false }));

    // A party is connected with their first leg, and gone with their last one.
    private static ConversationState Legs(
        ConversationState state, Func<ParticipantState, CommunicationState, bool> which, Func<CommunicationState, CommunicationState> change) => state with
        {
            Participants = state.Participants.Select(party => Settle(party with
            {
                Communications = party.Communications.Select(leg => which(party, leg) ? change(leg) : leg).ToList(),
            })).ToList(),
        };

    private static ParticipantState Settle(ParticipantState party) => party with
    {
        ConnectedTime = party.ConnectedTime ?? party.Communications.Min(leg => leg.ConnectedTime),
        EndTime = party.Communications.Any(leg => leg.Live) ? null : party.Communications.Max(leg => leg.EndTime),
    };

    private static ConversationState With(ConversationState state, string participantId, Func<ParticipantState, ParticipantState> change) => state with
    {
        Participants = state.Participants.Select(party => party.Id == participantId ? change(party) : party).ToList(),
    };

    private static Dictionary<string, string> Merge(IReadOnlyDictionary<string, string> old, IReadOnlyDictionary<string, string> set)
    {
        var merged = new Dictionary<string, string>(old, StringComparer.Ordinal);
        foreach (var (name, value) in set)
        {
            merged[name] = value;
        }

        return merged;
    }

    private static readonly IReadOnlyDictionary<string, string> NoAttributes = new Dictionary<string, string>(StringComparer.Ordinal);
}
