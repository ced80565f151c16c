using Microsoft.AspNetCore.Http;
using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.JoinCodes;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Kernel;

namespace Pillion.Cobrowse.Guests;

/// <summary>A session that a guest has named rightly.</summary>
/// <param name="InvitationId">Null for the moment in which the conversation has begun and its invitation has not.</param>
/// <param name="JoinCode">While it can still be used.</param>
/// <param name="OfferEnds">While the invitation can be accepted.</param>
/// <param name="OverBecause">An end reason of the live protocol, once it is over.</param>
internal sealed record GuestFound(
    string SessionId, string? InvitationId, string CommunicationType, string? JoinCode, DateTimeOffset? OfferEnds, string? OverBecause);

/// <summary>
/// Finds a session of a site by its id or join code. Ids can't be guessed; six digits can, so tries of codes are counted,
/// and a wrong code is answered the same way whether it is unknown, used, expired or of another site.
/// </summary>
internal sealed class GuestLookup(
    InvitationStore store,
    InvitationDesk desk,
    LiveSessions sessions,
    JoinCodeStore codes,
    CodeThrottle throttle,
    IConversations conversations,
    TimeProvider time)
{
    public async Task<Result<GuestFound>> FindAsync(SiteView site, string given, HttpContext context)
    {
        if (Ids.IsId(given))
        {
            return await ByIdAsync(site, given, context.RequestAborted) is { } found ? found : GuestRefusals.UnknownSession(given);
        }

        return Ids.IsJoinCode(given) ? await ByCodeAsync(site, given, context) : await MalformedAsync(site, given, context);
    }

    private async Task<GuestFound?> ByIdAsync(SiteView site, string sessionId, CancellationToken cancellation)
    {
        await desk.LoadedAsync();
        var conversation = await conversations.FindBySessionAsync(sessionId, cancellation);
        var invitation = sessions.Find(sessionId)?.Invitation ?? await store.FindBySessionAsync(sessionId, cancellation);
        if (invitation is null)
        {
            // The conversation's request to make an invitation is on its way.
            return conversation is { Live: true } && conversation.SiteId == site.Id
                ? new GuestFound(sessionId, null, conversation.CommunicationType, null, null, null)
                : null;
        }

        return invitation.SiteId == site.Id ? await DescribeAsync(invitation, conversation, cancellation) : null;
    }

    private async Task<GuestFound> DescribeAsync(InvitationState invitation, ConversationSummary? conversation, CancellationToken cancellation)
    {
        var unanswered = invitation.Status is InvitationStatus.Waiting or InvitationStatus.Offered;
        var late = unanswered && time.GetUtcNow() >= invitation.Expires;
        var offered = unanswered && !late;
        var code = offered && await codes.GetAsync(invitation.JoinCode, cancellation) is { Value: { Used: false } held } && held.InvitationId == invitation.Id
            ? invitation.JoinCode
            : null;
        return new GuestFound(
            invitation.SessionId,
            invitation.Id,
            conversation?.CommunicationType ?? "Unknown",
            code,
            offered ? invitation.Expires : null,
            late ? EndReasons.Expired : invitation.IsOpen ? null : invitation.EndReason);
    }

    private async Task<Result<GuestFound>> ByCodeAsync(SiteView site, string code, HttpContext context)
    {
        var (address, cancellation) = (context.Connection.RemoteIpAddress?.ToString() ?? "", context.RequestAborted);
        if (throttle.Begin(address) is { } wait)
        {
            return GuestRefusals.TooManyCodes(context.Response, wait);
        }

        await desk.LoadedAsync();
        var held = await codes.GetAsync(code, cancellation);
        if (held is { Value: { Used: false, InvitationId: { } invitationId } }
            && sessions.FindInvitation(invitationId) is { } session
            && session.Invitation.SiteId == site.Id
            && await DescribeAsync(session.Invitation, await conversations.FindBySessionAsync(session.Id, cancellation), cancellation) is { JoinCode: not null } found)
        {
            throttle.Right(address);
            return found;
        }

        return GuestRefusals.UnknownCode(code);
    }

    // People write codes in groups. Whether the digits are right is told only by what a try of them would tell.
    private async Task<Result<GuestFound>> MalformedAsync(SiteView site, string given, HttpContext context)
    {
        var folded = string.Concat(given.Where(c => c is not (' ' or '-' or '.')));
        if (Ids.IsJoinCode(folded))
        {
            var found = await ByCodeAsync(site, folded, context);
            return found is { Refused: true, Refusal.Status: 429 } ? found : GuestRefusals.MalformedCode(given, context.Request, found.Refused ? null : folded);
        }

        if (Guid.TryParse(given, out var id))
        {
            var meant = id.ToString("D");
            return GuestRefusals.MalformedId(given, context.Request, await ByIdAsync(site, meant, context.RequestAborted) is { OverBecause: null } ? meant : null);
        }

        return folded.Length is > 0 and < 12 && folded.All(char.IsAsciiDigit)
            ? GuestRefusals.MalformedCode(given, context.Request, null)
            : GuestRefusals.MalformedId(given, context.Request, null);
    }
}
