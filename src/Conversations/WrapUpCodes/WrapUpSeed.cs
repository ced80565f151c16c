using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pillion.Kernel;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>
/// Creates the wrap-up codes of the section <c>Pillion:Seed:WrapUpCodes</c> that are not there yet, before the first
/// request. An entry is a name, or named: <c>"Resolved": { "Description": "...", "Development": true }</c>; entries
/// marked <c>Development</c> are left out unless the host runs in development. Codes that are there stay as they are, and
/// those that were renamed or deleted since do not come back.
/// </summary>
internal sealed partial class WrapUpSeed(
    IConfiguration configuration, IHostEnvironment environment, WrapUpCatalog catalog, TimeProvider time, ILogger<WrapUpSeed> log) : IHostedService
{
    private const string Section = "Pillion:Seed:WrapUpCodes";

    private static readonly string[] Known = ["Name", "Description", "Development"];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var entries = configuration.GetSection(Section).GetChildren().ToList();
        var faults = entries.SelectMany(Faults).ToList();
        if (faults.Count > 0)
        {
            throw new InvalidOperationException($"The configuration can't be used: {string.Join(' ', faults)}");
        }

        foreach (var entry in entries.Where(entry => environment.IsDevelopment() || !entry.GetValue<bool>("Development")))
        {
            var code = new WrapUpCode(Ids.New(), Name(entry), entry["Description"], time.GetUtcNow(), null);
            if (await catalog.SeedAsync(code, cancellationToken))
            {
                LogCreated(code.Name);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Name(IConfigurationSection entry) => (entry.Value ?? entry["Name"] ?? entry.Key).Trim();

    private static IEnumerable<string> Faults(IConfigurationSection entry)
    {
        var name = Name(entry);
        if (name.Length is 0 or > WrapUpCatalog.LongestName)
        {
            yield return $"{entry.Path}: a name has 1 to {WrapUpCatalog.LongestName} characters; this has {name.Length}.";
        }

        if (entry["Development"] is { } flag && !bool.TryParse(flag, out _))
        {
            yield return $"{entry.Path}:Development: this must be true or false.";
        }

        foreach (var unknown in entry.GetChildren().Where(child => !Known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"{unknown.Path}: this is not known. Known here: {string.Join(", ", Known)}.";
        }
    }

    [LoggerMessage(3001, LogLevel.Information, "Created the wrap-up code {Name} from the configuration")]
    private partial void LogCreated(string name);
}
