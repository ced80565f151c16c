using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Storage;

namespace Pillion.Cobrowse.JoinCodes;

/// <summary>
/// <c>redeem</c>: a visitor enters the code of a conversation. Whoever has the code is the one who was meant, so the
/// invitation is bound to them and shown in this tab.
/// </summary>
internal sealed class Redeeming(JoinCodeStore codes, LiveSessions sessions, InvitationDesk desk, CodeThrottle throttle) : IVisitorRequest
{
    public string Type => "redeem";

    public async Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request) =>
        request.Text("code", required: true, longest: 64) is { } code ? await RedeemAsync(tab, code) : Refusal.Of(request.Faults);

    /// <summary>Shows the prompt of the conversation that the code belongs to, or answers why not.</summary>
    public async Task<Refusal?> RedeemAsync(VisitorTab tab, string text)
    {
        if (tab.Session is not null)
        {
            return Refusal.Conflict("session_running", "This tab shares already.");
        }

        if (!throttle.MayTry(tab))
        {
            return new Refusal(429, "too_many_codes", "Too many wrong codes came from here. Wait ten minutes and try again.", []);
        }

        // People write codes in groups.
        var code = string.Concat(text.Where(c => c is not (' ' or '-')));
        var found = Ids.IsJoinCode(code) ? await codes.GetAsync(code, CancellationToken.None) : null;
        if (found?.Value.InvitationId is not { } invitationId
            || sessions.FindInvitation(invitationId) is not { } session
            || session.Invitation.SiteId != tab.Site.Id)
        {
            throttle.Wrong(tab);
            return Refusal.NotFound("unknown_code", "This code is not valid, or not any more. Check the digits or ask for a new code.");
        }

        // The same visitor may open the link with the code again, such as by a reload.
        if (found.Value.Used && session.Invitation.VisitorId != tab.Visitor.Id)
        {
            throttle.Wrong(tab);
            return Refusal.Conflict("used_code", "This code has been used; every code works once.");
        }

        return await MoveAsync(tab, session, found);
    }

    private async Task<Refusal?> MoveAsync(VisitorTab tab, LiveSession session, Document<JoinCodeDocument> code)
    {
        var id = session.Invitation.Id;
        Action<Commit>? use = code.Value.Used ? null : commit => JoinCodeStore.MarkUsed(commit, code);
        var moved = await desk.ChangeAsync(id, new InvitationCommand.Move(tab.Visitor.Id), use);
        if (moved.Refused)
        {
            return moved.Refusal;
        }

        var offered = await desk.ChangeAsync(id, new InvitationCommand.Offer());
        if (offered.Refused)
        {
            return offered.Refusal;
        }

        await desk.ShowAsync(session, [tab]);
        return null;
    }
}
