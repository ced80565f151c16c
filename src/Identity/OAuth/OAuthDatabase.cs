using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Pillion.Storage;

namespace Pillion.Identity.OAuth;

/// <summary>
/// The OAuth server's clients, authorizations and tokens, in a file of their own because EF Core owns its schema.
/// Losing the file costs everyone a new login and nothing else: clients come back from the configuration.
/// </summary>
internal sealed class OAuthDatabase(DbContextOptions<OAuthDatabase> options) : DbContext(options)
{
    public const string FileName = "oauth.db";

    public static void Configure(IServiceProvider services, DbContextOptionsBuilder options) => options
        .UseSqlite($"Data Source={services.GetRequiredService<DataFolder>().At(FileName)};Default Timeout=10")
        .UseOpenIddict()
        // One line for each statement drowns everything else at the default level.
        .ConfigureWarnings(warnings => warnings.Log(
            (RelationalEventId.CommandExecuted, LogLevel.Debug),
            (RelationalEventId.CommandError, LogLevel.Warning)));
}
