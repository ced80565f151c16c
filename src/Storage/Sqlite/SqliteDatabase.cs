using Microsoft.Data.Sqlite;

namespace Pillion.Storage.Sqlite;

/// <summary>Opens connections to the one database file.</summary>
internal sealed class SqliteDatabase
{
    private readonly string _connectionString;

    public SqliteDatabase(DataFolder folder)
    {
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = folder.At("pillion.db"),
            ForeignKeys = true,
            DefaultTimeout = 5,
            Pooling = false,
        }.ToString();
        using var connection = Open();
        Run(connection, Schema.Tables);
    }

    /// <summary>A new connection, open and set up. Keep it: opening costs more than what most do with it.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Run(connection, Schema.Pragmas);
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
