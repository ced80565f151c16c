using Pillion.Kernel;
using Pillion.Kernel.Deciding;

namespace Pillion.Conversations.Lifecycle;

/// <summary>
/// The rules of a conversation. Reports from the live side may come late, twice or out of order; one that no longer
/// fits is no fault, it just changes nothing.
/// </summary>
internal static partial class Conversation
{
    /// <summary>Attributes that one participant may have.</summary>
    public const int MostAttributes = 100;

    public static Decider<ConversationState?, ConversationCommand> Decider { get; } = new(null, Decide, Evolve);

    private static Decision Decide(ConversationCommand command, ConversationState? state, DateTimeOffset now) => (command, state) switch
    {
        (Start start, null) => Decision.Of(Started(start, now)),
        (Start, _) => Decision.Refuse(Refusal.Conflict("request.conflict", "This conversation has been started already.")),
        (_, null) => Decision.Refuse(Refusal.NotFound("conversation.error.conversation.not.found", "There is no such conversation.")),
        (NoteOffered note, _) => state.Live && note.InvitationId == state.InvitationId && state.Invitation == InvitationState.Waiting
            ? Decision.Of(new VisitorAsked(now))
            : Decision.Nothing,
        (NoteAccepted note, _) => state.Live && note.InvitationId == state.InvitationId && Pending(state)
            ? Decision.Of(new VisitorConnected(note.Capabilities, now))
            : Decision.Nothing,
        (NoteClosed note, _) => state.Live && note.InvitationId == state.InvitationId && Pending(state)
            ? End(state, note.Reason, false, now)
            : Decision.Nothing,
        (NoteSessionEnded note, _) => state.Live && note.SessionId == state.SessionId
            ? End(state, note.Reason, false, now)
            : Decision.Nothing,
        (NoteMoved note, _) => state.Live && note.InvitationId == state.InvitationId && note.VisitorId != state.Visitor.PartyId
            ? Decision.Of(new VisitorRecognized(note.VisitorId, note.Name, now))
            : Decision.Nothing,
        (NoteVisitorMerged note, _) => state.Live && note.FromId == state.Visitor.PartyId
            ? Decision.Of(new VisitorRecognized(note.IntoId, note.Name, now))
            : Decision.Nothing,
        (DisconnectAll, _) => state.Live ? End(state, "disconnected", true, now) : Decision.Nothing,
        (Connect connect, _) => ForParticipant(state, connect.ParticipantId, party => DecideConnect(state, party, now)),
        (Disconnect leave, _) => ForParticipant(state, leave.ParticipantId, party => state.Live ? End(state, "disconnected", true, now, party.Id) : Decision.Nothing),
        (ChooseWrapUp choose, _) => ForAgent(state, choose.ParticipantId, party => DecideWrapUp(party, choose, now)),
        (SkipWrapUp skip, _) => ForAgent(state, skip.ParticipantId, party => DecideSkip(state, party, now)),
        (SetAttributes set, _) => ForParticipant(state, set.ParticipantId, party => DecideAttributes(party, set, now)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType()}."),
    };

    private static ConversationStarted Started(Start start, DateTimeOffset now) => new(
        start.Id, start.SessionId, start.InvitationId, start.JoinCode, start.SiteId, start.Agent, start.Visitor, start.VisitorPresent,
        start.Subject, start.ExternalTag, start.DefaultWrapUp, start.Capabilities, start.Attributes, now, start.Expires);

    private static bool Pending(ConversationState state) => state.Invitation is InvitationState.Waiting or InvitationState.Offered;

    private static Decision DecideConnect(ConversationState state, ParticipantState party, DateTimeOffset now)
    {
        if (!state.Live)
        {
            return Refuse(409, "conversation.error.conversation.disconnected", "This conversation has ended, so nobody can connect to it. Start a new one.");
        }

        if (party.State == LegState.Connected)
        {
            return Decision.Nothing;
        }

        return party.Id == state.Agent.Id
            ? Decision.Of(new AgentConnected(now))
            : Refuse(409, "visitor.consent.needed", $"{party.Name} connects by agreeing in their own browser; the API can't do that for them.");
    }

