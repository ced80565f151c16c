using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Reading;
using Pillion.Kernel;

namespace Pillion.Conversations.Starting;

/// <summary>
/// Holds sites to their policy <c>requireActiveCommunication</c>: there a session starts only in a conversation whose
/// call or message is connected.
/// </summary>
internal sealed class ActiveCommunication(LiveListing live)
{
    /// <summary>Why this plan may not be carried out, with the request that may; null when it may.</summary>
    public async Task<Refusal?> CheckAsync(StartPlan plan, CancellationToken cancellation)
    {
        if (plan.Draft.Type != StartTypes.Cobrowse || !plan.Visitor.Site.SessionPolicy.RequireActiveCommunication)
        {
            return null;
        }

        var found = plan.Visitor.Known is { } visitor ? await FindAsync(plan.Agent, visitor, cancellation) : null;
        var message = found is { ActiveMedia: { } media }
            ? $"On this site a session starts only beside a call or message. {plan.Agent.Name} and {found.Visitor.Name} are in conversation {found.Id}, whose {Words.Name(media.Kind)} is connected: "
                + "start the session there with the suggested request."
            : "On this site a session starts only beside a call or message, and these two have none. Register it first with the suggested request (`type` is \"call\" or \"message\"), "
                + "then start the session with POST /api/v2/conversations/{conversationId}/cobrowse.";
        return Refusal.Conflict("active.communication.required", message) with
        {
            Suggestion = found is null
                ? Suggestion.Json("POST", ByParticipants.Form.Path, ByParticipants.Form.Write(plan.Draft.As(StartTypes.Message)))
                : Suggestion.Json("POST", $"{ConversationViews.SelfUri(found.Id)}/cobrowse", new JsonObject()),
        };
    }

    private async Task<ConversationState?> FindAsync(AgentView agent, VisitorView visitor, CancellationToken cancellation)
    {
        await foreach (var state in live.AllAsync(agent.Id, cancellation))
        {
            if (state.Visitor.PartyId == visitor.Id && state.ActiveMedia is not null)
            {
                return state;
            }
        }

        return null;
    }
}
