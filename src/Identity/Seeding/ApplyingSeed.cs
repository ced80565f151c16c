using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using Pillion.Http;
using Pillion.Identity.OAuth;
using Pillion.Identity.Sites;
using Pillion.Identity.Users;
using Pillion.Storage;
using Pillion.Storage.Keys;

namespace Pillion.Identity.Seeding;

/// <summary>
/// Brings the stores to what the configuration says, on every start and before any other service starts, so that the
/// first request finds all of it. A faulty configuration stops the start.
/// </summary>
internal sealed partial class ApplyingSeed(
    IServiceScopeFactory scopes,
    IConfiguration configuration,
    IHostEnvironment environment,
    Addresses addresses,
    ILogger<ApplyingSeed> log) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var seed = Seed.Read(configuration, addresses, environment.IsDevelopment());
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await services.GetRequiredService<OAuthDatabase>().Database.EnsureCreatedAsync(cancellationToken);
        var (store, time) = (services.GetRequiredService<IStore>(), services.GetRequiredService<TimeProvider>());
        var tokens = services.GetRequiredService<IOpenIddictTokenManager>();
        await new OAuthClients(services.GetRequiredService<IOpenIddictApplicationManager>(), tokens, addresses)
            .ApplyAsync(seed.Clients, cancellationToken);
        var keys = services.GetRequiredService<KeyRing>();
        await new SeededUsers(
                store, services.GetRequiredService<UserDirectory>(), services.GetRequiredService<Passwords>(), tokens, keys, time)
            .ApplyAsync(seed.Users, cancellationToken);
        await new SeededSites(store, services.GetRequiredService<SiteDirectory>(), keys, time)
            .ApplyAsync(seed.Sites, cancellationToken);
        LogApplied(seed.Clients.Count, seed.Users.Count, seed.Sites.Count);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(2003, LogLevel.Information, "Configured: {Clients} clients, {Users} users, {Sites} sites")]
    private partial void LogApplied(int clients, int users, int sites);
}
