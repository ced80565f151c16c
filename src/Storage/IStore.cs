namespace Pillion.Storage;

/// <summary>An event as it was appended.</summary>
/// <param name="Version">Place in its stream; the first event has version 1.</param>
public sealed record StoredEvent(string Stream, long Version, object Event, DateTimeOffset At);

/// <summary>A document and the version that guards it; the first version is 1.</summary>
public sealed record Document<T>(string Id, T Value, long Version);

/// <summary>What became of a <see cref="Commit"/>.</summary>
public enum CommitOutcome
{
    /// <summary>All of it is stored.</summary>
    Committed,

    /// <summary>None of it is stored: a stream or document was no longer at the expected version. Read again and retry.</summary>
    Conflict,
}

/// <summary>
/// Event streams, documents and messages in one place, with one transaction per <see cref="Commit"/>. The unique
/// (stream, version) is the concurrency control; there are no locks to hold.
/// </summary>
/// <remarks>A broken engine throws <see cref="StoreException"/>; a conflict is an outcome, not an exception.</remarks>
public interface IStore
{
    /// <summary>Stores everything in the commit, or nothing.</summary>
    Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellation);

    /// <summary>The events of a stream in order; empty for a stream that does not exist.</summary>
    ValueTask<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, CancellationToken cancellation);

    /// <summary>The document of this kind with this id, or null.</summary>
    ValueTask<Document<T>?> GetAsync<T>(string kind, string id, CancellationToken cancellation);

    /// <summary>The document of this kind that was put with this key, or null. Keys are unique within a kind.</summary>
    ValueTask<Document<T>?> FindAsync<T>(string kind, string key, CancellationToken cancellation);

    /// <summary>Documents of a kind, and how many there are in all.</summary>
    ValueTask<DocumentPage<T>> ListAsync<T>(DocumentQuery query, CancellationToken cancellation);

    /// <summary>
    /// A number that is another one after every change of a document of this kind; null while one is being made. What was
    /// read after the number was taken holds as long as the number does.
    /// </summary>
    long? ChangesOf(string kind);
}

/// <summary>Which documents to list.</summary>
/// <param name="Group">Only documents that were put into this group, such as <c>live</c>.</param>
/// <param name="NewestFirst">Order by id, which sorts by age; oldest first otherwise.</param>
public sealed record DocumentQuery(string Kind, string? Group = null, bool NewestFirst = false, int Skip = 0, int Take = 100);

/// <summary>A page of documents and the number of all that match.</summary>
public sealed record DocumentPage<T>(IReadOnlyList<Document<T>> Items, long Total);

/// <summary>The engine could not do its work: a full disk, a broken file.</summary>
public sealed class StoreException(string message, Exception inner) : Exception(message, inner);
