using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.JoinCodes;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Presence;

/// <summary><c>identify</c>: the site's backend says who sits at a tab that is already connected.</summary>
internal sealed class Identifying(
    IVisitors visitors, VisitorRegistry registry, LiveSessions sessions, InvitationDesk desk, VisitorCodes codes) : IVisitorRequest
{
    private const int LongestToken = 8 * 1024;

    public string Type => "identify";

    public async Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request)
    {
        if (request.Text("token", required: true, longest: LongestToken) is not { } token)
        {
            return Refusal.Of(request.Faults);
        }

        var recognized = await visitors.RecognizeAsync(tab.Site, tab.VisitorToken, token, CancellationToken.None);
        if (recognized.Refused)
        {
            return recognized.Refusal;
        }

        var before = tab.Visitor.Id;
        var prompt = tab.Prompt;
        registry.Rebind(tab, recognized.Value);
        tab.Socket.Send(LiveJson.Event(new IdentifiedMessage(VisitorBadge.Of(tab.Visitor, tab.VisitorToken))));
        if (before != tab.Visitor.Id)
        {
            await FollowAsync(tab, before, prompt);
        }

        await desk.OfferAsync(tab.Visitor.Id);
        return null;
    }

    // It is the same person at the same tab: what this tab was asked, and the code that it shows, go with them.
    private async Task FollowAsync(VisitorTab tab, string before, LiveSession? prompt)
    {
        await codes.MoveAsync(tab);
        var asked = registry.TabsOf(before).Count == 0 ? sessions.OfVisitor(before) : [];
        foreach (var session in asked.Append(prompt).OfType<LiveSession>().Distinct().Where(session => session.Invitation.Status
            is InvitationStatus.Waiting or InvitationStatus.Offered))
        {
            await desk.ChangeAsync(session.Invitation.Id, new InvitationCommand.Move(tab.Visitor.Id));
        }
    }
}
