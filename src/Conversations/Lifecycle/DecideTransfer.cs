using Pillion.Kernel.Deciding;

namespace Pillion.Conversations.Lifecycle;

// Whoever takes over is asked as at the start: their communications ring until they accept. The visitor notices nothing
// but another name.
internal static partial class Conversation
{
    /// <summary>How a communication ended that goes on with another agent, in the vendor's words.</summary>
    public const string Transferred = "transfer";

    private static Decision DecideHandOver(ConversationState state, HandOver handOver, DateTimeOffset now) => ForParticipant(
        state,
        handOver.ParticipantId,
        party => party switch
        {
            { Purpose: Purpose.Customer } => Refuse(
                409, "only.agents.are.replaced", $"{party.Name} is the visitor, and visitors are not replaced. The agent's participant is {state.Agent.Id}."),
            { Present: false } => Refuse(409, HasEnded, state.Live
                ? $"{party.Name} has left this conversation already. The agent who is there now is {state.Agent.Name}, participant {state.Agent.Id}."
                : "This conversation has ended, so nobody can take it over. Start a new one with the other agent."),
            _ when party.PartyId == handOver.To.PartyId => Refuse(
                409, "transfer.to.same.agent", $"{party.Name} has this conversation already; hand it over to somebody else."),
            _ => Decision.Of(new HandedOver(handOver.TransferId, party.Id, handOver.To, Handed(party, handOver), handOver.InitiatorId, now)),
        });

    private static List<HandedLeg> Handed(ParticipantState party, HandOver handOver) => party.Communications
        .Where(leg => leg.Live)
        .Select(leg => new HandedLeg(leg.Id, handOver.Legs[leg.Kind]))
        .ToList();

    private static ConversationState Apply(ConversationState state, HandedOver handed)
    {
        var former = state.Participant(handed.From)!;
        var legs = handed.Legs
            .Select(leg => former.Communications.First(known => known.Id == leg.FormerId) with
            {
                Id = leg.Id,
                State = LegState.Alerting,
                InitialState = LegState.Alerting,
                AlertingTime = handed.At,
                ConnectedTime = null,
                Held = null,
                Muted = false,
            })
            .ToList();
        var left = End(state, handed.Legs.Select(leg => new LegEnd(leg.FormerId, Transferred)).ToList(), handed.At);
        return left with
        {
            Participants = [.. left.Participants, Participant(handed.To, Purpose.Agent, NoAttributes, legs, handed.At)],
            RecentTransfers =
            [
                .. left.RecentTransfers.TakeLast(MostTransfers - 1),
                new TransferState(handed.TransferId, handed.InitiatorId, handed.To.PartyId, handed.At),
            ],
        };
    }
}
