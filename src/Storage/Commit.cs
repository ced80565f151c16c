namespace Pillion.Storage;

/// <summary>
/// Everything that happens together: events, documents, and messages to other areas. Built up by the caller, then
/// given to <see cref="IStore.CommitAsync"/>.
/// </summary>
public sealed class Commit
{
    private readonly List<Step> _steps = [];

    /// <summary>The steps in order.</summary>
    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Appends events to a stream whose newest version is <paramref name="expected"/> (0 for a new one).</summary>
    public Commit Append(string stream, long expected, IReadOnlyList<object> events)
    {
        _steps.Add(new AppendStep(stream, expected, events));
        return this;
    }

    /// <summary>Puts a document.</summary>
    /// <param name="expected">The version it must have now: 0 for "does not exist", null for "whatever it is".</param>
    /// <param name="keys">Other names under which it can be found; they replace those of the former version.</param>
    /// <param name="group">Group for listings.</param>
    /// <param name="expires">From then on it counts as absent.</param>
    public Commit Put<T>(
        string kind,
        string id,
        T value,
        long? expected = null,
        IReadOnlyList<string>? keys = null,
        string? group = null,
        DateTimeOffset? expires = null)
        where T : notnull
    {
        _steps.Add(new PutStep(kind, id, value, expected, keys ?? [], group, expires));
        return this;
    }

    /// <summary>Deletes a document; one that is not there is fine.</summary>
    /// <param name="expected">The version it must have now, or null for "whatever it is".</param>
    public Commit Delete(string kind, string id, long? expected = null)
    {
        _steps.Add(new DeleteStep(kind, id, expected));
        return this;
    }

    /// <summary>Sends a message to its subscribers, at least once, in order, surviving a crash.</summary>
    /// <param name="due">Not before this time; at once when null.</param>
    /// <param name="key">Replaces an undelivered message of the same key, so that a timer can be moved.</param>
    public Commit Publish(object message, DateTimeOffset? due = null, string? key = null)
    {
        _steps.Add(new PublishStep(message, due, key));
        return this;
    }

    /// <summary>Takes back an undelivered message.</summary>
    public Commit Cancel(string key)
    {
        _steps.Add(new CancelStep(key));
        return this;
    }

    /// <summary>One part of a commit.</summary>
    public abstract record Step;

    public sealed record AppendStep(string Stream, long Expected, IReadOnlyList<object> Events) : Step;

    public sealed record PutStep(
        string Kind, string Id, object Value, long? Expected, IReadOnlyList<string> Keys, string? Group, DateTimeOffset? Expires) : Step;

    public sealed record DeleteStep(string Kind, string Id, long? Expected) : Step;

    public sealed record PublishStep(object Message, DateTimeOffset? Due, string? Key) : Step;

    public sealed record CancelStep(string Key) : Step;
}
