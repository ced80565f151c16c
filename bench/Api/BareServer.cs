using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Pillion.Bench.Api;

/// <summary>
/// The limit of what the machine allows: Kestrel, and one durable insert of the request's bytes into SQLite, or one
/// read of them by key. No tokens, no checks, nothing else that an API is for.
/// </summary>
internal static class BareServer
{
    /// <summary>Serves until it is killed.</summary>
    /// <param name="folder">Where the database file goes.</param>
    public static async Task RunAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://localhost:{Environment.GetEnvironmentVariable("PORT")}");
        var app = builder.Build();
        await using var connection = Open(folder);
        using var insert = Command(connection, "INSERT INTO bodies (body) VALUES (@body) RETURNING id", "@body");
        using var turn = new SemaphoreSlim(1);

        app.MapGet("/ready", () => "ready");
        app.MapPost("/conversations", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            await turn.WaitAsync();
            try
            {
                insert.Parameters[0].Value = body.ToArray();
                return Results.Json(new Stored((long)insert.ExecuteScalar()!), statusCode: StatusCodes.Status201Created);
            }
            finally
            {
                turn.Release();
            }
        });
        app.MapGet("/conversations/{id:long}", (long id) =>
        {
            using var reading = Open(folder);
            using var select = Command(reading, "SELECT body FROM bodies WHERE id = @id", "@id");
            select.Parameters[0].Value = id;
            return Results.Bytes((byte[])select.ExecuteScalar()!, "application/json");
        });
        await app.RunAsync();
    }

    // The same durability as Pillion's own file.
    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "bare.db")}");
        connection.Open();
        using var set = connection.CreateCommand();
        set.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS bodies (id INTEGER PRIMARY KEY, body BLOB NOT NULL)";
        set.ExecuteNonQuery();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, string parameter)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.Add(new SqliteParameter { ParameterName = parameter });
        return command;
    }

    private sealed record Stored(long Id);
}
