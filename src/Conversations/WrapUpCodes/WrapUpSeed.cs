using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pillion.Kernel;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>
/// Creates the wrap-up codes that the configuration names (<c>Pillion:Seed:WrapUpCodes</c>) and that are not there
/// yet, before the first request. Codes that people made or renamed stay as they are.
/// </summary>
internal sealed partial class WrapUpSeed(
    IConfiguration configuration, IHostEnvironment environment, WrapUpCatalog catalog, TimeProvider time, ILogger<WrapUpSeed> log) : IHostedService
{
    private const string Section = "Pillion:Seed:WrapUpCodes";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var names = configuration.GetSection(Section).Get<string[]>() ?? [];
        foreach (var name in names.Select(name => name.Trim()))
        {
            if (name.Length is 0 or > WrapUpCatalog.LongestName)
            {
                throw new InvalidOperationException($"{Section} holds a name of {name.Length} characters; names have 1 to {WrapUpCatalog.LongestName}.");
            }

            var description = environment.IsDevelopment() ? "Development only" : null;
            if (await catalog.FindNamesakeAsync(name, cancellationToken) is null
                && await catalog.AddAsync(new WrapUpCode(Ids.New(), name, description, time.GetUtcNow(), null), cancellationToken))
            {
                LogCreated(name);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(3001, LogLevel.Information, "Created the wrap-up code {Name} from the configuration")]
    private partial void LogCreated(string name);
}
