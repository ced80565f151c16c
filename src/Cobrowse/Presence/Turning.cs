using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Lobby;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Presence;

/// <summary><c>page</c>: a tab shows another address or title, or came into view, or went out of it.</summary>
internal sealed class Turning(InvitationDesk desk, LobbyPulse pulse, TimeProvider time) : IVisitorRequest
{
    public string Type => "page";

    public async Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request)
    {
        if (HelloReader.Page(request.Object("page", required: true)) is not { } page)
        {
            return Refusal.Of(request.Faults);
        }

        if (!page.IsOn(tab.Origin))
        {
            return Refusal.Of([new Fault("invalid.value", "The page is not on the origin of this socket.", "/page/url", Expected: [tab.Origin])]);
        }

        var cameIntoView = page.Visible && !tab.Page.Visible;
        tab.Turned(page, time.GetUtcNow());
        tab.Session?.PageChanged(tab);
        pulse.Touch();
        if (cameIntoView)
        {
            await desk.OfferAsync(tab.Visitor.Id);
        }

        return null;
    }
}
