using System.Text.Json;
using Pillion.Storage.Messages;

namespace Pillion.Storage.Sqlite;

/// <summary><see cref="IOutbox"/> on the same SQLite file as the store.</summary>
internal sealed class SqliteOutbox(SqliteReaders readers, SqliteWriter writer, StoredTypes types) : IOutbox
{
    private volatile TaskCompletionSource _published = NewSignal();

    /// <summary>Tells the delivery that a commit has published something.</summary>
    public void Wake() => Interlocked.Exchange(ref _published, NewSignal()).TrySetResult();

    public Task PublishedAsync(CancellationToken cancellation) => _published.Task;

    public ValueTask<IReadOnlyList<OutboxMessage>> TakeDueAsync(int most, DateTimeOffset now, CancellationToken cancellation)
    {
        IReadOnlyList<OutboxMessage> due = readers.Read(statements => statements.All(
            "SELECT position, type, data, attempts FROM outbox WHERE due <= @now ORDER BY due, position LIMIT @most",
            row => new OutboxMessage(row.Long(0), types.Read(row.Text(1), row.Utf8(2)), (int)row.Long(3)),
            ("@now", now.ToUnixTimeMilliseconds()), ("@most", most)));
        return ValueTask.FromResult(due);
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        var next = readers.Read(statements => statements.First(
            "SELECT min(due) FROM outbox WHERE due IS NOT NULL", row => row.IsNull(0) ? (long?)null : row.Long(0)));
        return ValueTask.FromResult(next is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : (DateTimeOffset?)null);
    }

    public Task RemoveAsync(IReadOnlyList<long> positions, CancellationToken cancellation) => writer.WriteAsync(
        statements =>
        {
            statements.Execute(
                "DELETE FROM outbox WHERE position IN (SELECT value FROM json_each(@positions))", ("@positions", JsonSerializer.SerializeToUtf8Bytes(positions)));
            return true;
        },
        cancellation);

    public Task PostponeAsync(long position, DateTimeOffset? due, string error, CancellationToken cancellation) => writer.WriteAsync(
        statements =>
        {
            statements.Execute(
                "UPDATE outbox SET due = @due, attempts = attempts + 1, error = @error WHERE position = @position",
                ("@due", due?.ToUnixTimeMilliseconds()), ("@error", error), ("@position", position));
            return true;
        },
        cancellation);

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
