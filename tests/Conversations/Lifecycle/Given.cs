using System.Text.Json;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel.Deciding;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Tests.Lifecycle;

/// <summary>Given a history of commands, when a command comes, then these events or this refusal.</summary>
internal sealed class Given
{
    public static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly WrapUpRef Resolved = new("w1", "Resolved");
    public static readonly WrapUpRef HandedOver = new("w2", "Handed over");

    private readonly List<object> _events = [];

    private Given(ConversationState? state) => State = state;

    public ConversationState? State { get; private set; }

    public IReadOnlyList<object> Events => _events;

    public Decision Last { get; private set; }

    /// <summary>A cobrowse session from nothing, or one of the other media.</summary>
    public static Start Start(bool present = false, WrapUpRef? wrapUp = null, NewMedia? media = null) => new(
        "c", "site",
        new Party("pa", "avery", "Avery Moss"), new Party("pv", "robin", "Robin Doe"),
        "subject", "T-1", wrapUp, new Dictionary<string, string>(StringComparer.Ordinal),
        media is null ? Session("", present) : null, media);

    public static NewMedia Call { get; } = new(CommunicationKind.Call, Direction.Inbound, "External", null, new Legs("la", "lv"));

    /// <summary>Session <c>s</c> with invitation <c>i</c> and communications <c>ca</c>, <c>cv</c>; later ones have a number.</summary>
    public static NewSession Session(string number, bool present = false, bool byAgent = false) => new(
        $"s{number}", $"i{number}", "482913", ["view", "point"], present, Now.AddMinutes(15), new Legs($"ca{number}", $"cv{number}"), byAgent);

    public static Given Nothing() => new(null);

    public static Given Started(WrapUpRef? wrapUp = null, params ConversationCommand[] then) =>
        then.Aggregate(Nothing().When(Start(wrapUp: wrapUp)), (given, command) => given.When(command));

    /// <summary>A call that takes place elsewhere, without a cobrowse session yet.</summary>
    public static Given OnCall(WrapUpRef? wrapUp = null, params ConversationCommand[] then) =>
        then.Aggregate(Nothing().When(Start(wrapUp: wrapUp, media: Call)), (given, command) => given.When(command));

    public Given When(ConversationCommand command)
    {
        Last = Conversation.Decider.Decide(command, State, Now);

        // Stored and read again, as the store does, so that an event that does not survive that is found here.
        var stored = Last.Events.Select(happened => JsonSerializer.Deserialize(JsonSerializer.Serialize(happened, happened.GetType(), Wire.Options), happened.GetType(), Wire.Options)!);
        foreach (var happened in stored)
        {
            _events.Add(happened);
            State = Conversation.Decider.Evolve(State, happened);
        }

        return this;
    }

    /// <summary>Something happened, however it came about.</summary>
    public Given Happened(object happened)
    {
        _events.Add(happened);
        State = Conversation.Decider.Evolve(State, happened);
        return this;
    }

    public void Then(params Type[] events)
    {
        Assert.False(Last.Refused, Last.Refusal?.Message);
        Assert.Equal(events, Last.Events.Select(happened => happened.GetType()));
    }

    public void ThenNothing() => Then();

    public void ThenRefused(string code)
    {
        Assert.True(Last.Refused);
        Assert.Equal(code, Last.Refusal.Code);
    }
}
