using Microsoft.Data.Sqlite;

namespace Pillion.Storage.Sqlite;

/// <summary>
/// Copies the write-ahead log back into the database file. By itself SQLite does so inside of a commit, for which everybody
/// then waits tens of milliseconds. Here another connection copies most of it beside the writer, who has only the rest to do
/// before the log begins anew.
/// </summary>
internal sealed class WalCheckpoints(SqliteDatabase database) : IAsyncDisposable
{
    /// <summary>Pages of 4 KiB in the log from which on it is copied.</summary>
    public const int MostPages = 4000;

    private readonly Lazy<SqliteConnection> _connection = new(database.Open);
    private Task? _copying;

    /// <summary>Called by the writer between two transactions.</summary>
    public void AfterWrite(Statements statements)
    {
        if (_copying is { IsCompleted: false })
        {
            return;
        }

        try
        {
            if (_copying is not null)
            {
                _copying = null;
                statements.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
            else if (statements.First("PRAGMA wal_checkpoint(NOOP)", row => row.Long(1)) >= MostPages)
            {
                _copying = Task.Run(Copy);
            }
        }
        catch (SqliteException)
        {
            // Nothing is lost: the log keeps what could not be copied, and the next write asks again.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_copying ?? Task.CompletedTask);
        if (_connection.IsValueCreated)
        {
            await _connection.Value.DisposeAsync();
        }
    }

    private void Copy()
    {
        try
        {
            using var command = _connection.Value.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(PASSIVE)";
            command.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // The writer tries the whole of it after its next write.
        }
    }
}
