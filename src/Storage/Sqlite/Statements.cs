using Microsoft.Data.Sqlite;

namespace Pillion.Storage.Sqlite;

/// <summary>
/// The statements of the one writing connection, each prepared when it is first used. A commit runs the same dozen of
/// them every time, and preparing costs more than running.
/// </summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>Runs a statement and returns how many rows it changed.</summary>
    /// <param name="sql">A constant text: it stays prepared as long as the connection is open.</param>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) => Ready(sql, parameters).ExecuteNonQuery();

    /// <summary>The first row that a statement finds, read by <paramref name="read"/>; the default when there is none.</summary>
    public T? First<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Ready(sql, parameters).ExecuteReader();
        return reader.Read() ? read(reader) : default;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }
    }

    private SqliteCommand Ready(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var (name, _) in parameters)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = name });
            }

            _prepared.Add(sql, command);
        }

        for (var i = 0; i < parameters.Length; i++)
        {
            command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        }

        return command;
    }
}
