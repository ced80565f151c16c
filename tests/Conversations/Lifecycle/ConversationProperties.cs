using System.Text.Json;
using CsCheck;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Tests.Lifecycle;

/// <summary>What holds after any commands in any order, as often as they like.</summary>
public sealed class ConversationProperties
{
    private static readonly ConversationCommand[] Anything =
    [
        new NoteOffered("i"), new NoteAccepted("i", ["view"]), new NoteClosed("i", "declined"), new NoteClosed("i", "expired"), new NoteClosed("i", "canceled"),
        new NoteSessionEnded("s", "visitor_ended"), new NoteSessionEnded("s", "agent_ended"), new NoteSessionEnded("s", "visitor_gone"),
        new NoteSessionEnded("s", "disconnected"), new NoteVisitorMerged("robin", "robin-2", "Robin"), new NoteMoved("i", "sam", "Sam"), new Connect("pa"), new Connect("pv"),
        new Disconnect("pa"), new Disconnect("pv"), new DisconnectAll(), new ChooseWrapUp("pa", Given.HandedOver, null),
        new ChooseWrapUp("pv", Given.HandedOver, null), new SkipWrapUp("pa"),
        new SetAttributes("pv", new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" }), Given.Start(), new NoteAccepted("other", []),
    ];

    private static readonly Gen<ConversationCommand[]> Histories = Gen.Int[0, Anything.Length - 1].Select(index => Anything[index]).Array[0, 20];

    [Fact]
    public void It_ends_once_whole_and_is_filed_when_it_ends() => Histories.Sample(history =>
    {
        var given = Given.Started(Given.Resolved, history);
        var state = given.State!;
        var ended = given.Events.OfType<ConversationEnded>().ToList();

        Assert.True(ended.Count <= 1);
        Assert.Equal(state.Live, ended.Count == 0);
        foreach (var party in new[] { state.Agent, state.Visitor })
        {
            Assert.Equal(state.Live, party.State != LegState.Disconnected);
            Assert.Equal(state.Live, party.EndTime is null);
            Assert.Equal(state.Live, party.DisconnectType is null);
        }

        Assert.True(state.Live || state.Agent.WrapUp is not null);
        Assert.True(state.Live || state.Invitation is not (InvitationState.Waiting or InvitationState.Offered));
        Assert.Null(state.Visitor.WrapUp);
    });

    [Fact]
    public void Only_the_visitor_agreeing_connects_the_visitor() => Histories.Sample(history =>
    {
        var given = Given.Started(null, history);

        Assert.Equal(given.Events.OfType<VisitorConnected>().Any(), given.State!.Visitor.ConnectedTime is not null);
        Assert.True(given.Events.OfType<VisitorConnected>().Count() <= 1);
    });

    [Fact]
    public void A_report_taken_in_twice_changes_nothing_the_second_time() => Histories.Sample(history =>
    {
        foreach (var report in Anything.Where(command => command.GetType().Name.StartsWith("Note", StringComparison.Ordinal)))
        {
            Given.Started(null, history).When(report).When(report).ThenNothing();
        }
    });

    [Fact]
    public void The_live_side_is_told_of_an_end_by_the_api_and_of_no_other() => Histories.Sample(history =>
    {
        var given = Given.Started(null, history);
        var told = Announcements.Of(given.State!, given.Events).OfType<CobrowseDisconnected>().ToList();

        var end = given.Events.OfType<ConversationEnded>().SingleOrDefault();
        Assert.Equal(end is { ByApi: true } ? 1 : 0, told.Count);
        Assert.All(told, message => Assert.Contains(message.Reason, new[] { "disconnected", "canceled" }));
        Assert.Equal(
            end is null ? 0 : 1,
            Announcements.Of(given.State!, given.Events).OfType<AgentStateChanged>().Count(change => change.State == "disconnected"));
    });

    [Fact]
    public void The_state_survives_being_stored() => Histories.Sample(history =>
    {
        var state = Given.Started(Given.Resolved, history).State!;

        var text = JsonSerializer.Serialize(state, Wire.Options);

        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<ConversationState>(text, Wire.Options), Wire.Options));
    });
}
