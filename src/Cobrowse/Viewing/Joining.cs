using Pillion.Cobrowse.Assets;
using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Lobby;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Http;

namespace Pillion.Cobrowse.Viewing;

/// <summary>An agent says hello: looks on in one session, from where they were.</summary>
internal sealed class Joining(
    JoinTokens tokens,
    IConversations conversations,
    IVisitors visitors,
    LiveSessions sessions,
    InvitationStore invitations,
    InvitationDesk desk,
    AgentsLoggedOut loggedOut,
    AssetAddress assets,
    LobbyPulse pulse,
    Addresses addresses,
    CobrowseMetrics metrics,
    TimeProvider time)
{
    // A conversation that has just been started reaches this area a moment later.
    private static readonly TimeSpan JustStarted = TimeSpan.FromSeconds(5);

    public const string Revoked = "this agent's access token was revoked";

    /// <summary>Answers hello with a welcome, or closes the socket and answers null.</summary>
    public async Task<IParty?> GreetAsync(LiveSocket socket, AgentHello hello, string origin)
    {
        // Programs send no origin, and hold no cookies that a foreign page could use.
        if (origin.Length > 0 && !origin.Equals(addresses.PublicUrl, StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(socket, CloseCode.Origin, "agents connect from the console's origin");
        }

        if (await tokens.ReadAsync(hello.Token) is not { Role: JoinClaims.Agent } claims || !tokens.IsFresh(claims))
        {
            return Refuse(socket, CloseCode.Token, "the join token is missing, forged or expired");
        }

        if (await loggedOut.IncludeAsync(claims))
        {
            return Refuse(socket, CloseCode.Token, Revoked);
        }

        await desk.LoadedAsync();
        var conversation = await conversations.FindBySessionAsync(claims.SessionId, CancellationToken.None);
        var session = await FindAsync(claims.SessionId, conversation is { Live: true });
        if (session is null)
        {
            return await OverAsync(socket, claims);
        }

        if (session.Invitation.AgentId != claims.Subject || conversation is { AgentState: "disconnected" or "terminated" })
        {
            return Refuse(socket, CloseCode.Token, "this agent has no part in the conversation");
        }

        await KnowVisitorAsync(session);
        var viewer = new Viewer(session, new AgentName(claims.Subject, session.Invitation.AgentName), socket, claims);
        if (session.Join(viewer, hello.Epoch, hello.Seq, () => Welcome(session)))
        {
            // It may have happened since it was looked at, and then nobody has closed this socket.
            if (await loggedOut.IncludeAsync(claims))
            {
                socket.Close(CloseCode.Token, Revoked);
            }

            return new ViewerParty(viewer, desk, metrics);
        }

        // It may have ended since it was found.
        return session.Invitation.IsOpen
            ? Refuse(socket, CloseCode.TooFast, "the session has enough viewers")
            : await OverAsync(socket, claims);
    }

    private async Task<LiveSession?> FindAsync(string sessionId, bool mayCome)
    {
        var deadline = time.GetUtcNow() + JustStarted;
        while (true)
        {
            // Armed before looking, so that it is not missed in between.
            var changed = pulse.Changed;
            if (sessions.Find(sessionId) is { } session)
            {
                return session;
            }

            var left = deadline - time.GetUtcNow();
            if (!mayCome || left <= TimeSpan.Zero || await invitations.FindBySessionAsync(sessionId, CancellationToken.None) is { IsOpen: false })
            {
                return null;
            }

            await Task.WhenAny(changed, Task.Delay(left, time, CancellationToken.None));
        }
    }

    private async Task<IParty?> OverAsync(LiveSocket socket, JoinClaims claims)
    {
        if (await invitations.FindBySessionAsync(claims.SessionId, CancellationToken.None) is not { } invitation || invitation.AgentId != claims.Subject)
        {
            return Refuse(socket, CloseCode.Unknown, "there is no such session");
        }

        var visitor = await visitors.FindAsync(invitation.SiteId, VisitorName.Id, invitation.VisitorId, CancellationToken.None);
        socket.Send(LiveJson.Welcome(new AgentWelcome(Describe(invitation, "ended", visitor, null))));
        socket.Send(LiveJson.Event(new EndedMessage(invitation.SessionId, invitation.EndReason ?? EndReasons.Disconnected)));
        return Refuse(socket, CloseCode.Normal, "the session is over");
    }

    private async Task KnowVisitorAsync(LiveSession session)
    {
        var invitation = session.Invitation;
        session.Visitor ??= await visitors.FindAsync(invitation.SiteId, VisitorName.Id, invitation.VisitorId, CancellationToken.None);
    }

    private byte[] Welcome(LiveSession session) =>
        LiveJson.Welcome(new AgentWelcome(Describe(session.Invitation, session.State, session.Visitor, session.Page)));

    private ViewedSession Describe(InvitationState invitation, string state, VisitorView? visitor, PageView? page) => new(
        invitation.SessionId,
        invitation.ConversationId,
        state,
        visitor is null ? new VisitorBadge(invitation.VisitorId, null, false) : VisitorBadge.Of(visitor) with { Name = visitor.Name ?? visitor.Email },
        page,
        invitation.Granted,
        assets.For(invitation.SessionId));

    private static IParty? Refuse(LiveSocket socket, int code, string reason)
    {
        socket.Close(code, reason);
        return null;
    }
}
