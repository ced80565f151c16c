using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Invitations;

/// <summary><c>decline</c>: the visitor says no. Every tab that asked is told.</summary>
internal sealed class Declining(LiveSessions sessions, InvitationDesk desk) : IVisitorRequest
{
    public string Type => "decline";

    public async Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request)
    {
        if (request.Text("invitation", required: true, longest: 64) is not { } invitationId)
        {
            return Refusal.Of(request.Faults);
        }

        if (sessions.FindInvitation(invitationId) is not { } session || !session.IsOfferedTo(tab))
        {
            return await desk.ExplainAsync(invitationId);
        }

        return (await desk.ChangeAsync(invitationId, new InvitationCommand.Decline(tab.TabId))).Refusal;
    }
}
