namespace Pillion.Http;

/// <summary>An answer that can be given again.</summary>
public sealed record KeptAnswer(int Status, string? ContentType, string? Location, byte[] Body);

/// <summary>What a key stands for at the moment.</summary>
public enum KeyOutcome
{
    /// <summary>The key is new and now taken by this request.</summary>
    Fresh,

    /// <summary>The first request with this key has not been answered yet.</summary>
    Running,

    /// <summary>The first request with this key was this one, and its answer is known.</summary>
    Kept,

    /// <summary>The key was used for another request.</summary>
    OtherRequest,
}

/// <param name="Answer">There for <see cref="KeyOutcome.Kept"/> only.</param>
/// <param name="Made">
/// For <see cref="KeyOutcome.Fresh"/>: the id of what an earlier request with this key has made, whose answer was lost.
/// </param>
public sealed record KeyBegun(KeyOutcome Outcome, KeptAnswer? Answer = null, string? Made = null);

/// <summary>Remembers answers by key, for 24 hours, across restarts.</summary>
public interface IKeptAnswers
{
    /// <summary>Takes the key for a request, or says what it stands for already.</summary>
    /// <param name="id">The key, made unique among callers.</param>
    /// <param name="fingerprint">Of the request: the same for a repeated one only.</param>
    Task<KeyBegun> BeginAsync(string id, string fingerprint, CancellationToken cancellation);

    /// <summary>Keeps the answer of the request that took the key.</summary>
    Task KeepAsync(string id, string fingerprint, KeptAnswer answer, CancellationToken cancellation);

    /// <summary>Gives the key back.</summary>
    Task ForgetAsync(string id, CancellationToken cancellation);
}
