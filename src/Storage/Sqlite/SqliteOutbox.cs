using Dapper;
using Pillion.Storage.Messages;

namespace Pillion.Storage.Sqlite;

/// <summary><see cref="IOutbox"/> on the same SQLite file as the store.</summary>
internal sealed class SqliteOutbox(SqliteDatabase database, SqliteWriter writer, StoredTypes types) : IOutbox
{
    private volatile TaskCompletionSource _published = NewSignal();

    /// <summary>Tells the delivery that a commit has published something.</summary>
    public void Wake() => Interlocked.Exchange(ref _published, NewSignal()).TrySetResult();

    public Task PublishedAsync(CancellationToken cancellation) => _published.Task;

    public ValueTask<IReadOnlyList<OutboxMessage>> TakeDueAsync(int most, DateTimeOffset now, CancellationToken cancellation)
    {
        using var connection = database.Open();
        IReadOnlyList<OutboxMessage> due = connection
            .Query<(long Position, string Type, string Data, int Attempts)>(
                "SELECT position, type, data, attempts FROM outbox WHERE due <= @now ORDER BY due, position LIMIT @most",
                new { now = now.ToUnixTimeMilliseconds(), most })
            .Select(row => new OutboxMessage(row.Position, types.Read(row.Type, row.Data), row.Attempts))
            .ToList();
        return ValueTask.FromResult(due);
    }

    public ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellation)
    {
        using var connection = database.Open();
        var next = connection.ExecuteScalar<long?>("SELECT min(due) FROM outbox WHERE due IS NOT NULL");
        return ValueTask.FromResult(next is { } due ? DateTimeOffset.FromUnixTimeMilliseconds(due) : (DateTimeOffset?)null);
    }

    public Task RemoveAsync(IReadOnlyList<long> positions, CancellationToken cancellation) => writer.WriteAsync(
        statements =>
        {
            foreach (var position in positions)
            {
                statements.Execute("DELETE FROM outbox WHERE position = @position", ("@position", position));
            }

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
