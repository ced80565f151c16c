using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Validation.AspNetCore;
using Pillion.Http;

namespace Pillion.Identity.OAuth;

/// <summary>
/// Remembers for a moment which access tokens were good. Checking one means a signature and two looks into the
/// database, many times the cost of most operations; a script that sends a hundred requests a second pays it once.
/// </summary>
internal sealed class RecentTokens(TimeProvider time)
{
    /// <summary>How long a token counts as good without another look. What is revoked here is forgotten at once.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);

    /// <summary>Tokens that are remembered; beyond that all are forgotten and looked at again.</summary>
    public const int MostTokens = 10_000;

    private readonly ConcurrentDictionary<string, (ClaimsPrincipal Principal, DateTimeOffset Until)> _good = new(StringComparer.Ordinal);
    private int _revocations;

    /// <summary>Rises with every revocation. Read it before a token is looked at.</summary>
    public int Revocations => Volatile.Read(ref _revocations);

    /// <summary>Who a token that was good a moment ago stands for; null when it has to be looked at.</summary>
    public ClaimsPrincipal? Find(string token) =>
        _good.TryGetValue(Key(token), out var known) && known.Until > time.GetUtcNow() ? known.Principal : null;

    /// <param name="revocations">What <see cref="Revocations"/> was before the look: one that came since may have ended this token.</param>
    public void Remember(string token, ClaimsPrincipal principal, int revocations)
    {
        if (revocations != Revocations)
        {
            return;
        }

        if (_good.Count >= MostTokens)
        {
            _good.Clear();
        }

        var until = time.GetUtcNow() + Memory;
        _good[Key(token)] = (principal, principal.GetExpirationDate() is { } expires && expires < until ? expires : until);
    }

    /// <summary>Looks at every token again, because one of them has been revoked.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref _revocations);
        _good.Clear();
    }

    // The tokens themselves stay out of memory dumps.
    private static string Key(string token) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

/// <summary>Knows a caller by a token that was good a moment ago, and otherwise asks OpenIddict.</summary>
internal sealed class RecentTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, RecentTokens recent)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string SchemeName = "recent-token";

    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var token = header[Prefix.Length..];
        if (recent.Find(token) is { } principal)
        {
            return AuthenticateResult.Success(new AuthenticationTicket(principal, SchemeName));
        }

        var revocations = recent.Revocations;
        var looked = await Context.AuthenticateAsync(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        if (looked is { Succeeded: true, Principal: { } good })
        {
            if ((good.GetAuthorizationId() ?? good.GetTokenId()) is { } login)
            {
                good.SetClaim(Caller.LoginClaim, login);
            }

            recent.Remember(token, good, revocations);
        }

        return looked;
    }
}
