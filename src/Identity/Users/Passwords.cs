using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>Hashes and checks passwords: PBKDF2 with HMAC-SHA512 and a salt of its own for each.</summary>
internal sealed class Passwords
{
    /// <summary>Longer texts are refused before they are hashed.</summary>
    public const int Longest = 256;

    /// <summary>Shortest password of a user outside development.</summary>
    public const int Shortest = 10;

    private readonly PasswordHasher<Passwords> _hasher;
    private readonly string _nobody;

    public Passwords(IOptions<PasswordHasherOptions> options)
    {
        _hasher = new PasswordHasher<Passwords>(options);
        _nobody = Hash(Ids.Secret());
    }

    public string Hash(string password) => _hasher.HashPassword(this, password);

    /// <summary>
    /// True when this is the user's password. As much work for nobody as for somebody, so that the time it takes does
    /// not tell which accounts exist.
    /// </summary>
    public bool Fits(User? user, string password) =>
        _hasher.VerifyHashedPassword(this, user is { PasswordHash.Length: > 0 } ? user.PasswordHash : _nobody, password) != PasswordVerificationResult.Failed
        && user is { PasswordHash.Length: > 0 };
}
