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
}
