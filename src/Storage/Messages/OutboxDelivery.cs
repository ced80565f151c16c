using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pillion.Kernel;

namespace Pillion.Storage.Messages;

/// <summary>
/// Delivers published messages to their subscribers: those of the same sequence in the order of their commits, others side
/// by side, so that what their subscribers write shares a sync to disk. A subscriber that fails is tried again with growing
/// pauses, while later messages go on.
/// </summary>
public sealed partial class OutboxDelivery(
    IOutbox outbox, IEnumerable<Subscription> subscriptions, TimeProvider time, ILogger<OutboxDelivery> log) : BackgroundService
{
    /// <summary>After this many failures a message is kept as undeliverable.</summary>
    public const int MostAttempts = 12;

    private const int Batch = 128;
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(30);
    private readonly ILookup<Type, Subscription> _subscriptions = subscriptions.ToLookup(subscription => subscription.MessageType);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Armed before reading, so that a message published in between is not slept over.
                var published = outbox.PublishedAsync(stoppingToken);
                if (!await DeliverDueAsync(stoppingToken))
                {
                    await RestAsync(published, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                LogReadFailed(problem);
                await Task.Delay(TimeSpan.FromSeconds(1), time, stoppingToken);
            }
        }
    }

    private async Task<bool> DeliverDueAsync(CancellationToken cancellation)
    {
        var due = await outbox.TakeDueAsync(Batch, time.GetUtcNow(), cancellation);
        var delivered = new ConcurrentQueue<long>();
        try
        {
            for (var next = 0; next < due.Count;)
            {
                var together = due.Skip(next).TakeWhile(message => message.Message is ISequenced).ToList();
                await Task.WhenAll(together
                    .GroupBy(message => ((ISequenced)message.Message).Sequence, StringComparer.Ordinal)
                    .Select(sequence => DeliverInOrderAsync(sequence, delivered, cancellation)));
                next += together.Count;
                if (next < due.Count)
                {
                    await DeliverInOrderAsync([due[next++]], delivered, cancellation);
                }
            }
        }
        finally
        {
            // Together, because each removal costs a sync to disk; after a crash in between, a batch comes again.
            if (!delivered.IsEmpty)
            {
                await outbox.RemoveAsync([.. delivered], CancellationToken.None);
            }
        }

        return due.Count > 0;
    }

    private async Task DeliverInOrderAsync(IEnumerable<OutboxMessage> messages, ConcurrentQueue<long> delivered, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            if (await DeliverAsync(message, cancellation))
            {
                delivered.Enqueue(message.Position);
            }
        }
    }

    private async Task<bool> DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        var type = message.Message.GetType();
        try
        {
            foreach (var subscription in _subscriptions[type])
            {
                await subscription.HandleAsync(message.Message, cancellation);
            }

            return true;
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            var attempts = message.Attempts + 1;
            var pause = TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, attempts) / 4));
            LogDeliveryFailed(type.Name, message.Position, attempts, problem);
            await outbox.PostponeAsync(
                message.Position,
                attempts >= MostAttempts ? null : time.GetUtcNow() + pause,
                problem.GetType().Name,
                cancellation);
            return false;
        }
    }

    private async Task RestAsync(Task published, CancellationToken cancellation)
    {
        var next = await outbox.NextDueAsync(cancellation);
        var rest = next is null ? LongestRest : next.Value - time.GetUtcNow();
        if (rest <= TimeSpan.Zero)
        {
            return;
        }

        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAny(published, Task.Delay(rest < LongestRest ? rest : LongestRest, time, woken.Token));
        await woken.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
    }

    [LoggerMessage(1001, LogLevel.Error, "Reading the outbox failed; trying again in a second")]
    private partial void LogReadFailed(Exception problem);

    [LoggerMessage(1002, LogLevel.Warning, "Delivering {Message} at position {Position} failed, attempt {Attempt}")]
    private partial void LogDeliveryFailed(string message, long position, int attempt, Exception problem);
}
