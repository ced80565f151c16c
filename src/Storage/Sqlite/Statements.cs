using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Pillion.Storage.Sqlite;

/// <summary>
/// A connection and its statements, each prepared when it is first used. The same few dozen run all the time, and preparing
/// costs more than running. They are run through the provider's own binding, which leaves out what an ADO.NET command does
/// for every call and takes text as the UTF-8 that SQLite keeps. For one thread at a time.
/// </summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Prepared> _prepared = new(StringComparer.Ordinal);

    private sqlite3 Database => connection.Handle!;

    /// <summary>Runs a statement and returns how many rows it changed; of no use after one that changes none by its nature.</summary>
    /// <param name="sql">A constant text: it stays prepared as long as the connection is open.</param>
    /// <param name="parameters">The same names in the same order each time; values are null, string, long, int, or UTF-8 text as bytes.</param>
    /// <exception cref="SqliteException">The engine refused.</exception>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Ready(sql, parameters);
        try
        {
            while (Step(statement))
            {
            }

            return raw.sqlite3_changes(Database);
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>The first row that a statement finds, read by <paramref name="read"/>; the default when there is none.</summary>
    public T? First<T>(string sql, Func<Row, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Ready(sql, parameters);
        try
        {
            return Step(statement) ? read(new Row(statement)) : default;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    /// <summary>Every row that a statement finds, read by <paramref name="read"/>.</summary>
    public List<T> All<T>(string sql, Func<Row, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Ready(sql, parameters);
        try
        {
            var rows = new List<T>();
            while (Step(statement))
            {
                rows.Add(read(new Row(statement)));
            }

            return rows;
        }
        finally
        {
            raw.sqlite3_reset(statement);
        }
    }

    public void Dispose()
    {
        foreach (var prepared in _prepared.Values)
        {
            prepared.Statement.Dispose();
        }

        connection.Dispose();
    }

    private bool Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            SqliteException.ThrowExceptionForRC(result, Database);
        }

        return result == raw.SQLITE_ROW;
    }

    private sqlite3_stmt Ready(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var prepared))
        {
            _prepared[sql] = prepared = Prepare(sql, parameters);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            // A name that this text does not have.
            if (prepared.Places[i] > 0)
            {
                Bind(prepared.Statement, prepared.Places[i], parameters[i].Value);
            }
        }

        return prepared.Statement;
    }

    private Prepared Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(Database, sql, out var statement), Database);
        var places = new int[parameters.Length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = raw.sqlite3_bind_parameter_index(statement, parameters[i].Name);
        }

        return new Prepared(statement, places);
    }

    private void Bind(sqlite3_stmt statement, int place, object? value) => SqliteException.ThrowExceptionForRC(
        value switch
        {
            null => raw.sqlite3_bind_null(statement, place),
            string text => raw.sqlite3_bind_text(statement, place, text),
            byte[] utf8 => raw.sqlite3_bind_text(statement, place, utf8.AsSpan()),
            long number => raw.sqlite3_bind_int64(statement, place, number),
            int number => raw.sqlite3_bind_int64(statement, place, number),
            _ => throw new InvalidOperationException($"No way to bind a {value.GetType()}."),
        },
        Database);

    private sealed record Prepared(sqlite3_stmt Statement, int[] Places);
}

/// <summary>A row that a statement stands at; good until the statement moves on.</summary>
internal readonly struct Row(sqlite3_stmt statement)
{
    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    /// <summary>Text as the UTF-8 in which it is kept; good until the statement moves on.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(statement, column);
}
