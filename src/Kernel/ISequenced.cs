namespace Pillion.Kernel;

/// <summary>
/// A message between areas that belongs to a sequence. Messages of one sequence are delivered one after another, in the order
/// of their commits; those of different sequences side by side. A message of none comes after all before it and before all that
/// follow.
/// </summary>
public interface ISequenced
{
    /// <summary>The name of the sequence, such as the id of a conversation.</summary>
    string Sequence { get; }
}
