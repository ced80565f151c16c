namespace Pillion.Conversations.Lifecycle;

internal static partial class Conversation
{
    private static ConversationState? Evolve(ConversationState? state, object happened) => (state, happened) switch
    {
        (null, ConversationStarted started) => Begin(started),
        (null, _) => null,
        (_, VisitorAsked asked) => state with
        {
            Invitation = InvitationState.Offered,
            Visitor = state.Visitor with { State = LegState.Offering, AlertingTime = asked.At },
        },
        (_, VisitorConnected connected) => state with
        {
            Invitation = InvitationState.Accepted,
            Capabilities = connected.Capabilities,
            Visitor = state.Visitor with { State = LegState.Connected, ConnectedTime = connected.At },
        },
        (_, VisitorRecognized known) => state with { Visitor = state.Visitor with { PartyId = known.VisitorId, Name = known.Name } },
        (_, InvitationEnded ended) => state with { Invitation = ended.Outcome },
        (_, AgentConnected connected) => state with { Agent = state.Agent with { State = LegState.Connected, ConnectedTime = connected.At } },
        (_, ParticipantDisconnected left) => With(state, left.ParticipantId, party => party with
        {
            State = LegState.Disconnected,
            DisconnectType = left.DisconnectType,
            EndTime = left.At,
        }),
        (_, ConversationEnded ended) => state with { EndTime = ended.At },
        (_, WrapUpChosen chosen) => With(state, chosen.ParticipantId, party => party with
        {
            WrapUp = new WrapUp(chosen.Code.Id, chosen.Code.Name, chosen.Notes, chosen.At),
            WrapUpSkipped = chosen.ByDefault && party.WrapUpSkipped,
        }),
        (_, WrapUpSkipped skipped) => With(state, skipped.ParticipantId, party => party with { WrapUpSkipped = true }),
        (_, AttributesSet set) => With(state, set.ParticipantId, party => party with { Attributes = Merge(party.Attributes, set.Attributes) }),
        _ => state,
    };

    private static ConversationState Begin(ConversationStarted started) => new(
        started.Id,
        started.SessionId,
        started.InvitationId,
        started.JoinCode,
        started.SiteId,
        started.Subject,
        started.ExternalTag,
        started.DefaultWrapUp,
        started.Capabilities,
        started.Offered ? InvitationState.Offered : InvitationState.Waiting,
        started.Expires,
        Begin(started.Agent, LegState.Alerting, started.At, NoAttributes),
        Begin(started.Visitor, started.Offered ? LegState.Offering : LegState.Contacting, started.At, started.Attributes),
        started.At,
        null);

    private static ParticipantState Begin(Party party, LegState leg, DateTimeOffset at, IReadOnlyDictionary<string, string> attributes) =>
        new(party.ParticipantId, party.CommunicationId, party.PartyId, party.Name, leg, null, at, null, null, attributes, null, false);

    private static ConversationState With(ConversationState state, string participantId, Func<ParticipantState, ParticipantState> change) =>
        state.Agent.Id == participantId ? state with { Agent = change(state.Agent) }
        : state.Visitor.Id == participantId ? state with { Visitor = change(state.Visitor) }
        : state;

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
