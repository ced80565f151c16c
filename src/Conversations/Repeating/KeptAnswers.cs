using Pillion.Http;
using Pillion.Storage;

namespace Pillion.Conversations.Repeating;

/// <summary>Answers by Idempotency-Key, and what was made under one, as documents that expire.</summary>
internal sealed class KeptAnswers(IStore store, TimeProvider time) : IKeptAnswers
{
    private const string Kind = "idempotency";
    private const string MadeKind = "idempotency-made";
    private const int MostTries = 3;

    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    // A server that dies in the middle of a request leaves its key taken; after this it can be used again. What it had
    // made by then is found by the key, so nothing is made twice.
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    public async Task<KeyBegun> BeginAsync(string id, string fingerprint, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var taken = new Commit().Put(Kind, id, new Entry(fingerprint, null), expected: 0, expires: time.GetUtcNow() + LongestRun);
            if (await store.CommitAsync(taken, cancellation) == CommitOutcome.Committed)
            {
                return await FreshAsync(id, fingerprint, cancellation);
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

    /// <summary>
    /// Says in the commit that makes something what it makes. The commit conflicts when something was made under this
    /// key already, by a request that was taken for dead.
    /// </summary>
    public void MarkMade(Commit commit, IdempotentRequest request, string made) =>
        commit.Put(MadeKind, request.Id, new MadeEntry(request.Fingerprint, made), expected: 0, expires: time.GetUtcNow() + KeptFor);

    /// <summary>The id of what was made under the request's key; null when nothing was.</summary>
    public async Task<string?> MadeAsync(IdempotentRequest request, CancellationToken cancellation) =>
        (await store.GetAsync<MadeEntry>(MadeKind, request.Id, cancellation))?.Value.Id;

    private async Task<KeyBegun> FreshAsync(string id, string fingerprint, CancellationToken cancellation)
    {
        if (await store.GetAsync<MadeEntry>(MadeKind, id, cancellation) is not { Value: var made })
        {
            return new KeyBegun(KeyOutcome.Fresh);
        }

        if (made.Fingerprint == fingerprint)
        {
            return new KeyBegun(KeyOutcome.Fresh, Made: made.Id);
        }

        await ForgetAsync(id, cancellation);
        return new KeyBegun(KeyOutcome.OtherRequest);
    }

    /// <param name="Answer">Null while the request is being served.</param>
    internal sealed record Entry(string Fingerprint, KeptAnswer? Answer);

    internal sealed record MadeEntry(string Fingerprint, string Id);
}
