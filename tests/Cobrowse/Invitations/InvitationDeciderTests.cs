using CsCheck;
using Pillion.Cobrowse.Invitations;
using Pillion.Contracts;
using Pillion.Kernel.Deciding;

namespace Pillion.Cobrowse.Tests.Invitations;

/// <summary>The rules by themselves: given what happened, when this is asked, then that happens.</summary>
public sealed class InvitationDeciderTests
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = Noon.AddMinutes(15);
    private static readonly PrivacyPolicy Policy = new(1, "balanced", [], [], []);

    private static readonly RequestedEvent Requested =
        new("i", "c", "s", "site", "visitor", "agent", "Avery", null, "123456", ["view", "point"], Noon, Late);

    private static readonly OfferedEvent Offered = new(Noon);
    private static readonly AcceptedEvent Accepted = new(Consent("tab-1", "view"), Noon);

    [Fact]
    public void A_repeated_request_changes_nothing() =>
        Assert.Empty(When([Requested, Offered], new InvitationCommand.Request(Asked), Noon).Events);

    [Fact]
    public void Nothing_can_be_asked_of_an_invitation_that_does_not_exist() =>
        Assert.Equal("unknown_invitation", When([], new InvitationCommand.End("canceled"), Noon).Refusal!.Code);

    [Fact]
    public void An_answer_needs_an_offer() =>
        Assert.Equal("not_offered", When([Requested], new InvitationCommand.Accept(Consent("tab-1", "view")), Noon).Refusal!.Code);

    [Fact]
    public void The_consent_names_what_was_asked_and_what_was_given()
    {
        var accepted = Assert.IsType<AcceptedEvent>(Assert.Single(
            When([Requested, Offered], new InvitationCommand.Accept(Consent("tab-1", "view")), Noon).Events));

        Assert.Equal(["view", "point"], accepted.Consent.Asked);
        Assert.Equal(["view"], accepted.Consent.Granted);
        Assert.Equal(("tab-1", "en", 1, Noon), (accepted.Consent.Tab, accepted.Consent.Language, accepted.Consent.Policy.Version, accepted.At));
    }

    [Fact]
    public void An_answer_at_the_very_end_is_too_late()
    {
        var accept = new InvitationCommand.Accept(Consent("tab-1", "view"));

        Assert.Single(When([Requested, Offered], accept, Late.AddMilliseconds(-1)).Events);
        Assert.Equal("expired", When([Requested, Offered], accept, Late).Refusal!.Code);
    }

    [Fact]
    public void The_same_tab_may_accept_twice_and_another_may_not()
    {
        Assert.Empty(When([Requested, Offered, Accepted], new InvitationCommand.Accept(Consent("tab-1", "view")), Noon).Events);
        Assert.Equal("answered_elsewhere", When([Requested, Offered, Accepted], new InvitationCommand.Accept(Consent("tab-2", "view")), Noon).Refusal!.Code);
    }

    [Fact]
    public void What_was_accepted_does_not_expire() =>
        Assert.Empty(When([Requested, Offered, Accepted], new InvitationCommand.Expire(), Late.AddDays(1)).Events);

    [Fact]
    public void What_is_canceled_too_late_ends_as_disconnected() =>
        Assert.Equal(new EndedEvent("disconnected", Noon), Assert.Single(When([Requested, Offered, Accepted], new InvitationCommand.End("canceled"), Noon).Events));

    [Fact]
    public void An_answered_invitation_stays_with_its_visitor() =>
        Assert.Equal("answered_elsewhere", When([Requested, Offered, Accepted], new InvitationCommand.Move("other"), Noon).Refusal!.Code);

    [Fact]
    public void Whatever_is_asked_in_whatever_order_it_closes_once_and_stays_closed()
    {
        var command = Gen.OneOf(
            Gen.Const<InvitationCommand>(new InvitationCommand.Request(Asked)),
            Gen.Const<InvitationCommand>(new InvitationCommand.Offer()),
            Gen.Int[1, 2].Select(tab => (InvitationCommand)new InvitationCommand.Accept(Consent($"tab-{tab}", "view"))),
            Gen.Int[1, 2].Select(tab => (InvitationCommand)new InvitationCommand.Decline($"tab-{tab}")),
            Gen.Int[1, 2].Select(visitor => (InvitationCommand)new InvitationCommand.Move($"visitor-{visitor}")),
            Gen.Const<InvitationCommand>(new InvitationCommand.Expire()),
            Gen.Const<InvitationCommand>(new InvitationCommand.End("agent_ended")));
        Gen.Select(command, Gen.Int[0, 20]).Array[1, 20].Sample(steps =>
        {
            var state = InvitationState.None;
            var (answers, closings) = (0, 0);
            foreach (var (asked, minutes) in steps)
            {
                var decision = InvitationDecider.Instance.Decide(asked, state, Noon.AddMinutes(minutes));
                foreach (var happened in decision.Events)
                {
                    Assert.True(state.Status == InvitationStatus.None || state.IsOpen, $"{happened} happened to what was {state.Status}");
                    state = state.With(happened);
                    answers += happened is AcceptedEvent or DeclinedEvent ? 1 : 0;
                    closings += state.IsOpen ? 0 : 1;
                }
            }

            return answers <= 1 && closings <= 1;
        });
    }

    private static CobrowseRequested Asked => new("c", "s", "i", "123456", "site", "visitor", "agent", "Avery", null, ["view", "point"], Noon, Late);

    private static Consent Consent(string tab, params string[] granted) => new("visitor", [], granted, Policy, "en", tab);

    private static Decision When(object[] given, InvitationCommand command, DateTimeOffset now) =>
        InvitationDecider.Instance.Decide(command, InvitationDecider.Instance.Fold(given), now);
}
