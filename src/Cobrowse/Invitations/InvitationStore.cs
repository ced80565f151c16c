using Pillion.Cobrowse.JoinCodes;
using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Cobrowse.Invitations;

/// <summary>Wakes an invitation when its time is up.</summary>
internal sealed record InvitationDue(string InvitationId) : ISequenced
{
    string ISequenced.Sequence => InvitationId;
}

/// <summary>An invitation after a command, and the version of its stream.</summary>
/// <param name="Changed">False when the command asked for what was already so.</param>
internal sealed record InvitationChange(InvitationState State, long Version, bool Changed);

/// <summary>Loads an invitation, decides, and stores events, document and messages in one commit.</summary>
internal sealed class InvitationStore(IStore store, TimeProvider time)
{
    private const int MostTries = 5;

    /// <summary>Carries out a command.</summary>
    /// <param name="also">Adds to the same commit; called again when the commit has to be tried again.</param>
    public async Task<Result<InvitationChange>> ChangeAsync(
        string id, InvitationCommand command, CancellationToken cancellation, Action<Commit>? also = null)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var now = time.GetUtcNow();
            var (state, version) = await LoadAsync(id, cancellation);
            var decision = InvitationDecider.Instance.Decide(command, state, now);
            if (decision.Refused)
            {
                return decision.Refusal;
            }

            var after = decision.Events.Aggregate(state, (current, happened) => current.With(happened));
            if (decision.Events.Count == 0 && also is null)
            {
                return new InvitationChange(after, version, Changed: false);
            }

            var commit = new Commit();
            if (decision.Events.Count > 0)
            {
                commit.Append(InvitationState.Stream(id), version, decision.Events);
                Put(commit, after, version == 0);
                foreach (var happened in decision.Events)
                {
                    Tell(commit, after, happened, now);
                }
            }

            also?.Invoke(commit);
            if (await store.CommitAsync(commit, cancellation) == CommitOutcome.Committed)
            {
                return new InvitationChange(after, version + decision.Events.Count, decision.Events.Count > 0);
            }
        }

        return Refusal.Conflict("request.conflict", "The invitation kept changing while this was tried. Try again.");
    }

    /// <summary>The invitation and the version of its stream; 0 when there is none.</summary>
    public async Task<(InvitationState State, long Version)> LoadAsync(string id, CancellationToken cancellation)
    {
        var events = await store.ReadStreamAsync(InvitationState.Stream(id), cancellation);
        return (InvitationDecider.Instance.Fold(events.Select(stored => stored.Event)), events.Count);
    }

    /// <summary>The invitation of a session, open or closed; null when there is none.</summary>
    public async Task<InvitationState?> FindBySessionAsync(string sessionId, CancellationToken cancellation) =>
        (await store.FindAsync<InvitationState>(InvitationState.Kind, InvitationState.SessionKey(sessionId), cancellation))?.Value;

    /// <summary>Ids of all open invitations.</summary>
    public async Task<IReadOnlyList<string>> ListOpenAsync(CancellationToken cancellation)
    {
        const int batch = 500;
        var ids = new List<string>();
        while (true)
        {
            var page = await store.ListAsync<InvitationState>(
                new DocumentQuery(InvitationState.Kind, InvitationState.OpenGroup, Skip: ids.Count, Take: batch), cancellation);
            ids.AddRange(page.Items.Select(item => item.Id));
            if (page.Items.Count < batch)
            {
                return ids;
            }
        }
    }

    // Only the key that stays unique for ever: a conversation may have a second session after its first one ended.
    private static void Put(Commit commit, InvitationState state, bool isNew) => commit.Put(
        InvitationState.Kind,
        state.Id,
        state,
        expected: isNew ? 0 : null,
        keys: state.IsOpen
            ? [InvitationState.SessionKey(state.SessionId), $"conversation:{state.ConversationId}"]
            : [InvitationState.SessionKey(state.SessionId)],
        group: state.IsOpen ? InvitationState.OpenGroup : null);

    private static void Tell(Commit commit, InvitationState state, object happened, DateTimeOffset now)
    {
        var timer = $"invitation-due:{state.Id}";
        switch (happened)
        {
            case RequestedEvent asked:
                JoinCodeStore.Bind(commit, asked.JoinCode, state.Id, state.Expires);
                commit.Publish(new InvitationDue(state.Id), state.Expires, timer);
                break;
            case OfferedEvent:
                commit.Publish(new InvitationOffered(state.ConversationId, state.SessionId, state.Id, now));
                break;
            case MovedEvent moved:
                commit.Publish(new InvitationMoved(state.ConversationId, state.SessionId, state.Id, moved.VisitorId, now));
                break;
            case AcceptedEvent accepted:
                commit.Cancel(timer).Publish(
                    new InvitationAccepted(state.ConversationId, state.SessionId, state.Id, accepted.Consent.Granted, now));
                break;
            case DeclinedEvent or ExpiredEvent or CanceledEvent:
                commit.Cancel(timer).Publish(
                    new InvitationClosed(state.ConversationId, state.SessionId, state.Id, state.EndReason!, now));
                break;
            case EndedEvent ended:
                commit.Publish(new CobrowseSessionEnded(state.ConversationId, state.SessionId, state.Id, ended.Reason, now));
                break;
        }
    }
}
