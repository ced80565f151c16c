using Pillion.Contracts;
using Pillion.Conversations.Attributes;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Conversations.Lifecycle;

/// <summary>Loads, decides and stores; the one place where conversations meet the store.</summary>
internal sealed class ConversationLog(IStore store, TimeProvider time)
{
    /// <summary>Kind of the documents of conversations that have not ended; their group is the agent's user id.</summary>
    public const string LiveKind = "conversation.live";

    /// <summary>Kind of the documents of conversations that have ended.</summary>
    public const string EndedKind = "conversation.ended";

    private const int MostTries = 5;

    /// <summary>The conversation as it is now, or null.</summary>
    public async ValueTask<ConversationState?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!Ids.IsId(id))
        {
            return null;
        }

        // A conversation only ever moves from the first to the second, so in this order it is not missed.
        return (await store.GetAsync<ConversationState>(LiveKind, id, cancellation)
            ?? await store.GetAsync<ConversationState>(EndedKind, id, cancellation))?.Value;
    }

    /// <summary>The conversation that has a cobrowse session, now or before; or null.</summary>
    public async ValueTask<ConversationState?> FindBySessionAsync(string sessionId, CancellationToken cancellation)
    {
        var key = SessionKey(sessionId);
        return (await store.FindAsync<ConversationState>(LiveKind, key, cancellation)
            ?? await store.FindAsync<ConversationState>(EndedKind, key, cancellation))?.Value;
    }

    /// <summary>The events of a conversation, oldest first; empty when there is none.</summary>
    public async ValueTask<IReadOnlyList<object>> HistoryAsync(string id, CancellationToken cancellation) =>
        (await store.ReadStreamAsync(Stream(id), cancellation)).Select(stored => stored.Event).ToList();

    /// <summary>Begins a conversation under a new id; null when something in <paramref name="also"/> conflicts.</summary>
    /// <param name="also">Puts into the same commit what has to happen together with it.</param>
    public Task<Result<ConversationState>?> StartAsync(Start start, Action<Commit> also, CancellationToken cancellation) =>
        TryAsync(null, [start], cancellation, also);

    /// <summary>
    /// Carries out commands together or not at all. When someone else was faster, everything is read and decided
    /// again; after several tries the refusal is <c>request.conflict</c>.
    /// </summary>
    /// <param name="check">Looks at the conversation just before it is changed; a refusal leaves it as it is.</param>
    public async Task<Result<ConversationState>> ChangeAsync(
        string id, IReadOnlyList<ConversationCommand> commands, CancellationToken cancellation, Func<ConversationState, Refusal?>? check = null)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var state = Conversation.Decider.Fold(await HistoryAsync(id, cancellation));
            if (state is not null && check?.Invoke(state) is { } refusal)
            {
                return refusal;
            }

            if (await TryAsync(state, commands, cancellation) is { } outcome)
            {
                return outcome;
            }
        }

        return Busy;
    }

    private static Refusal Busy { get; } =
        Refusal.Conflict("request.conflict", "Others are changing this conversation at the same time. Nothing was changed; send the request again.");

    // Null when someone else was faster.
    private async Task<Result<ConversationState>?> TryAsync(
        ConversationState? before, IReadOnlyList<ConversationCommand> commands, CancellationToken cancellation, Action<Commit>? also = null)
    {
        var now = time.GetUtcNow();
        var decided = Decide(before, commands, now);
        if (decided.Refused)
        {
            return decided.Refusal;
        }

        var (after, events) = decided.Value;
        if (events.Count > 0)
        {
            var commit = Commit(before, after, events, now);
            also?.Invoke(commit);
            if (await store.CommitAsync(commit, cancellation) == CommitOutcome.Conflict)
            {
                return null;
            }
        }

        return after;
    }

    private static Result<(ConversationState State, IReadOnlyList<object> Events)> Decide(
        ConversationState? state, IReadOnlyList<ConversationCommand> commands, DateTimeOffset now)
    {
        var (all, faults) = (new List<object>(), new List<Refusal>());
        foreach (var command in commands)
        {
            var decision = Conversation.Decider.Decide(command, state, now);
            if (decision.Refused)
            {
                faults.Add(decision.Refusal);
                continue;
            }

            state = decision.Events.Aggregate(state, Conversation.Decider.Evolve);
            all.AddRange(decision.Events);
        }

        return faults switch
        {
            [] => (state!, all),
            [var only] => only,
            [var first, ..] => first with
            {
                Message = $"{faults.Count} things are wrong with this request.",
                Faults = faults.SelectMany(refusal => refusal.Faults).ToList(),
            },
        };
    }

    private static Commit Commit(ConversationState? before, ConversationState after, IReadOnlyList<object> events, DateTimeOffset now)
    {
        var commit = new Commit().Append(Stream(after.Id), before?.Version ?? 0, events);
        var keys = after.Sessions.Select(session => SessionKey(session.SessionId)).ToList();
        if (after.Live)
        {
            commit.Put(LiveKind, after.Id, after, before is null ? 0 : null, keys, after.Agent.PartyId);
        }
        else
        {
            if (before is { Live: true })
            {
                commit.Delete(LiveKind, after.Id);
            }

            commit.Put(EndedKind, after.Id, after, keys: keys);
        }

        AttributeIndex.Put(commit, before, after);
        foreach (var message in Announcements.Of(after, events))
        {
            commit.Publish(message);
        }

        return commit.Publish(new ConversationChanged(after.Id, before?.Version ?? 0, after.Version, Users(before, after), now));
    }

    // Who files a conversation after its end takes part in it still.
    private static List<string> Users(ConversationState? before, ConversationState after) => (before?.Agents ?? [])
        .Where(agent => agent.Present)
        .Concat(after.Agents.Where(agent => agent.Present || agent.EndTime == after.EndTime))
        .Select(agent => agent.PartyId)
        .Distinct(StringComparer.Ordinal)
        .ToList();

    private static string SessionKey(string sessionId) => $"session:{sessionId}";

    private static string Stream(string id) => $"conversation-{id}";
}
