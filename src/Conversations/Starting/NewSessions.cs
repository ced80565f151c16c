using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel;

namespace Pillion.Conversations.Starting;

/// <summary>Prepares the invitation of a cobrowse session: its ids, its join code and its time.</summary>
internal sealed class NewSessions(IJoinCodes codes, TimeProvider time)
{
    // Someone who is there needs a moment to read and decide, however short the caller's patience is.
    private const int LeastSecondsToAnswer = 60;

    /// <summary>A session as it would be, without a join code.</summary>
    /// <param name="present">True when the visitor has a tab open now.</param>
    /// <param name="waitSeconds">As the caller wishes; otherwise as the site's policy says.</param>
    public NewSession Imagine(
        SiteView site, bool present, int? waitSeconds = null, IReadOnlyList<string>? capabilities = null, bool byAgent = false)
    {
        var wait = waitSeconds ?? site.SessionPolicy.WaitSeconds;
        var expires = time.GetUtcNow().AddSeconds(present ? Math.Max(wait, LeastSecondsToAnswer) : wait);
        return new NewSession(Ids.New(), Ids.New(), "", capabilities ?? Capabilities.Default, present, expires, new Legs(Ids.New(), Ids.New()), byAgent);
    }

    /// <summary>A session that is about to start, with its join code; or why there is none.</summary>
    public async ValueTask<Result<NewSession>> ReserveAsync(NewSession imagined, CancellationToken cancellation)
    {
        var code = await codes.ReserveAsync(cancellation);
        return code.Refused ? code.Refusal : imagined with { JoinCode = code.Value };
    }
}
