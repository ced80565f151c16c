using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Conversations.Starting;

/// <summary>Suggests a new conversation between the parties of one that has ended.</summary>
internal sealed class RestartSuggestion(Mending mending)
{
    /// <summary>A request that would succeed now; null when none would, for example because the agent is offline.</summary>
    public Task<Suggestion?> MakeAsync(ConversationState state, Caller caller, CancellationToken cancellation)
    {
        var draft = new StartDraft
        {
            Type = StartTypes.Cobrowse,
            Agent = new PartyName(NameKind.Any, state.Agent.PartyId, ""),
            Visitor = new PartyName(NameKind.Any, state.Visitor.PartyId, ""),
            SiteId = state.SiteId,
            Subject = state.Subject,
            ExternalTag = state.ExternalTag,
        };
        return mending.TryAsync(draft, ByParticipants.Form, caller, cancellation);
    }
}
