using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.JoinCodes;
using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Live;

/// <summary>A visitor's tab says hello: who is it, may it, and what does it come back to?</summary>
internal sealed class Visiting(
    ISites sites,
    IVisitors visitors,
    VisitorRegistry registry,
    LiveSessions sessions,
    InvitationStore invitations,
    InvitationDesk desk,
    Redeeming redeeming,
    JoinTokens tokens,
    VisitorRequests requests,
    SharedSessions shared,
    CobrowseMetrics metrics,
    TimeProvider time)
{
    /// <summary>Answers hello with a welcome, or closes the socket and answers null.</summary>
    public async Task<IParty?> GreetAsync(LiveSocket socket, VisitorHello hello, string origin, string address)
    {
        if (await sites.FindAsync(hello.Site, CancellationToken.None) is not { } site)
        {
            return Refuse(socket, CloseCode.Unknown, "there is no such site");
        }

        if (!site.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            return Refuse(socket, CloseCode.Origin, "this origin is not among those of the site");
        }

        if (!hello.Page.IsOn(origin))
        {
            return Refuse(socket, CloseCode.Bad, "hello/page/url: not on the origin of this socket");
        }

        var (claims, refused) = await ReadSessionAsync(hello, site);
        if (refused)
        {
            return Refuse(socket, CloseCode.Token, "the session token is not good in this tab");
        }

        var recognized = await visitors.RecognizeAsync(site, hello.VisitorToken, hello.IdentityToken, CancellationToken.None);
        if (recognized.Refused)
        {
            // The code begins with the token's name, by which the tab knows what to drop.
            var code = recognized.Refusal.Status == 401 ? CloseCode.Token : CloseCode.TryAgain;
            return Refuse(socket, code, recognized.Refusal.Code);
        }

        await desk.LoadedAsync();
        var tab = new VisitorTab(socket, site, recognized.Value, hello.Tab, origin, hello.Page, address, time);
        var session = claims is null ? null : sessions.Find(claims.SessionId);
        var ended = claims is not null && session is null ? await invitations.FindBySessionAsync(claims.SessionId, CancellationToken.None) : null;
        if (claims is not null && session is null && ended is null)
        {
            return Refuse(socket, CloseCode.Unknown, "there is no such session");
        }

        if (!registry.Add(tab))
        {
            return Refuse(socket, CloseCode.TooFast, "this visitor has too many tabs");
        }

        await WelcomeAsync(tab, hello, session, ended);
        return new VisitorParty(tab, registry, requests, metrics);
    }

    private async Task WelcomeAsync(VisitorTab tab, VisitorHello hello, LiveSession? session, InvitationState? ended)
    {
        if (session is not null && Resume(tab, hello.Session!, session))
        {
            return;
        }

        // It may have ended in this very moment, or never got beyond its invitation.
        ended ??= session?.Invitation;
        var end = ended is null ? null : new EndedSession(ended.SessionId, ended.EndReason ?? EndReasons.Disconnected);
        var asks = tab.Page.Visible || registry.TabsOf(tab.Visitor.Id).Count == 1;
        var offered = asks ? sessions.OfVisitor(tab.Visitor.Id).FirstOrDefault(open => open.Invitation.Status == InvitationStatus.Offered) : null;
        var prompt = offered is null ? null : await desk.PromptAsync(offered);
        if (offered is null || prompt is null || !offered.OfferTo(tab, prompt, announce: false))
        {
            prompt = null;
        }

        tab.Socket.Send(LiveJson.Welcome(new VisitorWelcome(time.GetUtcNow(), tab.IsTitled, Badge(tab), prompt, null, end)));
        if (hello.Redeem is { } code && await redeeming.RedeemAsync(tab, code) is { } refusal)
        {
            tab.Socket.Send(LiveJson.Event(new RefusedMessage(null, refusal.Code, refusal.Message)));
        }

        await desk.OfferAsync(tab.Visitor.Id);
    }

    private bool Resume(VisitorTab tab, ResumeClaim claim, LiveSession session)
    {
        tab.Carries(session);
        var start = session.Share(tab, claim.Epoch, claim.Seq, start =>
            LiveJson.Welcome(new VisitorWelcome(time.GetUtcNow(), tab.IsTitled, Badge(tab), null, shared.Of(tab, session, start), null)));
        if (start is null)
        {
            tab.Released(session);
            return false;
        }

        metrics.Resumed(JoinClaims.Visitor, start.Keyframe);
        return true;
    }

    // A tab that was away for long comes with an expired token; it is the tab and the signature that count.
    private async Task<(JoinClaims? Claims, bool Refused)> ReadSessionAsync(VisitorHello hello, SiteView site)
    {
        if (hello.Session is null)
        {
            return (null, false);
        }

        var claims = await tokens.ReadAsync(hello.Session.Token);
        var fits = claims is { Role: JoinClaims.Visitor } && claims.SiteId == site.Id && claims.Tab == hello.Tab;
        return (claims, !fits);
    }

    private static VisitorBadge Badge(VisitorTab tab) => VisitorBadge.Of(tab.Visitor, tab.VisitorToken);

    private static IParty? Refuse(LiveSocket socket, int code, string reason)
    {
        socket.Close(code, reason);
        return null;
    }
}
