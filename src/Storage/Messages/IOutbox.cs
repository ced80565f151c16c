namespace Pillion.Storage.Messages;

/// <summary>A stored message that waits for its subscribers.</summary>
public sealed record OutboxMessage(long Position, object Message, int Attempts);

/// <summary>The engine's side of message delivery; used by <see cref="OutboxDelivery"/> only.</summary>
public interface IOutbox
{
    /// <summary>Messages that are due, in the order of their commits.</summary>
    ValueTask<IReadOnlyList<OutboxMessage>> TakeDueAsync(int most, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>When the next message that is not yet due becomes due; null when there is none.</summary>
    ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellation);

    /// <summary>Forgets delivered messages.</summary>
    Task RemoveAsync(IReadOnlyList<long> positions, CancellationToken cancellation);

    /// <summary>Puts a message off to <paramref name="due"/>; null keeps it as undeliverable for an operator to see.</summary>
    Task PostponeAsync(long position, DateTimeOffset? due, string error, CancellationToken cancellation);

    /// <summary>Completes when something was published since the last call.</summary>
    Task PublishedAsync(CancellationToken cancellation);
}
