using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Cobrowse.JoinCodes;

/// <summary>
/// What a join code stands for: a conversation's invitation, a visitor who shows it, or nothing yet while it is reserved.
/// </summary>
internal sealed record JoinCodeDocument(string? InvitationId, string? VisitorId, string? SiteId, DateTimeOffset Expires, bool Used = false)
{
    public const string Kind = "joincode";
}

/// <summary>Six digits, unique while they are valid, each good for one use.</summary>
internal sealed class JoinCodeStore(IStore store, IVisitors visitors, ReservedCodes reserved) : IJoinCodes
{
    private const int MostTries = 5;

    public ValueTask<Result<string>> ReserveAsync(CancellationToken cancellation) => reserved.TakeAsync(cancellation);

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

    /// <summary>A code that a visitor shows, or why there is none.</summary>
    /// <param name="key">Finds the code that the visitor shows already.</param>
    public async ValueTask<Result<string>> ShowAsync(JoinCodeDocument shown, string key, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var code = await reserved.TakeAsync(cancellation);
            var commit = code.Refused ? null : new Commit().Put(JoinCodeDocument.Kind, code.Value, shown, keys: [key], expires: shown.Expires);
            if (commit is null || await store.CommitAsync(commit, cancellation) == CommitOutcome.Committed)
            {
                return code;
            }
        }

        return Refusal.Conflict("request.conflict", "Other tabs of this visitor asked for a code at the same time. Ask again.");
    }

    /// <summary>Makes a reserved code that of an invitation.</summary>
    public static void Bind(Commit commit, string code, string invitationId, DateTimeOffset expires) => commit.Put(
        JoinCodeDocument.Kind, code, new JoinCodeDocument(invitationId, null, null, expires), expires: expires);

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

    /// <summary>Why no code could be had.</summary>
    public static Refusal AllTaken { get; } = Refusal.Conflict(
        "join.codes.taken", "All join codes are in use: very many invitations wait at the same time. Cancel some, or let invitations wait for a shorter time.");

    private static Refusal Used { get; } = Refusal.Conflict("join.code.used", "This join code has been used; every code works once. Ask the visitor to show a new one.");

    private static Refusal Unknown(string code) => Refusal.NotFound(
        "join.code.unknown", "No visitor shows this join code now. Codes have six digits and are good for 20 minutes.", null, code);

    private static Refusal NotShown(string code) => Refusal.NotFound(
        "join.code.unknown", "This join code was made for a visitor to enter; a conversation starts from one that a visitor shows.", null, code);
}
