using Microsoft.Extensions.Hosting;

namespace Pillion.Cobrowse.Invitations;

/// <summary>Knows all open invitations before the first socket comes, so that patience runs for every lost visitor.</summary>
internal sealed class OpenInvitations(InvitationDesk desk) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => desk.LoadedAsync();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
