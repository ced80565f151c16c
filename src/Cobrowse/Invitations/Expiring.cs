using Pillion.Storage.Messages;

namespace Pillion.Cobrowse.Invitations;

/// <summary>The time of an invitation is up.</summary>
internal sealed class Expiring(InvitationDesk desk) : ISubscriber<InvitationDue>
{
    public async Task HandleAsync(InvitationDue message, CancellationToken cancellation)
    {
        var change = await desk.ChangeAsync(message.InvitationId, new InvitationCommand.Expire());
        if (change is { Refused: false, Value.State.Status: InvitationStatus.Waiting or InvitationStatus.Offered })
        {
            throw new InvalidOperationException("The clock stands before the time of the timer; again later.");
        }
    }
}
