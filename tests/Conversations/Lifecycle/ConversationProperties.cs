using System.Text.Json;
using CsCheck;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Tests.Lifecycle;

/// <summary>What holds after any commands in any order, as often as they like, however the conversation began.</summary>
public sealed class ConversationProperties
{
    private static readonly ConversationCommand[] Reports =
    [
        new NoteOffered("i"), new NoteOffered("i2"), new NoteAccepted("i", ["view"]), new NoteAccepted("i2", ["view"]), new NoteAccepted("other", []),
        new NoteClosed("i", "declined"), new NoteClosed("i2", "declined"), new NoteClosed("i", "expired"), new NoteClosed("i", "canceled"),
        new NoteSessionEnded("s", "visitor_ended"), new NoteSessionEnded("s2", "visitor_ended"), new NoteSessionEnded("s", "agent_ended"),
        new NoteSessionEnded("s", "visitor_gone"), new NoteSessionEnded("s", "disconnected"), new NoteVisitorMerged("robin", "robin-2", "Robin"),
        new NoteMoved("i", "sam", "Sam"),
    ];

    private static readonly ConversationCommand[] Anything =
    [
        .. Reports, new BeginCobrowse(Given.Session("2")), new BeginCobrowse(Given.Session("3", present: true, byAgent: true)),
        new Connect("pa"), new Connect("pv"), new Disconnect("pa"), new Disconnect("pv"), new DisconnectAll(),
        new DisconnectCommunication("la"), new DisconnectCommunication("lv"), new DisconnectCommunication("ca"), new DisconnectCommunication("cv2"),
        new ChooseWrapUp("pa", Given.HandedOver, null), new ChooseWrapUp("pv", Given.HandedOver, null), new SkipWrapUp("pa"),
        new SetAttributes("pv", new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1" }), Given.Start(),
    ];

    private static readonly Gen<(bool OnCall, ConversationCommand[] Then)> Histories = Gen.Select(
        Gen.Bool, Gen.Int[0, Anything.Length - 1].Select(index => Anything[index]).Array[0, 20]);

    [Fact]
    public void It_ends_once_with_its_last_communication_and_is_filed_then() => Check((given, state) =>
    {
        Assert.True(given.Events.OfType<ConversationEnded>().Count() <= 1);
        Assert.Equal(state.Live, !given.Events.OfType<ConversationEnded>().Any());
        foreach (var party in state.Participants)
        {
            Assert.Equal(state.Live, party.Communications.Any(leg => leg.Live));
            Assert.Equal(state.Live, party.EndTime is null);
            Assert.All(party.Communications, leg => Assert.Equal(leg.Live, leg.DisconnectType is null));
            Assert.All(party.Communications, leg => Assert.Equal(leg.Live, leg.State != LegState.Disconnected));
        }

        Assert.True(state.Live || state.Agent.WrapUp is not null);
        Assert.Null(state.Visitor.WrapUp);
    });

    [Fact]
    public void At_most_one_session_is_live_and_each_has_both_its_parties() => Check((_, state) =>
    {
        Assert.All(state.Sessions.SkipLast(1), session => Assert.False(session.Live));
        foreach (var session in state.Sessions)
        {
            Assert.Equal(session.Live, state.Visitor.Leg(session)!.Live);
            Assert.Equal(session.Live, state.Agent.Leg(session)!.Live);
            Assert.True(session.Live || !session.Pending);
        }

        Assert.Equal(state.Sessions.Count, state.Sessions.DistinctBy(session => session.SessionId).Count());
    });

    [Fact]
    public void Only_the_visitor_agreeing_connects_the_visitor_to_a_session() => Check((given, state) =>
        Assert.Equal(
            given.Events.OfType<VisitorConnected>().Count(),
            state.Visitor.Communications.Count(leg => leg is { Kind: CommunicationKind.Cobrowse, ConnectedTime: not null })));

    [Fact]
    public void A_report_taken_in_twice_changes_nothing_the_second_time() => Check((given, _) =>
    {
        foreach (var report in Reports)
        {
            given.When(report).When(report).ThenNothing();
        }
    });

    [Fact]
    public void The_live_side_is_told_of_an_end_by_the_api_and_of_no_other() => Check((given, state) =>
    {
        var messages = Announcements.Of(state, given.Events).ToList();
        var byApi = given.Events.OfType<CobrowseEnded>().Where(ended => ended.ByApi).Select(ended => ended.SessionId);
        var told = messages.OfType<CobrowseDisconnected>().ToList();

        Assert.Equal(byApi, told.Select(message => message.SessionId));
        Assert.All(told, message => Assert.Equal(state.Sessions.Single(session => session.SessionId == message.SessionId).InvitationId, message.InvitationId));
        Assert.All(told, message => Assert.Contains(message.Reason, new[] { "disconnected", "canceled" }));
        Assert.Equal(
            given.Events.OfType<CobrowseEnded>().Select(ended => ended.SessionId),
            messages.OfType<AgentStateChanged>().Where(change => change.State == "disconnected").Select(change => change.SessionId));
        Assert.Equal(state.Sessions.Select(session => session.SessionId), messages.OfType<CobrowseRequested>().Select(message => message.SessionId));
    });

    [Fact]
    public void The_version_is_the_number_of_events() => Check((given, state) => Assert.Equal(given.Events.Count, state.Version));

    [Fact]
    public void The_state_survives_being_stored() => Check((_, state) =>
    {
        var text = JsonSerializer.Serialize(state, Wire.Options);

        Assert.Equal(text, JsonSerializer.Serialize(JsonSerializer.Deserialize<ConversationState>(text, Wire.Options), Wire.Options));
    });

    private static void Check(Action<Given, ConversationState> holds) => Histories.Sample(history =>
    {
        // A session has its id once, however often it is asked for.
        var asked = new HashSet<ConversationCommand>();
        var then = history.Then.Where(command => command is not BeginCobrowse || asked.Add(command)).ToArray();
        var given = history.OnCall ? Given.OnCall(Given.Resolved, then) : Given.Started(Given.Resolved, then);
        holds(given, given.State!);
    });
}
