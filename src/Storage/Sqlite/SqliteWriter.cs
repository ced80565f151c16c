using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Pillion.Storage.Sqlite;

/// <summary>
/// The only writer of the process. SQLite takes one writer at a time and a second one inside a transaction waits
/// rather than fails, so writes queue up here; those that wait together share one transaction and one sync to disk.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Writes that may wait; a caller beyond that waits for a place.</summary>
    public const int QueueLength = 4096;

    private const int LargestGroup = 256;

    private readonly SqliteDatabase _database;
    private readonly Channel<Write> _queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Task _loop;

    public SqliteWriter(SqliteDatabase database)
    {
        _database = database;
        _loop = Task.Factory.StartNew(WriteLoopAsync, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
    }

    /// <summary>What has been changed, by kind of document.</summary>
    public KindChanges Changes { get; } = new();

    /// <summary>
    /// Runs <paramref name="body"/> inside the writing transaction; false undoes what it did. It may be run twice, the first
    /// time being undone. Completes when the transaction is on disk.
    /// </summary>
    /// <exception cref="StoreException">The engine failed; nothing is stored.</exception>
    public async Task<bool> WriteAsync(Func<Statements, bool> body, CancellationToken cancellation)
    {
        var write = new Write(body, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
        await _queue.Writer.WriteAsync(write, cancellation);
        return await write.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
    }

    private async Task WriteLoopAsync()
    {
        using var statements = new Statements(_database.Open());
        await using var checkpoints = new WalCheckpoints(_database);
        var group = new List<Write>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && _queue.Reader.TryRead(out var write))
            {
                group.Add(write);
            }

            WriteGroup(statements, group);
            group.Clear();
            checkpoints.AfterWrite(statements);
        }
    }

    private void WriteGroup(Statements statements, List<Write> group)
    {
        var outcomes = new object[group.Count];
        try
        {
            if (!TryWriteTogether(statements, group, outcomes))
            {
                WriteEach(statements, group, outcomes);
            }
        }
        catch (SqliteException problem)
        {
            TryRollback(statements);
            Array.Fill(outcomes, new StoreException("The database file could not be written.", problem));
        }

        Changes.Settle();
        for (var i = 0; i < group.Count; i++)
        {
            if (outcomes[i] is bool done)
            {
                group[i].Done.SetResult(done);
            }
            else
            {
                group[i].Done.SetException((Exception)outcomes[i]);
            }
        }
    }

    // Hardly a write has to be undone, so at first none of them is prepared for it.
    private static bool TryWriteTogether(Statements statements, List<Write> group, object[] outcomes)
    {
        try
        {
            statements.Execute("BEGIN IMMEDIATE");
            if (group.TrueForAll(write => write.Body(statements)))
            {
                statements.Execute("COMMIT");
                Array.Fill(outcomes, true);
                return true;
            }
        }
        catch (Exception problem) when (problem is not SqliteException { SqliteErrorCode: SqliteErrors.Full or SqliteErrors.IoError })
        {
            // Which of them it was, and what becomes of the others, shows when each has a savepoint.
        }

        TryRollback(statements);
        return false;
    }

    private static void WriteEach(Statements statements, List<Write> group, object[] outcomes)
    {
        statements.Execute("BEGIN IMMEDIATE");
        for (var i = 0; i < group.Count; i++)
        {
            outcomes[i] = WriteOne(statements, group[i]);
        }

        statements.Execute("COMMIT");
    }

    private static object WriteOne(Statements statements, Write write)
    {
        statements.Execute("SAVEPOINT one");
        try
        {
            if (write.Body(statements))
            {
                statements.Execute("RELEASE one");
                return true;
            }
        }
        catch (SqliteException problem) when (problem.SqliteErrorCode is not (SqliteErrors.Full or SqliteErrors.IoError))
        {
            Undo(statements);
            return new StoreException("The write was refused by the database.", problem);
        }
        catch (Exception bug) when (bug is not SqliteException)
        {
            // The bug belongs to the caller who queued this write; the other writes of the group go on.
            Undo(statements);
            return bug;
        }

        Undo(statements);
        return false;
    }

    private static void Undo(Statements statements)
    {
        statements.Execute("ROLLBACK TO one");
        statements.Execute("RELEASE one");
    }

    private static void TryRollback(Statements statements)
    {
        try
        {
            statements.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The engine has rolled back by itself, as it does when the disk is full.
        }
    }

    private sealed record Write(Func<Statements, bool> Body, TaskCompletionSource<bool> Done);
}

/// <summary>Result codes of SQLite, from https://sqlite.org/rescode.html.</summary>
internal static class SqliteErrors
{
    public const int IoError = 10;
    public const int Full = 13;
    public const int UniqueViolation = 2067;
    public const int PrimaryKeyViolation = 1555;
}
