using System.Collections.Concurrent;

namespace Pillion.Storage.Sqlite;

/// <summary>
/// Connections for reading, each with its prepared statements. SQLite lets any number of readers work beside the one
/// writer, and a statement that is prepared already costs a fraction of a new one.
/// </summary>
internal sealed class SqliteReaders(SqliteDatabase database) : IDisposable
{
    // Reading is synchronous, so hardly more are in use at once than there are cores.
    private const int MostIdle = 32;

    private readonly ConcurrentQueue<Statements> _idle = new();

    public T Read<T>(Func<Statements, T> body)
    {
        var statements = _idle.TryDequeue(out var idle) ? idle : new Statements(database.Open());
        T result;
        try
        {
            result = body(statements);
        }
        catch
        {
            // What is left of a statement that failed is not worth finding out.
            statements.Dispose();
            throw;
        }

        if (_idle.Count < MostIdle)
        {
            _idle.Enqueue(statements);
        }
        else
        {
            statements.Dispose();
        }

        return result;
    }

    public void Dispose()
    {
        while (_idle.TryDequeue(out var statements))
        {
            statements.Dispose();
        }
    }
}
