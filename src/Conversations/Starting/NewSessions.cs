using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel;

namespace Pillion.Conversations.Starting;

/// <summary>Prepares the invitation of a cobrowse session: its ids, its join code and its time.</summary>
internal sealed class NewSessions(IJoinCodes codes, TimeProvider time)
{
    // Someone who is there needs a moment to read and decide, however short the caller's patience is.
    private const int LeastSecondsToAnswer = 60;

    /// <param name="present">True when the visitor has a tab open now.</param>
    /// <param name="waitSeconds">As the caller wishes; otherwise as the site's policy says.</param>
    public async ValueTask<NewSession> NewAsync(
        SiteView site,
        bool present,
        CancellationToken cancellation,
        int? waitSeconds = null,
        IReadOnlyList<string>? capabilities = null,
        bool byAgent = false)
    {
        var wait = waitSeconds ?? site.SessionPolicy.WaitSeconds;
        var expires = time.GetUtcNow().AddSeconds(present ? Math.Max(wait, LeastSecondsToAnswer) : wait);
        var invitationId = Ids.New();
        return new NewSession(
            Ids.New(),
            invitationId,
            await codes.ReserveAsync(invitationId, expires, cancellation),
            capabilities ?? Capabilities.Default,
            present,
            expires,
            new Legs(Ids.New(), Ids.New()),
            byAgent);
    }
}
