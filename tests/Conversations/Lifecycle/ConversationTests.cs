using Pillion.Conversations.Lifecycle;

namespace Pillion.Conversations.Tests.Lifecycle;

/// <summary>The rules of a conversation, one by one.</summary>
public sealed class ConversationTests
{
    private static readonly NoteOffered Offered = new("i");
    private static readonly NoteAccepted Accepted = new("i", ["view"]);

    [Fact]
    public void It_starts_once()
    {
        Given.Nothing().When(Given.Start()).Then(typeof(ConversationStarted));
        Given.Started().When(Given.Start()).ThenRefused("request.conflict");
        Given.Nothing().When(Offered).ThenRefused("conversation.error.conversation.not.found");
    }

    [Fact]
    public void An_invitation_is_offered_and_accepted_once()
    {
        Given.Started(null, Offered).Then(typeof(VisitorAsked));
        Given.Started(null, Offered).When(Offered).ThenNothing();
        Given.Started(null, Accepted).Then(typeof(VisitorConnected));
        Given.Started(null, Offered, Accepted).When(Accepted).ThenNothing();
        Given.Started(null, Accepted).When(Offered).ThenNothing();
        Assert.Equal(["view"], Given.Started(null, Accepted).State!.Session!.Capabilities);
    }

    [Fact]
    public void Reports_of_another_invitation_or_session_change_nothing()
    {
        Given.Started(null, new NoteAccepted("other", ["view"])).ThenNothing();
        Given.Started(null, new NoteClosed("other", "declined")).ThenNothing();
        Given.Started(null, new NoteSessionEnded("other", "visitor_ended")).ThenNothing();
    }

    [Fact]
    public void Whoever_leaves_first_ends_it_for_both()
    {
        Given.Started(null, Accepted, new Disconnect("pa"))
            .Then(typeof(CobrowseEnded), typeof(ConversationEnded));
        var state = Given.Started(null, Accepted, new Disconnect("pv")).State!;

        Assert.Equal(("client", "peer"), (state.Visitor.Communications[0].DisconnectType, state.Agent.Communications[0].DisconnectType));
        Assert.Equal(InvitationState.Accepted, state.Session!.Invitation);
    }

    [Fact]
    public void Ending_before_the_answer_cancels_the_invitation()
    {
        var given = Given.Started(null, new DisconnectAll());

        given.Then(typeof(CobrowseEnded), typeof(ConversationEnded));
        Assert.Equal(InvitationState.Canceled, given.State!.Session!.Invitation);
    }

    [Fact]
    public void The_default_code_is_applied_at_the_end_unless_the_agent_chose()
    {
        var untouched = Given.Started(Given.Resolved, new DisconnectAll()).State!;
        var chosen = Given.Started(Given.Resolved, new ChooseWrapUp("pa", Given.HandedOver, "n"), new DisconnectAll()).State!;
        var skipped = Given.Started(Given.Resolved, new SkipWrapUp("pa"), new DisconnectAll()).State!;

        Assert.Equal("Resolved", untouched.Agent.WrapUp!.Name);
        Assert.Equal(("Handed over", "n"), (chosen.Agent.WrapUp!.Name, chosen.Agent.WrapUp.Notes));
        Assert.Equal(("Resolved", true), (skipped.Agent.WrapUp!.Name, skipped.Agent.WrapUpSkipped));
    }

    [Fact]
    public void Choosing_the_same_again_is_nothing_new_and_another_replaces_it()
    {
        var choose = new ChooseWrapUp("pa", Given.Resolved, null);

        Given.Started(null, choose).When(choose).ThenNothing();
        Given.Started(null, choose).When(choose with { Notes = "n" }).Then(typeof(WrapUpChosen));
        Given.Started(null, choose).When(new SkipWrapUp("pa")).ThenRefused("wrapup.already.set");
        Assert.False(Given.Started(null, new SkipWrapUp("pa"), choose).State!.Agent.WrapUpSkipped);
    }

    [Fact]
    public void The_agent_connects_once_and_not_after_the_end()
    {
        Given.Started(null, new Connect("pa")).Then(typeof(AgentConnected));
        Given.Started(null, new Connect("pa")).When(new Connect("pa")).ThenNothing();
        Given.Started(null, new DisconnectAll()).When(new Connect("pa")).ThenRefused("conversation.error.conversation.disconnected");
        Given.Started(null, new Connect("pv")).ThenRefused("visitor.consent.needed");
        Given.Started(null, Accepted, new Connect("pv")).ThenNothing();
    }

