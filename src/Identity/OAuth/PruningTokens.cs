using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;

namespace Pillion.Identity.OAuth;

/// <summary>Removes tokens that are expired or revoked, every hour, so that the file does not grow without end.</summary>
internal sealed partial class PruningTokens(IServiceScopeFactory scopes, TimeProvider time, ILogger<PruningTokens> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await PruneAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task PruneAsync(CancellationToken cancellation)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var before = time.GetUtcNow() - Pause;
            await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, cancellation);
            await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, cancellation);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogFailed(problem);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "Removing old tokens failed; trying again in an hour")]
    private partial void LogFailed(Exception problem);
}
