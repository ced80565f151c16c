using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Pillion.Kernel.Json;
using Pillion.Storage.Messages;

namespace Pillion.Storage.Sqlite;

/// <summary>Writes the steps of one commit inside the writer's transaction.</summary>
internal sealed class CommitWriter(SqliteConnection connection, StoredTypes types, long now)
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
        Commit.CancelStep cancel => Cancel(cancel),
        _ => throw new InvalidOperationException($"No way to write {step.GetType()}."),
    };

    private bool Append(Commit.AppendStep step)
    {
        var newest = connection.ExecuteScalar<long?>("SELECT max(version) FROM events WHERE stream = @Stream", new { step.Stream }) ?? 0;
        if (newest != step.Expected)
        {
            return false;
        }

        foreach (var stored in step.Events)
        {
            var (type, data) = types.Write(stored);
            connection.Execute(
                "INSERT INTO events (stream, version, type, data, at) VALUES (@Stream, @version, @type, @data, @now)",
                new { step.Stream, version = ++newest, type, data, now });
        }

        return true;
    }

    private bool Put(Commit.PutStep step)
    {
        var current = Current(step.Kind, step.Id);
        if (step.Expected is { } expected && expected != current)
        {
            return false;
        }

        connection.Execute(
            """
            INSERT INTO documents (kind, id, version, data, grouped, expires) VALUES (@Kind, @Id, @version, @data, @Group, @expires)
            ON CONFLICT (kind, id) DO UPDATE SET
                version = excluded.version, data = excluded.data, grouped = excluded.grouped, expires = excluded.expires
            """,
            new
            {
                step.Kind,
                step.Id,
                version = Newest(step.Kind, step.Id) + 1,
                data = JsonSerializer.Serialize(step.Value, step.Value.GetType(), Wire.Options),
                step.Group,
                expires = step.Expires?.ToUnixTimeMilliseconds(),
            });
        connection.Execute("DELETE FROM document_keys WHERE kind = @Kind AND id = @Id", new { step.Kind, step.Id });
        foreach (var key in step.Keys.Distinct(StringComparer.Ordinal))
        {
            // A key held by an expired document is free again.
            connection.Execute(
                """
                DELETE FROM document_keys WHERE kind = @Kind AND key = @key
                AND id IN (SELECT id FROM documents WHERE kind = @Kind AND expires IS NOT NULL AND expires <= @now)
                """,
                new { step.Kind, key, now });
            connection.Execute("INSERT INTO document_keys (kind, key, id) VALUES (@Kind, @key, @Id)", new { step.Kind, key, step.Id });
        }

        return true;
    }

    private bool Delete(Commit.DeleteStep step)
    {
        if (step.Expected is { } expected && expected != Current(step.Kind, step.Id))
        {
            return false;
        }

        connection.Execute("DELETE FROM documents WHERE kind = @Kind AND id = @Id", new { step.Kind, step.Id });
        connection.Execute("DELETE FROM document_keys WHERE kind = @Kind AND id = @Id", new { step.Kind, step.Id });
        return true;
    }

    private bool Publish(Commit.PublishStep step)
    {
        var (type, data) = types.Write(step.Message);
        Cancel(new Commit.CancelStep(step.Key ?? ""));
        connection.Execute(
            "INSERT INTO outbox (type, data, due, key) VALUES (@type, @data, @due, @Key)",
            new { type, data, due = step.Due?.ToUnixTimeMilliseconds() ?? 0, step.Key });
        return true;
    }

    private bool Cancel(Commit.CancelStep step)
    {
        connection.Execute("DELETE FROM outbox WHERE key = @Key", new { step.Key });
        return true;
    }

    // An expired document counts as absent, but its row and its version may still be there.
    private long Current(string kind, string id) => connection.ExecuteScalar<long?>(
        "SELECT version FROM documents WHERE kind = @kind AND id = @id AND (expires IS NULL OR expires > @now)", new { kind, id, now }) ?? 0;

    private long Newest(string kind, string id) =>
        connection.ExecuteScalar<long?>("SELECT version FROM documents WHERE kind = @kind AND id = @id", new { kind, id }) ?? 0;
}
