using Pillion.Http;
using Pillion.Storage;

namespace Pillion.Conversations.Repeating;

/// <summary>Answers by Idempotency-Key, as documents that expire.</summary>
internal sealed class KeptAnswers(IStore store, TimeProvider time) : IKeptAnswers
{
    private const string Kind = "idempotency";
    private const int MostTries = 3;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    // A server that dies in the middle of a request leaves its key taken; after this it can be used again.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    public async Task<KeyBegun> BeginAsync(string id, string fingerprint, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var taken = new Commit().Put(Kind, id, new Entry(fingerprint, null), expected: 0, expires: time.GetUtcNow() + LongestRun);
            if (await store.CommitAsync(taken, cancellation) == CommitOutcome.Committed)
            {
                return new KeyBegun(KeyOutcome.Fresh);
            }

            // Gone again means that the other request was refused in the meantime, so the key is free.
            if (await store.GetAsync<Entry>(Kind, id, cancellation) is { Value: var entry })
            {
                return entry.Fingerprint != fingerprint ? new KeyBegun(KeyOutcome.OtherRequest)
                    : entry.Answer is { } answer ? new KeyBegun(KeyOutcome.Kept, answer)
                    : new KeyBegun(KeyOutcome.Running);
            }
        }

        return new KeyBegun(KeyOutcome.Running);
    }

    public Task KeepAsync(string id, string fingerprint, KeptAnswer answer, CancellationToken cancellation) => store.CommitAsync(
        new Commit().Put(Kind, id, new Entry(fingerprint, answer), expires: time.GetUtcNow() + KeptFor), cancellation);

    public Task ForgetAsync(string id, CancellationToken cancellation) =>
        store.CommitAsync(new Commit().Delete(Kind, id), cancellation);

    /// <param name="Answer">Null while the request is being served.</param>
    internal sealed record Entry(string Fingerprint, KeptAnswer? Answer);
}
