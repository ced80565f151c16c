using Pillion.Contracts;

namespace Pillion.Conversations.Lifecycle;

/// <summary>What other areas are told when something happened.</summary>
internal static class Announcements
{
    /// <param name="state">The state after the events.</param>
    public static IEnumerable<object> Of(ConversationState state, IEnumerable<object> events) =>
        events.Select(happened => Of(state, happened)).OfType<object>();

    private static object? Of(ConversationState state, object happened) => happened switch
    {
        ConversationStarted started => new CobrowseRequested(
            state.Id, state.SessionId, state.InvitationId, state.JoinCode, state.SiteId, state.Visitor.PartyId,
            state.Agent.PartyId, state.Agent.Name, state.Subject, started.Capabilities, started.At, started.Expires),
        AgentConnected connected => new AgentStateChanged(state.Id, state.SessionId, state.Agent.PartyId, "connected", connected.At),
        ParticipantDisconnected left when left.ParticipantId == state.Agent.Id =>
            new AgentStateChanged(state.Id, state.SessionId, state.Agent.PartyId, "disconnected", left.At),
        ConversationEnded { ByApi: true } ended => new CobrowseDisconnected(state.Id, state.SessionId, state.InvitationId, ended.Reason, ended.At),
        _ => null,
    };
}