    // Two parties make the conversation, so it ends with whoever leaves first. Everything that ends it goes through
    // here, which is what makes the default wrap-up code certain.
    private static Decision End(ConversationState state, string reason, bool byApi, DateTimeOffset now, string? leaver = null)
    {
        var unanswered = Pending(state);
        var told = byApi && unanswered ? "canceled" : reason;
        var events = new List<object>();
        if (unanswered)
        {
            events.Add(new InvitationEnded(Outcome(told), now));
        }

        events.Add(new ParticipantDisconnected(state.Visitor.Id, DisconnectType(state.Visitor.Id, "visitor"), now));
        events.Add(new ParticipantDisconnected(state.Agent.Id, DisconnectType(state.Agent.Id, "agent"), now));
        if (state is { DefaultWrapUp: { } code, Agent.WrapUp: null })
        {
            events.Add(new WrapUpChosen(state.Agent.Id, code, null, true, now));
        }

        events.Add(new ConversationEnded(told, byApi, now));
        return Decision.Of(events);

        string DisconnectType(string participantId, string role) => (reason, role) switch
        {
            _ when leaver is not null => leaver == participantId ? "client" : "peer",
            ("visitor_ended" or "declined", "visitor") => "client",
            ("agent_ended", "agent") => "client",
            ("visitor_ended" or "declined" or "agent_ended", _) => "peer",
            ("visitor_gone", "visitor") => "transport.failure",
            ("visitor_gone", _) => "peer",
            ("expired", _) => "timeout",
            _ => "system",
        };
    }

    private static InvitationState Outcome(string reason) => reason switch
    {
        "declined" => InvitationState.Declined,
        "expired" => InvitationState.Expired,
        _ => InvitationState.Canceled,
    };

    private static Decision DecideWrapUp(ParticipantState party, ChooseWrapUp choose, DateTimeOffset now) =>
        party.WrapUp is { } given && given.Code == choose.Code.Id && given.Notes == choose.Notes && !party.WrapUpSkipped
            ? Decision.Nothing
            : Decision.Of(new WrapUpChosen(party.Id, choose.Code, choose.Notes, false, now));

    private static Decision DecideSkip(ConversationState state, ParticipantState party, DateTimeOffset now)
    {
        if (party.WrapUpSkipped)
        {
            return Decision.Nothing;
        }

        // The default code is nobody's choice, so skipping on top of it is fine.
        return party.WrapUp is { } given && given.Code != state.DefaultWrapUp?.Id
            ? Refuse(409, "wrapup.already.set", $"The conversation is wrapped up as \"{given.Name}\" already; choose another code instead of skipping.")
            : Decision.Of(new WrapUpSkipped(party.Id, now));
    }

    private static Decision DecideAttributes(ParticipantState party, SetAttributes set, DateTimeOffset now)
    {
        var changed = set.Attributes
            .Where(pair => party.Attributes.GetValueOrDefault(pair.Key) != pair.Value)
            .ToDictionary(StringComparer.Ordinal);
        if (changed.Count == 0)
        {
            return Decision.Nothing;
        }

        var total = party.Attributes.Keys.Union(changed.Keys, StringComparer.Ordinal).Count();
        return total > MostAttributes
            ? Refuse(409, "too.many.attributes", $"A participant has at most {MostAttributes} attributes; this would make {total}.")
            : Decision.Of(new AttributesSet(party.Id, changed, now));
    }

    private static Decision ForParticipant(ConversationState state, string id, Func<ParticipantState, Decision> decide) => state.Participant(id) is { } party
        ? decide(party)
        : Decision.Refuse(Refusal.NotFound("conversation.error.participant.not.found", "This conversation has no such participant.", "path:participantId", id));

    private static Decision ForAgent(ConversationState state, string id, Func<ParticipantState, Decision> decide) => ForParticipant(
        state,
        id,
        party => party.Id == state.Agent.Id
            ? decide(party)
            : Refuse(409, "wrapup.is.for.agents", $"Wrap-up is for the agent's participant, {state.Agent.Id}; this one is the visitor's."));

    private static Decision Refuse(int status, string code, string message) =>
        Decision.Refuse(new Refusal(status, code, message, [new Fault(code, message)]));
}
