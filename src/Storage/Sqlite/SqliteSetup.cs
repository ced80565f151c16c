using Microsoft.Extensions.DependencyInjection;
using Pillion.Storage.Blobs;
using Pillion.Storage.Keys;
using Pillion.Storage.Messages;

namespace Pillion.Storage.Sqlite;

/// <summary>Puts storage on SQLite.</summary>
public static class SqliteSetup
{
    /// <summary>Everything that survives a restart lives in <paramref name="folder"/>.</summary>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, DataFolder folder) => services
        .AddSingleton(folder)
        .AddSingleton<KeyRing>()
        .AddSingleton<BlobFolder>()
        .AddSingleton<StoredTypes>()
        .AddSingleton<SqliteDatabase>()
        .AddSingleton<SqliteReaders>()
        .AddSingleton<SqliteWriter>()
        .AddSingleton<SqliteOutbox>()
        .AddSingleton<IOutbox>(provider => provider.GetRequiredService<SqliteOutbox>())
        .AddSingleton<IStore, SqliteStore>()
        .AddHostedService<OutboxDelivery>()
        .AddHostedService<ExpiredDocuments>();
}
