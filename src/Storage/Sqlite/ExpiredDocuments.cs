using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Pillion.Storage.Sqlite;

/// <summary>Removes expired documents from the file; they already count as absent for readers.</summary>
internal sealed partial class ExpiredDocuments(SqliteWriter writer, TimeProvider time, ILogger<ExpiredDocuments> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RemoveAsync(stoppingToken);
            }
            catch (StoreException problem)
            {
                LogFailed(problem);
            }
        }
    }

    private Task<bool> RemoveAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        return writer.WriteAsync(
            statements =>
            {
                statements.Execute("DELETE FROM document_keys WHERE (kind, id) IN (SELECT kind, id FROM documents WHERE expires <= @now)", ("@now", now));
                statements.Execute("DELETE FROM documents WHERE expires <= @now", ("@now", now));
                return true;
            },
            cancellation);
    }

    [LoggerMessage(1003, LogLevel.Warning, "Removing expired documents failed; trying again later")]
    private partial void LogFailed(Exception problem);
}
