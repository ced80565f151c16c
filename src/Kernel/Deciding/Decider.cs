namespace Pillion.Kernel.Deciding;

/// <summary>
/// An aggregate as two pure functions. No clock, no input or output, no logger inside: the time is a
/// parameter and everything else that a decision needs is in the command or the state.
/// </summary>
public sealed record Decider<TState, TCommand>(
    TState Initial,
    Func<TCommand, TState, DateTimeOffset, Decision> Decide,
    Func<TState, object, TState> Evolve)
{
    /// <summary>The state after a history of events.</summary>
    public TState Fold(IEnumerable<object> events) => events.Aggregate(Initial, Evolve);
}
