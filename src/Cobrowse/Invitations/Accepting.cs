using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Invitations;

/// <summary><c>accept</c>: the visitor agrees, and this tab begins to share.</summary>
internal sealed class Accepting(LiveSessions sessions, InvitationDesk desk, ISites sites, SharedSessions shared) : IVisitorRequest
{
    public string Type => "accept";

    public async Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request)
    {
        var invitationId = request.Text("invitation", required: true, longest: 64);
        var granted = request.Texts("capabilities", 1, Capabilities.All.Count, required: true, accepted: Capabilities.All);
        var policyVersion = request.Integer("policyVersion", 0, int.MaxValue, required: true);
        var language = request.Text("language", required: true, longest: 35);
        if (request.Faults.Count > 0)
        {
            return Refusal.Of(request.Faults);
        }

        if (sessions.FindInvitation(invitationId!) is not { } session || !IsForThis(tab, session))
        {
            return await desk.ExplainAsync(invitationId!);
        }

        if (await sites.FindAsync(tab.Site.Id, CancellationToken.None) is not { } site || site.PrivacyPolicy.Version != policyVersion)
        {
            session.Forget(tab);
            await desk.ShowAsync(session, [tab]);
            return Refusal.Conflict("policy_changed", "The privacy policy has changed since the prompt was shown; it is shown again.");
        }

        var consent = new Consent(tab.Visitor.Id, [], granted!.Distinct(StringComparer.Ordinal).ToList(), site.PrivacyPolicy, language!, tab.TabId);
        var change = await desk.ChangeAsync(invitationId!, new InvitationCommand.Accept(consent));
        return change.Refused ? change.Refusal : Begin(tab, session);
    }

    private Refusal? Begin(VisitorTab tab, LiveSession session)
    {
        tab.Carries(session);
        if (session.Share(tab, 1, 0, start => LiveJson.Event(new SessionMessage(shared.Of(tab, session, start)))) is not null)
        {
            return null;
        }

        tab.Released(session);
        return Refusal.Conflict("session_over", "The session ended in the same moment.");
    }

    // The second half is a tab whose accept was stored while its answer was lost, with its socket or without.
    private static bool IsForThis(VisitorTab tab, LiveSession session) =>
        (tab.Session is null || tab.Session == session)
        && (session.IsOfferedTo(tab) || session.Invitation.Consent?.Tab == tab.TabId);
}
