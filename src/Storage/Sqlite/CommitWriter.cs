using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pillion.Kernel.Json;
using Pillion.Storage.Messages;

namespace Pillion.Storage.Sqlite;

/// <summary>
/// Writes the steps of one commit inside the writer's transaction. Their JSON is made with the object, by whoever commits: the
/// one writer is waited for by everybody.
/// </summary>
internal sealed class CommitWriter
{
    private readonly Commit _commit;
    private readonly KindChanges _changes;
    private readonly long _now;
    private readonly List<(string Type, byte[] Data)> _texts = [];
    private int _next;

    public CommitWriter(Commit commit, StoredTypes types, KindChanges changes, DateTimeOffset now)
    {
        _commit = commit;
        _changes = changes;
        _now = now.ToUnixTimeMilliseconds();
        foreach (var step in commit.Steps)
        {
            switch (step)
            {
                case Commit.AppendStep append:
                    _texts.AddRange(append.Events.Select(types.Write));
                    break;
                case Commit.PutStep put:
                    _texts.Add((put.Kind, JsonSerializer.SerializeToUtf8Bytes(put.Value, put.Value.GetType(), Wire.Options)));
                    break;
                case Commit.PublishStep publish:
                    _texts.Add(types.Write(publish.Message));
                    break;
            }
        }
    }

    /// <summary>
    /// False when a version was not the expected one; the caller then undoes everything. May be called again after that.
    /// </summary>
    public bool Write(Statements statements)
    {
        _next = 0;
        try
        {
            foreach (var step in _commit.Steps)
            {
                if (!WriteStep(statements, step))
                {
                    return false;
                }
            }

            return true;
        }
        catch (SqliteException problem) when (problem.SqliteExtendedErrorCode is SqliteErrors.UniqueViolation or SqliteErrors.PrimaryKeyViolation)
        {
            return false;
        }
    }

    private bool WriteStep(Statements statements, Commit.Step step) => step switch
    {
        Commit.AppendStep append => Append(statements, append),
        Commit.PutStep put => Put(statements, put, _texts[_next++].Data),
        Commit.DeleteStep delete => Delete(statements, delete),
        Commit.PublishStep publish => Publish(statements, publish),
        Commit.CancelStep cancel => Cancel(statements, cancel.Key),
        _ => throw new InvalidOperationException($"No way to write {step.GetType()}."),
    };

    private bool Append(Statements statements, Commit.AppendStep step)
    {
        // A new stream needs no look: its first event meets the primary key if someone else was faster.
        var newest = step.Expected == 0 ? 0 : statements.First(
            "SELECT max(version) FROM events WHERE stream = @stream", row => row.Long(0), ("@stream", step.Stream));
        if (newest != step.Expected)
        {
            return false;
        }

        for (var i = 0; i < step.Events.Count; i++)
        {
            var (type, data) = _texts[_next++];
            statements.Execute(
                "INSERT INTO events (stream, version, type, data, at) VALUES (@stream, @version, @type, @data, @now)",
                ("@stream", step.Stream), ("@version", ++newest), ("@type", type), ("@data", data), ("@now", _now));
        }

        return true;
    }

    private bool Put(Statements statements, Commit.PutStep step, byte[] data)
    {
        _changes.Begin(step.Kind);

        // Most documents that may be new are so; only for the others it matters which version they have.
        if (step.Expected is not (null or 0) || !Insert(statements, step, data))
        {
            if (!Replace(statements, step, data))
            {
                return false;
            }

            DeleteKeys(statements, step.Kind, step.Id);
        }

        foreach (var key in step.Keys.Distinct(StringComparer.Ordinal))
        {
            TakeKey(statements, step, key);
        }

        return true;
    }

