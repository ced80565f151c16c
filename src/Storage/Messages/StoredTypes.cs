using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Kernel.Json;

namespace Pillion.Storage.Messages;

/// <summary>The stable name under which a CLR type of event or message is stored.</summary>
public sealed record StoredType(string Name, Type Type);

/// <summary>Turns events and messages into named JSON, in UTF-8, and back. Names outlive renamed classes.</summary>
public sealed class StoredTypes(IEnumerable<StoredType> types)
{
    private readonly FrozenDictionary<string, Type> _byName = types.ToFrozenDictionary(type => type.Name, type => type.Type, StringComparer.Ordinal);
    private readonly FrozenDictionary<Type, string> _byType = types.ToFrozenDictionary(type => type.Type, type => type.Name);

    /// <exception cref="InvalidOperationException">The type was never registered: a bug.</exception>
    public (string Name, byte[] Json) Write(object value) => (
        _byType.GetValueOrDefault(value.GetType())
            ?? throw new InvalidOperationException($"{value.GetType()} has no stored name; register it with AddStoredType."),
        JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Wire.Options));

    /// <exception cref="InvalidOperationException">The name is unknown: the data is from a newer version.</exception>
    public object Read(string name, ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(
        json,
        _byName.GetValueOrDefault(name) ?? throw new InvalidOperationException($"No type is registered for \"{name}\"."),
        Wire.Options)!;
}

/// <summary>Registration of stored types and subscribers.</summary>
public static class StoredTypesSetup
{
    /// <summary>Gives a type of event or message its stored name.</summary>
    public static IServiceCollection AddStoredType<T>(this IServiceCollection services, string name) =>
        services.AddSingleton(new StoredType(name, typeof(T)));

    /// <summary>Subscribes <typeparamref name="TSubscriber"/> to messages of type <typeparamref name="TMessage"/>.</summary>
    public static IServiceCollection AddSubscriber<TMessage, TSubscriber>(this IServiceCollection services)
        where TMessage : notnull
        where TSubscriber : class, ISubscriber<TMessage>
    {
        services.AddSingleton<TSubscriber>();
        services.AddSingleton(provider =>
        {
            var subscriber = provider.GetRequiredService<TSubscriber>();
            return new Subscription(
                typeof(TMessage),
                typeof(TSubscriber).Name,
                (message, cancellation) => subscriber.HandleAsync((TMessage)message, cancellation));
        });
        return services;
    }
}
