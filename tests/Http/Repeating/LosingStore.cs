using Microsoft.Extensions.DependencyInjection;
using Pillion.Storage;

namespace Pillion.Http.Tests.Repeating;

/// <summary>A store whose server dies, as far as others can tell, right before some commit reaches the disk.</summary>
internal sealed class LosingStore(IStore inner) : IStore
{
    /// <summary>Which commits are lost; none at first.</summary>
    public Func<Commit, bool> Loses { get; set; } = _ => false;

    /// <summary>Runs before everything that is read.</summary>
    public Action OnRead { get; set; } = () => { };

    /// <summary>Runs before every commit.</summary>
    public Func<Commit, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>In the place of a store that is registered.</summary>
    public static LosingStore Around(ServiceDescriptor registered, IServiceProvider services) => new((IStore)(registered.ImplementationFactory is { } factory
        ? factory(services)
        : ActivatorUtilities.CreateInstance(services, registered.ImplementationType!)));

    public async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellation)
    {
        await Before(commit);
        return Loses(commit) ? throw new StoreException("The server has died.", new IOException()) : await inner.CommitAsync(commit, cancellation);
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, CancellationToken cancellation)
    {
        OnRead();
        return inner.ReadStreamAsync(stream, cancellation);
    }

    public ValueTask<Document<T>?> GetAsync<T>(string kind, string id, CancellationToken cancellation)
    {
        OnRead();
        return inner.GetAsync<T>(kind, id, cancellation);
    }

    public ValueTask<Document<T>?> FindAsync<T>(string kind, string key, CancellationToken cancellation)
    {
        OnRead();
        return inner.FindAsync<T>(kind, key, cancellation);
    }

    public ValueTask<DocumentPage<T>> ListAsync<T>(DocumentQuery query, CancellationToken cancellation)
    {
        OnRead();
        return inner.ListAsync<T>(query, cancellation);
    }

    public long? ChangesOf(string kind) => inner.ChangesOf(kind);

    /// <summary>True for the commits that change what is known of a key.</summary>
    public static bool IsOfKey(Commit commit) => commit.Steps.Any(step => step is Commit.PutStep { Kind: "idempotency" } or Commit.DeleteStep { Kind: "idempotency" });

    /// <summary>True for the commit that starts a conversation.</summary>
    public static bool Starts(Commit commit) => commit.Steps.Any(step => step is Commit.AppendStep);
}
