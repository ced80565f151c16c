using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pillion.Kernel.Json;
using Pillion.Storage.Messages;

namespace Pillion.Storage.Sqlite;

/// <summary>Writes the steps of one commit inside the writer's transaction.</summary>
internal sealed class CommitWriter(Statements statements, StoredTypes types, KindChanges changes, long now)
{
    /// <summary>False when a version was not the expected one; the caller then undoes everything.</summary>
    public bool Write(Commit commit)
    {
        try
        {
            return commit.Steps.All(WriteStep);
        }
        catch (SqliteException problem) when (problem.SqliteExtendedErrorCode is SqliteErrors.UniqueViolation or SqliteErrors.PrimaryKeyViolation)
        {
            return false;
        }
    }

    private bool WriteStep(Commit.Step step) => step switch
    {
        Commit.AppendStep append => Append(append),
        Commit.PutStep put => Put(put),
        Commit.DeleteStep delete => Delete(delete),
        Commit.PublishStep publish => Publish(publish),
        Commit.CancelStep cancel => Cancel(cancel.Key),
        _ => throw new InvalidOperationException($"No way to write {step.GetType()}."),
    };

    private bool Append(Commit.AppendStep step)
    {
        // A new stream needs no look: its first event meets the primary key if someone else was faster.
        var newest = step.Expected == 0 ? 0 : statements.First(
            "SELECT max(version) FROM events WHERE stream = @stream", row => row.IsDBNull(0) ? 0 : row.GetInt64(0), ("@stream", step.Stream));
        if (newest != step.Expected)
        {
            return false;
        }

        foreach (var stored in step.Events)
        {
            var (type, data) = types.Write(stored);
            statements.Execute(
                "INSERT INTO events (stream, version, type, data, at) VALUES (@stream, @version, @type, @data, @now)",
                ("@stream", step.Stream), ("@version", ++newest), ("@type", type), ("@data", data), ("@now", now));
        }

        return true;
    }

    private bool Put(Commit.PutStep step)
    {
        changes.Begin(step.Kind);
        if (step.Expected != 0 || !TryInsert(step))
        {
            var row = Find(step.Kind, step.Id);
            if (step.Expected is { } expected && expected != Current(row))
            {
                return false;
            }

            Upsert(step, row.Version + 1);
            if (row.Version > 0)
            {
                DeleteKeys(step.Kind, step.Id);
            }
        }

        foreach (var key in step.Keys.Distinct(StringComparer.Ordinal))
        {
            TakeKey(step, key);
        }

        return true;
    }

    // Most documents that have to be new are so; only for the others it matters whether the old row has expired.
    private bool TryInsert(Commit.PutStep step) => statements.Execute(
        """
        INSERT INTO documents (kind, id, version, data, grouped, expires) VALUES (@kind, @id, 1, @data, @group, @expires)
        ON CONFLICT (kind, id) DO NOTHING
        """,
        ("@kind", step.Kind), ("@id", step.Id), ("@data", Json(step)), ("@group", step.Group), ("@expires", step.Expires?.ToUnixTimeMilliseconds())) > 0;

    private void Upsert(Commit.PutStep step, long version) => statements.Execute(
        """
        INSERT INTO documents (kind, id, version, data, grouped, expires) VALUES (@kind, @id, @version, @data, @group, @expires)
        ON CONFLICT (kind, id) DO UPDATE SET
            version = excluded.version, data = excluded.data, grouped = excluded.grouped, expires = excluded.expires
        """,
        ("@kind", step.Kind),
        ("@id", step.Id),
        ("@version", version),
        ("@data", Json(step)),
        ("@group", step.Group),
        ("@expires", step.Expires?.ToUnixTimeMilliseconds()));

    private static string Json(Commit.PutStep step) => JsonSerializer.Serialize(step.Value, step.Value.GetType(), Wire.Options);

    private void TakeKey(Commit.PutStep step, string key)
    {
        if (InsertKey(step, key, "ON CONFLICT (kind, key) DO NOTHING") > 0)
        {
            return;
        }

        // A key held by an expired document is free again; one that is still held fails the commit.
        statements.Execute(
            """
            DELETE FROM document_keys WHERE kind = @kind AND key = @key
            AND id IN (SELECT id FROM documents WHERE kind = @kind AND expires IS NOT NULL AND expires <= @now)
            """,
            ("@kind", step.Kind), ("@key", key), ("@now", now));
        InsertKey(step, key, "");
    }

    private int InsertKey(Commit.PutStep step, string key, string otherwise) => statements.Execute(
        $"INSERT INTO document_keys (kind, key, id) VALUES (@kind, @key, @id) {otherwise}",
        ("@kind", step.Kind), ("@key", key), ("@id", step.Id));

    private bool Delete(Commit.DeleteStep step)
    {
        changes.Begin(step.Kind);
        if (step.Expected is { } expected && expected != Current(Find(step.Kind, step.Id)))
        {
            return false;
        }

        statements.Execute("DELETE FROM documents WHERE kind = @kind AND id = @id", ("@kind", step.Kind), ("@id", step.Id));
        DeleteKeys(step.Kind, step.Id);
        return true;
    }

    private void DeleteKeys(string kind, string id) =>
        statements.Execute("DELETE FROM document_keys WHERE kind = @kind AND id = @id", ("@kind", kind), ("@id", id));

    private bool Publish(Commit.PublishStep step)
    {
        var (type, data) = types.Write(step.Message);
        if (step.Key is { } key)
        {
            Cancel(key);
        }

        statements.Execute(
            "INSERT INTO outbox (type, data, due, key) VALUES (@type, @data, @due, @key)",
            ("@type", type), ("@data", data), ("@due", step.Due?.ToUnixTimeMilliseconds() ?? 0), ("@key", step.Key));
        return true;
    }

    private bool Cancel(string key)
    {
        statements.Execute("DELETE FROM outbox WHERE key = @key", ("@key", key));
        return true;
    }

    // Version 0 when there is no row.
    private (long Version, long? Expires) Find(string kind, string id) => statements.First(
        "SELECT version, expires FROM documents WHERE kind = @kind AND id = @id",
        row => (row.GetInt64(0), row.IsDBNull(1) ? (long?)null : row.GetInt64(1)),
        ("@kind", kind), ("@id", id));

    // An expired document counts as absent, but its row and its version may still be there.
    private long Current((long Version, long? Expires) row) => row.Expires <= now ? 0 : row.Version;
}
