using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>What a request that starts something would do. Nothing was reserved, asked or stored.</summary>
/// <param name="DryRun">Always true.</param>
/// <param name="Outcome"><c>start</c>, or <c>return</c> when a session that waits or runs would be the answer.</param>
/// <param name="Message">The same for people.</param>
/// <param name="Invitation">Absent when no visitor would be asked.</param>
public sealed record Rehearsal(
    bool DryRun, string Outcome, string Message, RehearsedAgent Agent, RehearsedVisitor Visitor, RehearsedInvitation? Invitation)
{
    internal static Rehearsal Of(StartPlan plan, NewSession? session, IReadOnlyList<PresentTab> tabs)
    {
        var target = plan.Visitor;
        var visitor = new RehearsedVisitor(target.Known?.Id, target.Known?.DisplayName ?? target.Name, target.Known is not null, plan.Present);
        return new Rehearsal(
            true,
            "start",
            session is null
                ? $"A {plan.Draft.Type} between {plan.Agent.Name} and {visitor.Name} would be registered as connected."
                : Asked(visitor.Name, session, tabs),
            new RehearsedAgent(plan.Agent.Id, plan.Agent.Name, plan.Agent.Presence),
            visitor,
            session is null ? null : Invited(session, tabs));
    }

    internal static Rehearsal Of(ConversationState state, AgentView agent, bool present, NewSession session, IReadOnlyList<PresentTab> tabs) => new(
        true,
        "start",
        Asked(state.Visitor.Name, session, tabs),
        new RehearsedAgent(agent.Id, agent.Name, agent.Presence),
        new RehearsedVisitor(state.Visitor.PartyId, state.Visitor.Name, true, present),
        Invited(session, tabs));

    internal static Rehearsal OfLive(ConversationState state, SessionState live, AgentView? agent, bool present) => new(
        true,
        "return",
        $"A session {live.SessionId} of this conversation is {Words.Name(live.Invitation)} already and would be the answer.",
        new RehearsedAgent(state.Agent.PartyId, state.Agent.Name, agent?.Presence),
        new RehearsedVisitor(state.Visitor.PartyId, state.Visitor.Name, true, present),
        new RehearsedInvitation(Words.Name(live.Invitation), live.Expires, []));

    private static RehearsedInvitation Invited(NewSession session, IReadOnlyList<PresentTab> tabs) =>
        new(tabs.Count > 0 ? "offered" : "waiting", session.Expires, tabs);

    private static string Asked(string name, NewSession session, IReadOnlyList<PresentTab> tabs) => tabs switch
    {
        [] => $"{name} is not on the site now. The invitation would wait for them until {Wire.Date(session.Expires)}.",
        [var only] => $"{name} is on the site now and would be asked in the tab that shows \"{only.Title}\" ({only.Url}).",
        _ => $"{name} is on the site now and would be asked in {tabs.Count} tabs.",
    };
}

/// <summary>The agent who would look on.</summary>
/// <param name="Presence">One of the vendor's system presences.</param>
public sealed record RehearsedAgent(string Id, string Name, string? Presence);

/// <summary>The visitor who would be asked.</summary>
/// <param name="Id">Absent for someone whom nobody has seen yet.</param>
/// <param name="Known">False when the site has never seen them, so that only an invitation that waits can reach them.</param>
/// <param name="Present">True when they have a tab open now.</param>
public sealed record RehearsedVisitor(string? Id, string Name, bool Known, bool Present);

/// <summary>The invitation as it would be.</summary>
/// <param name="State"><c>offered</c> or <c>waiting</c>; for a session that is there already, its own.</param>
/// <param name="Expires">Until when the visitor could answer.</param>
/// <param name="Tabs">Where the question would be shown.</param>
public sealed record RehearsedInvitation(string State, DateTimeOffset Expires, IReadOnlyList<PresentTab> Tabs);
