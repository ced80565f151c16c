using Pillion.Contracts;

namespace Pillion.Conversations.Lifecycle;

/// <summary>What other areas are told when something happened.</summary>
internal static class Announcements
{
    /// <param name="state">The state after the events.</param>
    public static IEnumerable<object> Of(ConversationState state, IEnumerable<object> events) =>
        events.SelectMany(happened => Of(state, happened));

    private static IEnumerable<object> Of(ConversationState state, object happened) => happened switch
    {
        ConversationStarted { Session: { } asked, At: var at } => [Requested(state, asked, at)],
        CobrowseStarted { Session: var asked, At: var at } => [Requested(state, asked, at)],

        // What has no session is of no interest to the live side.
        AgentConnected connected when state.Session is { } session && state.Participant(connected.ParticipantId) is { } agent && agent.Leg(session) is not null =>
            [new AgentStateChanged(state.Id, session.SessionId, agent.PartyId, "connected", connected.At)],
        HandedOver handed when state.LiveSession is { } session => [Replaced(state, session, handed)],
        CobrowseEnded ended => Ended(state, ended),
        _ => [],
    };

    private static CobrowseRequested Requested(ConversationState state, NewSession asked, DateTimeOffset at) => new(
        state.Id, asked.SessionId, asked.InvitationId, asked.JoinCode, state.SiteId, state.Visitor.PartyId,
        state.Agent.PartyId, state.Agent.Name, state.Subject, asked.Capabilities, at, asked.Expires);

    private static AgentReplaced Replaced(ConversationState state, SessionState session, HandedOver handed) => new(
        state.Id, session.SessionId, session.InvitationId, state.Participant(handed.From)!.PartyId, handed.To.PartyId, handed.To.Name, handed.At);

    private static IEnumerable<object> Ended(ConversationState state, CobrowseEnded ended)
    {
        var session = state.Sessions.First(known => known.SessionId == ended.SessionId);
        if (state.Agents.LastOrDefault(party => party.Leg(session) is not null) is { } agent)
        {
            yield return new AgentStateChanged(state.Id, ended.SessionId, agent.PartyId, "disconnected", ended.At);
        }

        if (ended.ByApi)
        {
            yield return new CobrowseDisconnected(state.Id, ended.SessionId, session.InvitationId, ended.Reason, ended.At);
        }
    }
}
