using Pillion.Kernel;

namespace Pillion.Contracts;

/// <summary>Published when access tokens were revoked: what was opened with them and is still open ends.</summary>
/// <param name="Login">The tokens of this login; null when they are all of a user's, or of a client's.</param>
/// <param name="UserId">All tokens of this user.</param>
/// <param name="ClientId">All tokens of this OAuth client.</param>
public sealed record TokensRevoked(string? Login, string? UserId, string? ClientId, DateTimeOffset At) : ISequenced
{
    string ISequenced.Sequence => Login ?? UserId ?? ClientId ?? "";

    /// <summary>
    /// True for what was opened with one of these tokens. A message may come late, and a user whose tokens were revoked may
    /// have logged in again since.
    /// </summary>
    /// <param name="opened">When the token was last known to be good.</param>
    public bool Include(string? login, string? userId, string clientId, DateTimeOffset opened) =>
        Login is not null
            ? login == Login
            : opened <= At && (UserId is not null ? userId == UserId : clientId == ClientId);
}
