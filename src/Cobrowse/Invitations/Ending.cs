using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;
using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Storage.Messages;

namespace Pillion.Cobrowse.Invitations;

/// <summary><c>end</c>: the visitor stops sharing.</summary>
internal sealed class Ending(InvitationDesk desk) : IVisitorRequest
{
    public string Type => "end";

    public async Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request) => tab.Session is { } session
        ? (await desk.ChangeAsync(session.Invitation.Id, new InvitationCommand.End(EndReasons.VisitorEnded))).Refusal
        : Refusal.Conflict("no_session", "This tab shares nothing.");
}

/// <summary>A conversation ended by way of the API: its invitation is taken back, or its session ends.</summary>
internal sealed class Disconnecting(InvitationDesk desk) : ISubscriber<CobrowseDisconnected>
{
    public async Task HandleAsync(CobrowseDisconnected message, CancellationToken cancellation)
    {
        var change = await desk.ChangeAsync(message.InvitationId, new InvitationCommand.End(message.Reason));
        if (change.Refused)
        {
            // Its request may still be on its way when an earlier delivery of it failed.
            throw new InvalidOperationException($"The invitation could not be ended: {change.Refusal.Code}.");
        }
    }
}
