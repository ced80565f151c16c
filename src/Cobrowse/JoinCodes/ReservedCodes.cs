using System.Collections.Concurrent;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Cobrowse.JoinCodes;

/// <summary>Codes for conversations, reserved ahead and many at once, so that starting one doesn't wait for a commit.</summary>
/// <param name="draw">A code by chance.</param>
internal sealed class ReservedCodes(IStore store, TimeProvider time, Func<string> draw) : IDisposable
{
    private const int Batch = 128;

    // With nine codes in ten out, one draw in ten still meets a free one.
    private const int MostTries = 40;

    // Longer than an invitation may wait, so that a code is still there when its invitation takes it, however late.
    private static readonly TimeSpan ReservedFor = TimeSpan.FromDays(8);

    private readonly ConcurrentQueue<string> _free = new();
    private readonly SemaphoreSlim _refilling = new(1);

    /// <summary>A code that nobody else has, or why there is none.</summary>
    public async ValueTask<Result<string>> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            if (_free.TryDequeue(out var code))
            {
                return code;
            }

            await _refilling.WaitAsync(cancellation);
            try
            {
                if (_free.IsEmpty && !await RefillAsync(cancellation))
                {
                    return JoinCodeStore.AllTaken;
                }
            }
            finally
            {
                _refilling.Release();
            }
        }
    }

    public void Dispose() => _refilling.Dispose();

    // A batch fails when one of its codes is taken, so the batches shrink as codes become rare.
    private async Task<bool> RefillAsync(CancellationToken cancellation)
    {
        var expires = time.GetUtcNow() + ReservedFor;
        var size = Batch;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var codes = Enumerable.Range(0, size).Select(_ => draw()).Distinct(StringComparer.Ordinal).ToList();
            var commit = codes.Aggregate(
                new Commit(),
                (all, code) => all.Put(JoinCodeDocument.Kind, code, new JoinCodeDocument(null, null, null, expires), expected: 0, expires: expires));
            if (await store.CommitAsync(commit, cancellation) == CommitOutcome.Committed)
            {
                foreach (var code in codes)
                {
                    _free.Enqueue(code);
                }

                return true;
            }

            size = Math.Max(1, size / 2);
        }

        return false;
    }
}
