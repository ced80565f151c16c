using System.Text.Json;
using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Kernel.Json;

namespace Pillion.Cobrowse.Lobby;

/// <summary>The lobby as one snapshot; made once for every change, however many agents watch.</summary>
internal sealed class LobbyReader(VisitorRegistry registry, LiveSessions sessions, InvitationDesk desk, IVisitors visitors, LobbyPulse pulse) : IDisposable
{
    /// <summary>Most visitors, and most conversations, in one lobby.</summary>
    public const int Most = 200;

    private readonly SemaphoreSlim _making = new(1);
    private (long Version, byte[] Json)? _cached;

    /// <summary>The lobby of this moment as JSON, and the version of the pulse that it is good for.</summary>
    public async Task<(long Version, byte[] Json)> ReadAsync(CancellationToken cancellation)
    {
        await _making.WaitAsync(cancellation);
        try
        {
            // Read before looking: a change in between makes the snapshot newer than its version, never older.
            var version = pulse.Version;
            if (_cached is not { } cached || cached.Version != version)
            {
                _cached = cached = (version, JsonSerializer.SerializeToUtf8Bytes(await MakeAsync(cancellation), Wire.Options));
            }

            return cached;
        }
        finally
        {
            _making.Release();
        }
    }

    public void Dispose() => _making.Dispose();

    private async Task<LobbyView> MakeAsync(CancellationToken cancellation)
    {
        await desk.LoadedAsync();
        var present = registry.All();
        var open = sessions.All.OrderByDescending(session => session.Invitation.Since).ToList();
        foreach (var session in open.Take(Most).Where(session => session.Visitor is null))
        {
            session.Visitor = await visitors.FindAsync(session.Invitation.SiteId, VisitorName.Id, session.Invitation.VisitorId, cancellation);
        }

        return new LobbyView(
            present.Select(Visitor).OrderByDescending(visitor => visitor.Since).Take(Most).ToList(),
            open.Take(Most).Select(Conversation).ToList(),
            present.Count > Most || open.Count > Most);
    }

    private static LobbyVisitor Visitor(IReadOnlyList<VisitorTab> tabs)
    {
        // What the visitor looks at now, as far as anyone can tell.
        var front = tabs.OrderByDescending(tab => tab.Page.Visible).ThenByDescending(tab => tab.LastSeen).First();
        var visitor = front.Visitor;
        return new LobbyVisitor(
            visitor.Id,
            visitor.Name,
            visitor.Email,
            visitor.Identified,
            new LobbySite(front.Site.Key, front.Site.Name),
            Page(front.Page),
            tabs.Count,
            tabs.Min(tab => tab.Since),
            tabs.Max(tab => tab.LastSeen));
    }

    private LobbyConversation Conversation(LiveSession session)
    {
        var invitation = session.Invitation;
        var unanswered = invitation.Status != InvitationStatus.Accepted;
        var visitor = session.Visitor;
        return new LobbyConversation(
            invitation.ConversationId,
            invitation.SessionId,
            invitation.Subject,
            State(session),
            new LobbyParty(
                invitation.VisitorId,
                visitor?.Name ?? visitor?.Email,
                visitor?.Identified ?? false,
                session.HasSharer || registry.IsPresent(invitation.VisitorId)),
            new LobbyAgent(invitation.AgentId, invitation.AgentName),
            unanswered ? invitation.JoinCode : null,
            unanswered ? invitation.Expires : null,
            invitation.Since,
            session.Page is { } page ? Page(page) : null);
    }

    private static string State(LiveSession session) => session.Invitation.Status switch
    {
        InvitationStatus.Waiting => "waiting",
        InvitationStatus.Offered => "offered",
        _ when !session.HasSharer => "reconnecting",
        _ => session.HasViewers ? "active" : "accepted",
    };

    private static LobbyPage Page(PageView page) => new(page.Url, page.Title);
}
