using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Cobrowse.JoinCodes;

/// <summary>What a join code stands for: a conversation's invitation, or a visitor who shows it.</summary>
internal sealed record JoinCodeDocument(string? InvitationId, string? VisitorId, string? SiteId, DateTimeOffset Expires, bool Used = false)
{
    public const string Kind = "joincode";
}

/// <summary>Six digits, unique while they are valid, each good for one use.</summary>
internal sealed class JoinCodeStore(IStore store, IVisitors visitors) : IJoinCodes
{
    // With a hundred thousand codes out at a time, one try in ten meets a taken one.
    private const int MostTries = 40;

    public ValueTask<string> ReserveAsync(string invitationId, DateTimeOffset expires, CancellationToken cancellation) =>
        ReserveAsync(new JoinCodeDocument(invitationId, null, null, expires), [], cancellation);

    public async ValueTask<Result<VisitorView>> FindVisitorAsync(string code, CancellationToken cancellation) =>
        await ShownAsync(code, cancellation) is var shown && shown.Refused ? shown.Refusal : await VisitorAsync(shown.Value.Value, cancellation);

    public async ValueTask<Result<VisitorView>> TakeVisitorAsync(string code, CancellationToken cancellation)
    {
        var shown = await ShownAsync(code, cancellation);
        if (shown.Refused)
        {
            return shown.Refusal;
        }

        return await store.CommitAsync(MarkUsed(new Commit(), shown.Value), cancellation) == CommitOutcome.Committed
            ? await VisitorAsync(shown.Value.Value, cancellation)
            : Used;
    }

    /// <summary>Stores a new code.</summary>
    /// <exception cref="InvalidOperationException">Nearly all codes are taken.</exception>
    public async ValueTask<string> ReserveAsync(JoinCodeDocument document, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var code = Ids.JoinCode();
            var commit = new Commit().Put(JoinCodeDocument.Kind, code, document, expected: 0, keys: keys, expires: document.Expires);
            if (await store.CommitAsync(commit, cancellation) == CommitOutcome.Committed)
            {
                return code;
            }
        }

        throw new InvalidOperationException("No join code is free.");
    }

    /// <summary>A code that is valid or used up; null for an unknown or expired one.</summary>
    public ValueTask<Document<JoinCodeDocument>?> GetAsync(string code, CancellationToken cancellation) =>
        store.GetAsync<JoinCodeDocument>(JoinCodeDocument.Kind, code, cancellation);

    /// <summary>Keeps a used code until its time is over, so that a second use is told apart from a mistyped one.</summary>
    public static Commit MarkUsed(Commit commit, Document<JoinCodeDocument> code) => commit.Put(
        JoinCodeDocument.Kind, code.Id, code.Value with { Used = true }, expected: code.Version, expires: code.Value.Expires);

    private async ValueTask<Result<Document<JoinCodeDocument>>> ShownAsync(string code, CancellationToken cancellation) =>
        (Ids.IsJoinCode(code) ? await GetAsync(code, cancellation) : null) switch
        {
            null => Unknown(code),
            { Value.Used: true } => Used,
            { Value.VisitorId: null } => NotShown(code),
            { } shown => shown,
        };

    private async ValueTask<Result<VisitorView>> VisitorAsync(JoinCodeDocument shown, CancellationToken cancellation) =>
        await visitors.FindAsync(shown.SiteId!, VisitorName.Id, shown.VisitorId!, cancellation) is { } visitor ? visitor : Unknown("");

    private static Refusal Used { get; } = Refusal.Conflict("join.code.used", "This join code has been used; every code works once. Ask the visitor to show a new one.");

    private static Refusal Unknown(string code) => Refusal.NotFound(
        "join.code.unknown", "No visitor shows this join code now. Codes have six digits and are good for 20 minutes.", null, code);

    private static Refusal NotShown(string code) => Refusal.NotFound(
        "join.code.unknown", "This join code was made for a visitor to enter; a conversation starts from one that a visitor shows.", null, code);
}