    private static bool Insert(Statements statements, Commit.PutStep step, byte[] data) => statements.Execute(
        """
        INSERT INTO documents (kind, id, version, data, grouped, expires) VALUES (@kind, @id, 1, @data, @group, @expires)
        ON CONFLICT (kind, id) DO NOTHING
        """,
        ("@kind", step.Kind), ("@id", step.Id), ("@data", data), ("@group", step.Group), ("@expires", step.Expires?.ToUnixTimeMilliseconds())) > 0;

    // An expired document counts as absent, but its row and its version may still be there.
    private bool Replace(Statements statements, Commit.PutStep step, byte[] data) => statements.Execute(
        """
        UPDATE documents SET version = version + 1, data = @data, grouped = @group, expires = @expires
        WHERE kind = @kind AND id = @id
        AND (@expected IS NULL OR @expected = iif(expires <= @now, 0, version))
        """,
        ("@kind", step.Kind),
        ("@id", step.Id),
        ("@data", data),
        ("@group", step.Group),
        ("@expires", step.Expires?.ToUnixTimeMilliseconds()),
        ("@expected", step.Expected),
        ("@now", _now)) > 0;

    private void TakeKey(Statements statements, Commit.PutStep step, string key)
    {
        if (InsertKey(statements, step, key, "ON CONFLICT (kind, key) DO NOTHING") > 0)
        {
            return;
        }

        // A key held by an expired document is free again; one that is still held fails the commit.
        statements.Execute(
            """
            DELETE FROM document_keys WHERE kind = @kind AND key = @key
            AND id IN (SELECT id FROM documents WHERE kind = @kind AND expires IS NOT NULL AND expires <= @now)
            """,
            ("@kind", step.Kind), ("@key", key), ("@now", _now));
        InsertKey(statements, step, key, "");
    }

    private static int InsertKey(Statements statements, Commit.PutStep step, string key, string otherwise) => statements.Execute(
        $"INSERT INTO document_keys (kind, key, id) VALUES (@kind, @key, @id) {otherwise}",
        ("@kind", step.Kind), ("@key", key), ("@id", step.Id));

    private bool Delete(Statements statements, Commit.DeleteStep step)
    {
        _changes.Begin(step.Kind);
        var gone = statements.Execute(
            """
            DELETE FROM documents WHERE kind = @kind AND id = @id
            AND (@expected IS NULL OR @expected = iif(expires <= @now, 0, version))
            """,
            ("@kind", step.Kind), ("@id", step.Id), ("@expected", step.Expected), ("@now", _now));
        if (gone == 0)
        {
            return step.Expected is null or 0 && !Exists(statements, step);
        }

        DeleteKeys(statements, step.Kind, step.Id);
        return true;
    }

    private static bool Exists(Statements statements, Commit.DeleteStep step) => statements.First(
        "SELECT 1 FROM documents WHERE kind = @kind AND id = @id", row => row.Long(0), ("@kind", step.Kind), ("@id", step.Id)) > 0;

    // Most documents have none, and to look costs less than a deletion, for which SQLite makes a table of its own.
    private static void DeleteKeys(Statements statements, string kind, string id)
    {
        if (statements.First("SELECT 1 FROM document_keys WHERE kind = @kind AND id = @id", row => true, ("@kind", kind), ("@id", id)))
        {
            statements.Execute("DELETE FROM document_keys WHERE kind = @kind AND id = @id", ("@kind", kind), ("@id", id));
        }
    }

    private bool Publish(Statements statements, Commit.PublishStep step)
    {
        var (type, data) = _texts[_next++];
        if (step.Key is { } key)
        {
            Cancel(statements, key);
        }

        statements.Execute(
            "INSERT INTO outbox (type, data, due, key) VALUES (@type, @data, @due, @key)",
            ("@type", type), ("@data", data), ("@due", step.Due?.ToUnixTimeMilliseconds() ?? 0), ("@key", step.Key));
        return true;
    }

    private static bool Cancel(Statements statements, string key)
    {
        statements.Execute("DELETE FROM outbox WHERE key = @key", ("@key", key));
        return true;
    }
}
