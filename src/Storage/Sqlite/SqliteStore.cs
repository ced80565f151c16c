using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pillion.Kernel.Json;
using Pillion.Storage.Messages;

namespace Pillion.Storage.Sqlite;

/// <summary><see cref="IStore"/> on one SQLite file.</summary>
internal sealed class SqliteStore(SqliteReaders readers, SqliteWriter writer, SqliteOutbox outbox, StoredTypes types, TimeProvider time) : IStore
{
    public async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellation)
    {
        if (!await writer.WriteAsync(new CommitWriter(commit, types, writer.Changes, time.GetUtcNow()).Write, cancellation))
        {
            return CommitOutcome.Conflict;
        }

        if (commit.Steps.Any(step => step is Commit.PublishStep))
        {
            outbox.Wake();
        }

        return CommitOutcome.Committed;
    }

    public ValueTask<IReadOnlyList<StoredEvent>> ReadStreamAsync(string stream, CancellationToken cancellation) => Read<IReadOnlyList<StoredEvent>>(
        statements => statements.All(
            "SELECT version, type, data, at FROM events WHERE stream = @stream ORDER BY version",
            row => new StoredEvent(
                stream, row.Long(0), types.Read(row.Text(1), row.Utf8(2)), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(3))),
            ("@stream", stream)));

    public ValueTask<Document<T>?> GetAsync<T>(string kind, string id, CancellationToken cancellation) => Read(
        statements => statements.First(
            "SELECT id, data, version FROM documents WHERE kind = @kind AND id = @id AND (expires IS NULL OR expires > @now)",
            ToDocument<T>,
            ("@kind", kind), ("@id", id), ("@now", Now)));

    public ValueTask<Document<T>?> FindAsync<T>(string kind, string key, CancellationToken cancellation) => Read(
        statements => statements.First(
            """
            SELECT d.id, d.data, d.version FROM document_keys k JOIN documents d ON d.kind = k.kind AND d.id = k.id
            WHERE k.kind = @kind AND k.key = @key AND (d.expires IS NULL OR d.expires > @now)
            """,
            ToDocument<T>,
            ("@kind", kind), ("@key", key), ("@now", Now)));

    public ValueTask<DocumentPage<T>> ListAsync<T>(DocumentQuery query, CancellationToken cancellation) => Read(statements =>
    {
        var where = "kind = @kind AND (expires IS NULL OR expires > @now)" + (query.Group is null ? "" : " AND grouped = @group");
        ReadOnlySpan<(string, object?)> wanted = [("@kind", query.Kind), ("@now", Now), ("@group", query.Group), ("@take", query.Take), ("@skip", query.Skip)];
        var total = statements.First($"SELECT count(*) FROM documents WHERE {where}", row => row.Long(0), wanted[..(query.Group is null ? 2 : 3)]);
        var order = query.NewestFirst ? "DESC" : "ASC";
        var items = statements.All(
            $"SELECT id, data, version FROM documents WHERE {where} ORDER BY id {order} LIMIT @take OFFSET @skip", ToDocument<T>, wanted);
        return new DocumentPage<T>(items, total);
    });

    public long? ChangesOf(string kind) => writer.Changes.Of(kind);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private ValueTask<T> Read<T>(Func<Statements, T> body)
    {
        try
        {
            return ValueTask.FromResult(readers.Read(body));
        }
        catch (SqliteException problem)
        {
            return ValueTask.FromException<T>(new StoreException("The database file could not be read.", problem));
        }
    }

    private static Document<T> ToDocument<T>(Row row) =>
        new(row.Text(0), JsonSerializer.Deserialize<T>(row.Utf8(1), Wire.Options)!, row.Long(2));
}
