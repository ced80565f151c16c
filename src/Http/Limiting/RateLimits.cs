namespace Pillion.Http.Limiting;

/// <summary>How many requests the API serves one caller. Allowances fill up steadily and hold a burst.</summary>
/// <param name="PerMinute">Of each client, and of each user of one.</param>
/// <param name="Burst">Of the same, at once.</param>
/// <param name="AnonymousPerMinute">Of each address that calls without a token that is known to be good.</param>
/// <param name="AnonymousBurst">Of the same, at once.</param>
public sealed record RateLimits(int PerMinute, int Burst, int AnonymousPerMinute, int AnonymousBurst)
{
    /// <summary>Ten times what the vendor's platform serves, so that no ordinary script ever waits.</summary>
    public static RateLimits Default { get; } = new(3_000, 1_000, 600, 300);

    /// <summary>Bounds of every number.</summary>
    public const int Least = 1;
    public const int Most = 10_000_000;
}
