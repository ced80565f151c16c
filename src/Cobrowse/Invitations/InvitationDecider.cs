using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Kernel.Deciding;

namespace Pillion.Cobrowse.Invitations;

/// <summary>What can be asked of an invitation.</summary>
internal abstract record InvitationCommand
{
    /// <summary>Makes the invitation.</summary>
    public sealed record Request(CobrowseRequested Asked) : InvitationCommand;

    /// <summary>A tab of the visitor is there to be asked.</summary>
    public sealed record Offer : InvitationCommand;

    /// <summary>Binds it to another visitor.</summary>
    public sealed record Move(string VisitorId) : InvitationCommand;

    /// <summary>Gives it to another agent.</summary>
    public sealed record Reassign(string AgentId, string AgentName) : InvitationCommand;

    public sealed record Accept(Consent Consent) : InvitationCommand;

    public sealed record Decline(string Tab) : InvitationCommand;

    /// <summary>The visitor's side wants no more of it: says no, asked yet or not, or ends what runs.</summary>
    public sealed record Leave : InvitationCommand;

    /// <summary>The time is up, if it is.</summary>
    public sealed record Expire : InvitationCommand;

    /// <summary>Takes back what is not answered; ends what runs, for this reason.</summary>
    public sealed record End(string Reason) : InvitationCommand;
}

/// <summary>The rules of an invitation, without clock, store or sockets.</summary>
internal static class InvitationDecider
{
    // Tabs have ids of at least one character.
    private const string NoTab = "";

    public static Decider<InvitationState, InvitationCommand> Instance { get; } =
        new(InvitationState.None, Decide, (state, happened) => state.With(happened));

    private static Decision Decide(InvitationCommand command, InvitationState state, DateTimeOffset now) => command switch
    {
        InvitationCommand.Request request => Request(request.Asked, state),
        _ when state.Status == InvitationStatus.None => Decision.Refuse(Unknown),
        InvitationCommand.Offer => Offer(state, now),
        InvitationCommand.Move move => Move(move.VisitorId, state, now),
        InvitationCommand.Reassign to => state.IsOpen && state.AgentId != to.AgentId
            ? Decision.Of(new ReassignedEvent(to.AgentId, to.AgentName, now))
            : Decision.Nothing,
        InvitationCommand.Accept accept => Accept(accept.Consent, state, now),
        InvitationCommand.Decline decline => Decline(decline.Tab, state, now),
        InvitationCommand.Leave => Leave(state, now),
        InvitationCommand.Expire => IsUnanswered(state) && now >= state.Expires ? Decision.Of(new ExpiredEvent(now)) : Decision.Nothing,
        InvitationCommand.End end => End(end.Reason, state, now),
        _ => throw new InvalidOperationException($"No rule for {command.GetType()}."),
    };

    private static Decision Request(CobrowseRequested asked, InvitationState state) => state.Status != InvitationStatus.None
        ? Decision.Nothing
        : Decision.Of(new RequestedEvent(
            asked.InvitationId,
            asked.ConversationId,
            asked.SessionId,
            asked.SiteId,
            asked.VisitorId,
            asked.AgentId,
            asked.AgentName,
            asked.Subject,
            asked.JoinCode,
            asked.Capabilities,
            asked.At,
            asked.Expires));

    private static Decision Offer(InvitationState state, DateTimeOffset now) => state.Status switch
    {
        _ when IsLate(state, now) => Decision.Refuse(Closed(EndReasons.Expired)),
        InvitationStatus.Waiting => Decision.Of(new OfferedEvent(now)),
        InvitationStatus.Offered => Decision.Nothing,
        _ => Decision.Refuse(NotOnOffer(state)),
    };

    private static Decision Move(string visitorId, InvitationState state, DateTimeOffset now) => state switch
    {
        _ when IsLate(state, now) => Decision.Refuse(Closed(EndReasons.Expired)),
        _ when !IsUnanswered(state) => Decision.Refuse(NotOnOffer(state)),
        _ when state.VisitorId == visitorId => Decision.Nothing,
        _ => Decision.Of(new MovedEvent(visitorId, now)),
    };

    private static Decision Accept(Consent consent, InvitationState state, DateTimeOffset now) => state.Status switch
    {
        _ when IsLate(state, now) => Decision.Refuse(Closed(EndReasons.Expired)),
        InvitationStatus.Offered when !consent.Granted.Contains("view") || consent.Granted.Except(state.Capabilities).Any() =>
            Decision.Refuse(Refusal.Of([new Fault(
                "invalid_capabilities",
                $"The visitor can give view and any of what was asked for: {string.Join(", ", state.Capabilities)}.",
                "/capabilities",
                Expected: state.Capabilities)])),
        InvitationStatus.Offered => Decision.Of(new AcceptedEvent(consent with { Asked = state.Capabilities }, now)),

        // The answer to the first try may have been lost with its socket.
        InvitationStatus.Accepted when state.Consent?.Tab == consent.Tab => Decision.Nothing,
        _ => Decision.Refuse(NotOnOffer(state)),
    };

    private static Decision Decline(string tab, InvitationState state, DateTimeOffset now) => state.Status switch
    {
        InvitationStatus.Offered => Decision.Of(new DeclinedEvent(tab, now)),
        InvitationStatus.Declined => Decision.Nothing,
        _ => Decision.Refuse(NotOnOffer(state)),
    };

    private static Decision Leave(InvitationState state, DateTimeOffset now) => state.Status switch
    {
        InvitationStatus.Waiting or InvitationStatus.Offered => Decision.Of(new DeclinedEvent(NoTab, now)),
        InvitationStatus.Accepted => Decision.Of(new EndedEvent(EndReasons.VisitorEnded, now)),
        _ => Decision.Nothing,
    };

    private static Decision End(string reason, InvitationState state, DateTimeOffset now) => state.Status switch
    {
        InvitationStatus.Waiting or InvitationStatus.Offered => Decision.Of(new CanceledEvent(now)),

        // What runs is not canceled any more: whoever canceled it was a moment too late, and ended it.
        InvitationStatus.Accepted => Decision.Of(new EndedEvent(reason == EndReasons.Canceled ? EndReasons.Disconnected : reason, now)),
        _ => Decision.Nothing,
    };

    private static bool IsUnanswered(InvitationState state) => state.Status is InvitationStatus.Waiting or InvitationStatus.Offered;

    private static bool IsLate(InvitationState state, DateTimeOffset now) => IsUnanswered(state) && now >= state.Expires;

    private static Refusal Unknown { get; } = Refusal.NotFound("unknown_invitation", "There is no such invitation.");

    /// <summary>Why an invitation in this state can't be answered.</summary>
    public static Refusal NotOnOffer(InvitationState state) => state.Status switch
    {
        InvitationStatus.None => Unknown,
        InvitationStatus.Waiting => Refusal.Conflict("not_offered", "This invitation has not been offered yet."),
        InvitationStatus.Accepted or InvitationStatus.Declined or InvitationStatus.Ended => Closed(EndReasons.AnsweredElsewhere),
        InvitationStatus.Expired => Closed(EndReasons.Expired),
        _ => Closed(EndReasons.Canceled),
    };

    private static Refusal Closed(string code) => Refusal.Conflict(code, code switch
    {
        EndReasons.Expired => "The invitation has expired.",
        EndReasons.Canceled => "The invitation was taken back.",
        _ => "The invitation was answered in another tab.",
    });
}
