using System.Diagnostics.CodeAnalysis;

namespace Pillion.Kernel.Deciding;

/// <summary>What a pure decision came to: events to append, possibly none, or a refusal.</summary>
public readonly record struct Decision
{
    private readonly IReadOnlyList<object>? _events;

    private Decision(IReadOnlyList<object>? events, Refusal? refusal)
    {
        _events = events;
        Refusal = refusal;
    }

    /// <summary>Nothing to do and nothing wrong: the command asks for what is already so.</summary>
    public static Decision Nothing => default;

    /// <summary>The events in the order in which they happened.</summary>
    public IReadOnlyList<object> Events => _events ?? [];

    /// <summary>Why the command is not carried out.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when the command was refused.</summary>
    [MemberNotNullWhen(true, nameof(Refusal))]
    public bool Refused => Refusal is not null;

    /// <summary>The command is carried out as these events.</summary>
    public static Decision Of(params IReadOnlyList<object> events) => new(events, null);

    /// <summary>The command is refused.</summary>
    public static Decision Refuse(Refusal refusal) => new(null, refusal);
}
