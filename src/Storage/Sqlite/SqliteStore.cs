using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Pillion.Kernel.Json;
using Pillion.Storage.Messages;

namespace Pillion.Storage.Sqlite;

/// <summary><see cref="IStore"/> on one SQLite file.</summary>
internal sealed class SqliteStore(SqliteDatabase database, SqliteWriter writer, SqliteOutbox outbox, StoredTypes types, TimeProvider time) : IStore
{
    public async Task<CommitOutcome> CommitAsync(Commit commit, CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var done = await writer.WriteAsync(statements => new CommitWriter(statements, types, now).Write(commit), cancellation);
        if (!done)
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
        connection => connection
            .Query<(long Version, string Type, string Data, long At)>(
                "SELECT version, type, data, at FROM events WHERE stream = @stream ORDER BY version", new { stream })
            .Select(row => new StoredEvent(stream, row.Version, types.Read(row.Type, row.Data), DateTimeOffset.FromUnixTimeMilliseconds(row.At)))
            .ToList());

    public ValueTask<Document<T>?> GetAsync<T>(string kind, string id, CancellationToken cancellation) => Read(
        connection => connection
            .Query<Row>(
                "SELECT id, data, version FROM documents WHERE kind = @kind AND id = @id AND (expires IS NULL OR expires > @now)",
                new { kind, id, now = Now })
            .Select(ToDocument<T>)
            .FirstOrDefault());

    public ValueTask<Document<T>?> FindAsync<T>(string kind, string key, CancellationToken cancellation) => Read(
        connection => connection
            .Query<Row>(
                """
                SELECT d.id, d.data, d.version FROM document_keys k JOIN documents d ON d.kind = k.kind AND d.id = k.id
                WHERE k.kind = @kind AND k.key = @key AND (d.expires IS NULL OR d.expires > @now)
                """,
                new { kind, key, now = Now })
            .Select(ToDocument<T>)
            .FirstOrDefault());

    public ValueTask<DocumentPage<T>> ListAsync<T>(DocumentQuery query, CancellationToken cancellation) => Read(connection =>
    {
        var where = "kind = @Kind AND (expires IS NULL OR expires > @now)" + (query.Group is null ? "" : " AND grouped = @Group");
        var parameters = new { query.Kind, query.Group, query.Take, query.Skip, now = Now };
        var total = connection.ExecuteScalar<long>($"SELECT count(*) FROM documents WHERE {where}", parameters);
        var items = connection
            .Query<Row>(
                $"SELECT id, data, version FROM documents WHERE {where} ORDER BY id {(query.NewestFirst ? "DESC" : "ASC")} LIMIT @Take OFFSET @Skip",
                parameters)
            .Select(ToDocument<T>)
            .ToList();
        return new DocumentPage<T>(items, total);
    });

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private ValueTask<T> Read<T>(Func<SqliteConnection, T> body)
    {
        try
        {
            using var connection = database.Open();
            return ValueTask.FromResult(body(connection));
        }
        catch (SqliteException problem)
        {
            return ValueTask.FromException<T>(new StoreException("The database file could not be read.", problem));
        }
    }

    private static Document<T> ToDocument<T>(Row row) => new(row.Id, JsonSerializer.Deserialize<T>(row.Data, Wire.Options)!, row.Version);

    private sealed record Row(string Id, string Data, long Version);
}
