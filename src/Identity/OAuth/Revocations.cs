using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;
using OpenIddict.EntityFrameworkCore.Models;
using Pillion.Contracts;
using Pillion.Storage;

namespace Pillion.Identity.OAuth;

/// <summary>
/// Says of every revocation that it happened, whoever revoked: a request, a start of the server under another
/// configuration, or the library itself, which ends the login of an authorization code that comes a second time.
/// </summary>
internal sealed class Revocations(
    RecentTokens recent,
    IStore store,
    TimeProvider time,
    IOpenIddictApplicationManager clients,
    IOpenIddictTokenCache<OpenIddictEntityFrameworkCoreToken> cache,
    ILogger<OpenIddictTokenManager<OpenIddictEntityFrameworkCoreToken>> log,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictTokenStore<OpenIddictEntityFrameworkCoreToken> tokens)
    : OpenIddictTokenManager<OpenIddictEntityFrameworkCoreToken>(cache, log, options, tokens)
{
    /// <summary>All tokens of a login.</summary>
    public override async ValueTask<long> RevokeByAuthorizationIdAsync(string identifier, CancellationToken cancellationToken = default)
    {
        var revoked = await base.RevokeByAuthorizationIdAsync(identifier, cancellationToken);
        await TellAsync(new TokensRevoked(identifier, null, null, time.GetUtcNow()));
        return revoked;
    }

    /// <summary>All tokens of a user.</summary>
    public override async ValueTask<long> RevokeBySubjectAsync(string subject, CancellationToken cancellationToken = default)
    {
        var revoked = await base.RevokeBySubjectAsync(subject, cancellationToken);
        await TellAsync(new TokensRevoked(null, subject, null, time.GetUtcNow()));
        return revoked;
    }

    /// <summary>All tokens of a client.</summary>
    public override async ValueTask<long> RevokeByApplicationIdAsync(string identifier, CancellationToken cancellationToken = default)
    {
        var revoked = await base.RevokeByApplicationIdAsync(identifier, cancellationToken);
        if (await clients.FindByIdAsync(identifier, cancellationToken) is { } client)
        {
            await TellAsync(new TokensRevoked(null, null, await clients.GetClientIdAsync(client, cancellationToken), time.GetUtcNow()));
        }

        return revoked;
    }

    /// <summary>One token.</summary>
    public override async ValueTask<bool> TryRevokeAsync(OpenIddictEntityFrameworkCoreToken token, CancellationToken cancellationToken = default)
    {
        var revoked = await base.TryRevokeAsync(token, cancellationToken);
        await TellAsync(new TokensRevoked(await GetIdAsync(token, cancellationToken), null, null, time.GetUtcNow()));
        return revoked;
    }

    // To the end, once something is revoked: a caller who hangs up meanwhile is not to keep what they had opened.
    private async Task TellAsync(TokensRevoked message)
    {
        recent.Forget();
        await store.CommitAsync(new Commit().Publish(message), CancellationToken.None);
    }
}
