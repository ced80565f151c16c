namespace Pillion.Storage.Messages;

/// <summary>
/// Receives messages of one type. A message comes at least once, so handling it twice must be harmless; throwing
/// means "again later".
/// </summary>
public interface ISubscriber<in T>
{
    Task HandleAsync(T message, CancellationToken cancellation);
}

/// <summary>A subscriber without its type parameter.</summary>
public sealed record Subscription(Type MessageType, string Name, Func<object, CancellationToken, Task> HandleAsync);