    [Fact]
    public void Attributes_are_set_when_they_change_anything()
    {
        var set = new SetAttributes("pv", new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" });

        Given.Started(null, set).Then(typeof(AttributesSet));
        Given.Started(null, set).When(set).ThenNothing();
        Given.Started(null, new SetAttributes("nobody", set.Attributes)).ThenRefused("conversation.error.participant.not.found");
    }

    [Fact]
    public void Beside_a_call_sessions_come_and_go()
    {
        var first = Given.OnCall(null, new BeginCobrowse(Given.Session("")));
        first.Then(typeof(CobrowseStarted));
        first.When(new BeginCobrowse(Given.Session("2"))).ThenNothing();
        first.When(new NoteClosed("i", "declined")).Then(typeof(CobrowseEnded));

        var second = first.When(new BeginCobrowse(Given.Session("2")));
        second.Then(typeof(CobrowseStarted));
        second.When(Accepted).ThenNothing();
        second.When(new NoteAccepted("i2", ["view"])).Then(typeof(VisitorConnected));
        second.When(new NoteSessionEnded("s2", "agent_ended")).Then(typeof(CobrowseEnded));

        Assert.True(second.State!.Live);
        Assert.Equal([InvitationState.Declined, InvitationState.Accepted], second.State.Sessions.Select(session => session.Invitation));
        Assert.Equal(CommunicationKind.Call, second.State.Session!.Beside);
    }

    [Fact]
    public void It_ends_with_its_last_communication_whichever_that_is()
    {
        Given.OnCall(Given.Resolved, new DisconnectCommunication("lv")).Then(typeof(MediaEnded), typeof(WrapUpChosen), typeof(ConversationEnded));
        var call = Given.OnCall(Given.Resolved, new BeginCobrowse(Given.Session("")), new DisconnectCommunication("la"));
        call.Then(typeof(MediaEnded));
        Assert.Equal(("client", "peer"), (call.State!.Agent.Communications[0].DisconnectType, call.State.Visitor.Communications[0].DisconnectType));
        call.When(new DisconnectCommunication("la")).ThenNothing();
        call.When(new NoteClosed("i", "declined")).Then(typeof(CobrowseEnded), typeof(WrapUpChosen), typeof(ConversationEnded));
    }

    [Fact]
    public void A_party_who_leaves_takes_every_medium_along()
    {
        var given = Given.OnCall(null, new BeginCobrowse(Given.Session("")), Accepted, new Disconnect("pv"));

        given.Then(typeof(CobrowseEnded), typeof(MediaEnded), typeof(ConversationEnded));
        Assert.All(given.State!.Visitor.Communications, leg => Assert.Equal("client", leg.DisconnectType));
        Assert.All(given.State.Agent.Communications, leg => Assert.Equal("peer", leg.DisconnectType));
        given.When(new BeginCobrowse(Given.Session("2"))).ThenRefused("conversation.error.conversation.disconnected");
    }

    [Fact]
    public void An_agent_who_asks_is_there_already()
    {
        Given.OnCall(null, new BeginCobrowse(Given.Session("", byAgent: true)), new Connect("pa")).ThenNothing();
        Given.OnCall(null, new BeginCobrowse(Given.Session("")), new Connect("pa")).Then(typeof(AgentConnected));
        Given.OnCall(null, new Connect("pa")).ThenNothing();
        Given.OnCall(null, new Connect("pv")).ThenNothing();
    }

    [Fact]
    public void Without_an_agent_and_beyond_a_bound_there_are_no_sessions()
    {
        var left = Given.OnCall().Happened(new MediaEnded([new LegEnd("la", "transport.failure")], Given.Now));
        left.When(new BeginCobrowse(Given.Session(""))).ThenRefused("agent.left");

        var many = Enumerable.Range(0, Conversation.MostSessions).Aggregate(Given.OnCall(), (given, n) => given
            .When(new BeginCobrowse(Given.Session($"{n}")))
            .When(new NoteClosed($"i{n}", "expired")));
        many.When(new BeginCobrowse(Given.Session("x"))).ThenRefused("too.many.sessions");
    }

    [Fact]
    public void Communications_are_found_by_their_id_only()
    {
        Given.OnCall(null, new DisconnectCommunication("pa")).ThenRefused("conversation.error.communication.not.found");
        Given.Started(null, new DisconnectCommunication("cv")).Then(typeof(CobrowseEnded), typeof(ConversationEnded));
    }
}
