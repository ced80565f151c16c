using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Conversations.Lifecycle;

/// <summary>Loads, decides and stores; the one place where conversations meet the store.</summary>
internal sealed class ConversationLog(IStore store, TimeProvider time)
{
    /// <summary>Kind of the document that serves reads.</summary>
    public const string Kind = "conversation";

    /// <summary>Group of the documents of conversations that have not ended.</summary>
    public const string Live = "live";

    /// <summary>Kind of the documents by which an agent's live conversations are listed; their group is the agent's id.</summary>
    public const string OfAgent = "conversation.agent";

    private const int MostTries = 5;

    /// <summary>Key of the document of the conversation that holds a session.</summary>
    public static string SessionKey(string sessionId) => $"session:{sessionId}";

    /// <summary>The conversation as it is now, or null.</summary>
    public async ValueTask<ConversationState?> FindAsync(string id, CancellationToken cancellation) =>
        Ids.IsId(id) ? (await store.GetAsync<ConversationState>(Kind, id, cancellation))?.Value : null;

    /// <summary>
    /// Carries out commands together or not at all. When someone else was faster, everything is read and decided
    /// again; after several tries the refusal is <c>request.conflict</c>.
    /// </summary>
    public async Task<Result<ConversationState>> ChangeAsync(
        string id, IReadOnlyList<ConversationCommand> commands, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var history = await store.ReadStreamAsync(Stream(id), cancellation);
            var decided = Decide(Conversation.Decider.Fold(history.Select(stored => stored.Event)), commands, time.GetUtcNow());
            if (decided.Refused)
            {
                return decided.Refusal;
            }

            var (state, events) = decided.Value;
            if (events.Count == 0 || await CommitAsync(state, history.Count, events, cancellation) == CommitOutcome.Committed)
            {
                return state;
            }
        }

        return Refusal.Conflict("request.conflict", "Others are changing this conversation at the same time. Nothing was changed; send the request again.");
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

    private Task<CommitOutcome> CommitAsync(ConversationState state, long version, IReadOnlyList<object> events, CancellationToken cancellation)
    {
        var commit = new Commit()
            .Append(Stream(state.Id), version, events)
            .Put(Kind, state.Id, state, keys: [SessionKey(state.SessionId)], group: state.Live ? Live : null);
        if (version == 0)
        {
            commit.Put(OfAgent, state.Id, new AgentConversation(state.Id), group: state.Agent.PartyId);
        }
        else if (!state.Live)
        {
            commit.Delete(OfAgent, state.Id);
        }

        foreach (var message in Announcements.Of(state, events))
        {
            commit.Publish(message);
        }

        return store.CommitAsync(commit, cancellation);
    }

    private static string Stream(string id) => $"conversation-{id}";
}

/// <summary>Says that a conversation is one of its group's agent.</summary>
internal sealed record AgentConversation(string Id);
