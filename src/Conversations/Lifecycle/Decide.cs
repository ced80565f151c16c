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

    /// <summary>Transfers that are remembered.</summary>
    public const int MostTransfers = 20;

    /// <summary>Cobrowse sessions that one conversation may have, one after another.</summary>
    public const int MostSessions = 100;

    public static Decider<ConversationState?, ConversationCommand> Decider { get; } = new(null, Decide, Evolve);

    private static Decision Decide(ConversationCommand command, ConversationState? state, DateTimeOffset now) => (command, state) switch
    {
        (Start start, null) => Decision.Of(Started(start, now)),
        (Start, _) => Decision.Refuse(Refusal.Conflict("request.conflict", "This conversation has been started already.")),
        (_, null) => Decision.Refuse(Refusal.NotFound("conversation.error.conversation.not.found", "There is no such conversation.")),
        (BeginCobrowse start, _) => DecideCobrowse(state, start.Session, now),
        (NoteOffered note, _) => Pending(state, note.InvitationId) is { Invitation: InvitationState.Waiting }
            ? Decision.Of(new VisitorAsked(now))
            : Decision.Nothing,
        (NoteAccepted note, _) => Pending(state, note.InvitationId) is not null
            ? Decision.Of(new VisitorConnected(note.Capabilities, now))
            : Decision.Nothing,
        (NoteClosed note, _) => Pending(state, note.InvitationId) is { } session
            ? EndCobrowse(state, session, Ending.Of(note.Reason), now)
            : Decision.Nothing,
        (NoteSessionEnded note, _) => state.LiveSession is { } session && note.SessionId == session.SessionId
            ? EndCobrowse(state, session, Ending.Of(note.Reason), now)
            : Decision.Nothing,
        (NoteMoved note, _) => state.LiveSession?.InvitationId == note.InvitationId && note.VisitorId != state.Visitor.PartyId
            ? Decision.Of(new VisitorRecognized(note.VisitorId, note.Name, now))
            : Decision.Nothing,
        (NoteVisitorMerged note, _) => state.Live && note.FromId == state.Visitor.PartyId
            ? Decision.Of(new VisitorRecognized(note.IntoId, note.Name, now))
            : Decision.Nothing,
        (DisconnectAll, _) => EndAll(state, Ending.ByApi(null), now),
        (Connect connect, _) => ForParticipant(state, connect.ParticipantId, party => DecideConnect(state, party, connect.Only, now)),
        (Disconnect leave, _) => ForParticipant(state, leave.ParticipantId, party => DecideLeaving(state, party, leave.Only, now)),
        (SetTag set, _) => set.Tag == state.ExternalTag ? Decision.Nothing : Decision.Of(new TagSet(set.Tag, now)),
        (SetSecureAttributes set, _) => DecideSecure(state, set, now),
        (HandOver handOver, _) => DecideHandOver(state, handOver, now),
        (DisconnectMedium end, _) => EndMedium(state, end.Kind, Ending.ByApi(null), now),
        (NoteHold note, _) => ForParticipant(state, note.ParticipantId, party => DecideHold(party, note, now)),
        (DisconnectCommunication end, _) => DecideCommunication(state, end.CommunicationId, now),
        (ChooseWrapUp choose, _) => ForAgent(state, choose.ParticipantId, party => DecideWrapUp(party, choose, now)),
        (SkipWrapUp skip, _) => ForAgent(state, skip.ParticipantId, party => DecideSkip(state, party, now)),
        (SetAttributes set, _) => ForParticipant(state, set.ParticipantId, party => DecideAttributes(party, set, now)),
        _ => throw new InvalidOperationException($"No rule for {command.GetType()}."),
    };

    private static ConversationStarted Started(Start start, DateTimeOffset now) => new(
        start.Id, start.SiteId, start.Agent, start.Visitor, start.Subject, start.ExternalTag, start.DefaultWrapUp, start.Attributes,
        start.Session, start.Media, now);

    private static SessionState? Pending(ConversationState state, string invitationId) =>
        state.LiveSession is { Pending: true } session && session.InvitationId == invitationId ? session : null;

    private static Decision DecideCobrowse(ConversationState state, NewSession session, DateTimeOffset now) => state switch
    {
        { LiveSession: not null } => Decision.Nothing,
        { Live: false } => Refuse(409, HasEnded, "This conversation has ended, so no session can be started in it. Start a new conversation with the same parties."),
        { Agent: { Present: false, Name: var name } } => Refuse(409, "agent.left", $"{name} has left this conversation and no other agent has come, so there is nobody to look on."),
        { Sessions.Count: >= MostSessions } => Refuse(
            409, "too.many.sessions", $"This conversation has had {MostSessions} cobrowse sessions, which is all that one can have. Start a new conversation."),
        _ => Decision.Of(new CobrowseStarted(session, state.ActiveMedia?.Kind, now)),
    };

    private static Decision DecideConnect(ConversationState state, ParticipantState party, CommunicationKind? only, DateTimeOffset now)
    {
        if (!party.Present)
        {
            return Refuse(409, HasEnded, state.Live
                ? $"{party.Name} has left this conversation and can't come back."
                : "This conversation has ended, so nobody can connect to it. Start a new one.");
        }

        return party.Purpose == Purpose.Agent
            ? party.Communications.Any(leg => leg.State == LegState.Alerting && (only is null || leg.Kind == only)) ? Decision.Of(new AgentConnected(party.Id, now, only)) : Decision.Nothing
            : only is null or CommunicationKind.Cobrowse && state.LiveSession is { Pending: true }
                ? Refuse(409, "visitor.consent.needed", $"{party.Name} connects by agreeing in their own browser; the API can't do that for them.")
                : Decision.Nothing;
    }

    private static Decision DecideCommunication(ConversationState state, string id, DateTimeOffset now)
    {
        if (state.WithCommunication(id) is not { } party)
        {
            return Decision.Refuse(Refusal.NotFound(
                "conversation.error.communication.not.found", "This conversation has no such communication.", "path:communicationId", id));
        }

        var leg = party.Communications.First(known => known.Id == id);
        return !leg.Live ? Decision.Nothing
            : EndMedium(state, leg.Kind, Ending.ByApi(party.Id), now);
    }

    private static Decision DecideLeaving(ConversationState state, ParticipantState party, CommunicationKind? only, DateTimeOffset now) =>
        !party.Present ? Decision.Nothing
        : only is not { } kind ? EndAll(state, Ending.ByApi(party.Id), now)
        : party.Communications.Any(leg => leg.Live && leg.Kind == kind) ? EndMedium(state, kind, Ending.ByApi(party.Id), now)
        : Decision.Nothing;

    private static Decision DecideHold(ParticipantState party, NoteHold note, DateTimeOffset now)
    {
        var live = party.Communications
            .Where(leg => leg is { Live: true, Kind: not CommunicationKind.Cobrowse } && (note.Only is null || leg.Kind == note.Only))
            .ToList();
        if (live.Count == 0)
        {
            return Refuse(409, "conversation.error.participant.no.active.conversations", $"{party.Name} has no call or message here that is going on, so there is nothing to hold or to mute.");
        }

        if (live.Exists(leg => leg.State == LegState.Alerting))
        {
            return Refuse(409, "conversation.error.hold.alerting", $"{party.Name} has not accepted yet, and what only rings can't be held or muted. PATCH with `state: connected` first.");
        }

        var changed = live
            .Where(leg => (note.Held is { } held && held != leg.Held is not null) || (note.Muted is { } muted && muted != leg.Muted))
            .Select(leg => leg.Id)
            .ToList();
        return changed.Count == 0 ? Decision.Nothing : Decision.Of(new HoldNoted(party.Id, changed, note.Held, note.Muted, now));
    }

    private static Decision DecideWrapUp(ParticipantState party, ChooseWrapUp choose, DateTimeOffset now)
    {
        var filed = WrapUp.After(party.WrapUp, choose.Code, choose.Notes, choose.Details, now);
        var same = party.WrapUp is { } given && given.SameAs(filed) && (choose.Details?.EndTime is null || given.EndTime == filed.EndTime);
        return same && !party.WrapUpSkipped ? Decision.Nothing : Decision.Of(new WrapUpChosen(party.Id, choose.Code, choose.Notes, false, now, choose.Details));
    }

    private static Decision DecideSkip(ConversationState state, ParticipantState party, DateTimeOffset now)
    {
        if (party.WrapUpSkipped)
        {
            return Decision.Nothing;
        }

        // The default code is nobody's choice, so skipping on top of it is fine.
        return party.WrapUp is { Code: not null } given && given.Code != state.DefaultWrapUp?.Id
            ? Refuse(409, "wrapup.already.set", $"The conversation is wrapped up as \"{given.Name}\" already; choose another code instead of skipping.")
            : Decision.Of(new WrapUpSkipped(party.Id, now));
    }

    private static Decision ForParticipant(ConversationState state, string id, Func<ParticipantState, Decision> decide) => state.Participant(id) is { } party
        ? decide(party)
        : Decision.Refuse(Refusal.NotFound("conversation.error.participant.not.found", "This conversation has no such participant.", "path:participantId", id));

    private static Decision ForAgent(ConversationState state, string id, Func<ParticipantState, Decision> decide) => ForParticipant(
        state,
        id,
        party => party.Purpose == Purpose.Agent
            ? decide(party)
            : Refuse(409, "wrapup.is.for.agents", $"Wrap-up is for the agent's participant, {state.Agent.Id}; this one is the visitor's."));

    private const string HasEnded = "conversation.error.conversation.disconnected";

    private static Decision Refuse(int status, string code, string message) =>
        Decision.Refuse(new Refusal(status, code, message, [new Fault(code, message)]));
}
