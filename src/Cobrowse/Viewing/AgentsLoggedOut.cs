using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Lobby;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Storage;
using Pillion.Storage.Messages;

namespace Pillion.Cobrowse.Viewing;

/// <summary>
/// Whose access token is revoked looks on no more: not in a session, not in the lobby, and not with a join token that was
/// made for it before.
/// </summary>
internal sealed class AgentsLoggedOut(IStore store, LiveSessions sessions, LobbyWatchers watchers, TimeProvider time) : ISubscriber<TokensRevoked>
{
    private const string Kind = "cobrowse-revoked";

    public async Task HandleAsync(TokensRevoked message, CancellationToken cancellation)
    {
        watchers.End(message);
        if ((message.Login ?? message.UserId) is not { } whose)
        {
            // Clients' own tokens are none that look into a session.
            return;
        }

        // First, so that whoever connects again at once is refused. Older join tokens have expired by themselves then.
        await store.CommitAsync(new Commit().Put(Kind, whose, message, expires: time.GetUtcNow() + JoinTokens.Lifetime), cancellation);
        foreach (var session in sessions.All)
        {
            session.Expel(viewer => Include(message, viewer.Token), Joining.Revoked);
        }
    }

    public async Task<bool> IncludeAsync(JoinClaims claims)
    {
        foreach (var whose in new[] { claims.Login, claims.Subject }.OfType<string>())
        {
            if (await store.GetAsync<TokensRevoked>(Kind, whose, CancellationToken.None) is { } revoked && Include(revoked.Value, claims))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Include(TokensRevoked message, JoinClaims claims) => message.Include(claims.Login, claims.Subject, "", claims.Made);
}
