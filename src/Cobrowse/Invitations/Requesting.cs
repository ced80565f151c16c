using Pillion.Contracts;
using Pillion.Storage.Messages;

namespace Pillion.Cobrowse.Invitations;

/// <summary>A conversation asks a visitor to share: an invitation is made, and offered at once to a visitor who is there.</summary>
internal sealed class Requesting(InvitationDesk desk) : ISubscriber<CobrowseRequested>
{
    public async Task HandleAsync(CobrowseRequested message, CancellationToken cancellation)
    {
        var change = await desk.ChangeAsync(message.InvitationId, new InvitationCommand.Request(message));
        if (change.Refused)
        {
            throw new InvalidOperationException($"The invitation could not be made: {change.Refusal.Code}.");
        }

        await desk.OfferAsync(message.VisitorId);
    }
}
