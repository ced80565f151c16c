using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Reading;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>
/// POST /api/v2/conversations/{conversationId}/cobrowse: a session beside the call or message that is going on. While
/// one waits or runs, that one is the answer, so repeating the request is harmless.
/// </summary>
internal sealed class StartingCobrowse(
    ConversationLog log, NewSessions sessions, ISites sites, IAgents agents, IVisitorPresence presence, RestartSuggestion restart, Addresses addresses, TimeProvider time)
{
    /// <summary>Who would look on and where, once nothing stands in the way of a session.</summary>
    private sealed record Ready(AgentView Agent, SiteView Site, bool VisitorPresent);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(
            "/api/v2/conversations/{conversationId}/cobrowse",
            (HttpContext context, string conversationId, StartingCobrowse starting) => starting.StartAsync(context, conversationId))
        .RequireScopes(Scopes.ConversationWrite, Scopes.Cobrowse)
        .WithName("postConversationCobrowse")
        .WithTags("Conversations")
        .WithSummary("Start a cobrowse session in a live conversation, or get the one that waits or runs")
        .TakesQuery(DryRun.Parameter)
        .OrProduces(typeof(Rehearsal))
        .Produces<CobrowseWebMessagingSession>();

    private async Task<IResult> StartAsync(HttpContext context, string conversationId)
    {
        var found = await Lookups.FindToChangeAsync(context, log, conversationId);
        if ((found.Refusal ?? await NoBody.CheckAsync(context)) is { } notHere)
        {
            return notHere.ToResult();
        }

        var faults = new List<Fault>();
        var dryRun = DryRun.Read(context.Request, faults);
        var demanded = EntityTags.Demanded(context.Request);
        if (faults.Count > 0 || demanded.Refused)
        {
            return (demanded.Refusal ?? Refusal.Of(faults)).ToResult();
        }

        var caller = Caller.From(context.User);
        Refusal? Expected(ConversationState state) => demanded.Value.Check(state.Version, "conversation");
        var ready = Expected(found.Value!) is { } changed ? changed : await CheckAsync(found.Value!, context.RequestAborted);
        if (dryRun && !ready.Refused)
        {
            var rehearsed = Rehearse(found.Value!, ready.Value);
            return rehearsed.Refused ? await RefuseAsync(rehearsed.Refusal) : Results.Json(rehearsed.Value, Wire.Options);
        }

        var outcome = ready.Refused ? ready.Refusal : await StartAsync(found.Value!, ready.Value, caller, Expected, context.RequestAborted);
        if (outcome.Refused)
        {
            return await RefuseAsync(outcome.Refusal);
        }

        EntityTags.Show(context, outcome.Value.Version);
        return Results.Json(SessionViews.Of(outcome.Value, outcome.Value.LiveSession!, addresses), Wire.Options);

        async Task<IResult> RefuseAsync(Refusal refusal) =>
            DryRun.Keep(context.Request, await TeachAsync(refusal, found.Value!, caller, context.RequestAborted)).ToResult();
    }

    // Nothing is reserved for what will not start; the decision comes again where it counts, with the change.
    private async Task<Result<Ready>> CheckAsync(ConversationState state, CancellationToken cancellation)
    {
        var agent = await agents.FindAsync(state.Agent.PartyId, cancellation);
        if (state is { Live: true, LiveSession: null, Agent.Present: true } && agent is not { Reachable: true })
        {
            return Refusal.Conflict(
                "agent.offline",
                $"{state.Agent.Name} is offline, so nobody could look on. A session can be started as soon as they set any other presence.");
        }

        if (!state.Live || await sites.FindAsync(state.SiteId, cancellation) is not { } site)
        {
            return Refusal.Conflict(
                "conversation.error.conversation.disconnected",
                state.Live
                    ? "The site of this conversation is no longer there, so no session can be started in it."
                    : "This conversation has ended, so no session can be started in it. Start a new conversation with the same parties.");
        }

        return new Ready(
            agent ?? new AgentView(state.Agent.PartyId, state.Agent.Name, "", "Offline"), site, presence.IsPresent(state.Visitor.PartyId));
    }

    private Result<Rehearsal> Rehearse(ConversationState state, Ready ready)
    {
        if (state.LiveSession is { } live)
        {
            return Rehearsal.OfLive(state, live, ready.Agent, ready.VisitorPresent);
        }

        var session = sessions.Imagine(ready.Site, ready.VisitorPresent);
        var decision = Conversation.Decider.Decide(new BeginCobrowse(session), state, time.GetUtcNow());
        return decision.Refused
            ? decision.Refusal
            : Rehearsal.Of(state, ready.Agent, ready.VisitorPresent, session, presence.TabsToAsk(state.Visitor.PartyId));
    }

    private async Task<Result<ConversationState>> StartAsync(
        ConversationState state, Ready ready, Caller caller, Func<ConversationState, Refusal?> expected, CancellationToken cancellation)
    {
        if (state.LiveSession is not null)
        {
            return state;
        }

        var imagined = sessions.Imagine(ready.Site, ready.VisitorPresent, byAgent: caller.UserId == state.Agent.PartyId);
        var session = await sessions.ReserveAsync(imagined, cancellation);
        return session.Refused
            ? session.Refusal
            : await log.ChangeAsync(state.Id, [new BeginCobrowse(session.Value)], cancellation, expected);
    }

    private async Task<Refusal> TeachAsync(Refusal refusal, ConversationState state, Caller caller, CancellationToken cancellation) =>
        refusal is { Code: "conversation.error.conversation.disconnected", Suggestion: null }
            ? refusal with { Suggestion = await restart.MakeAsync(state, caller, cancellation) }
            : refusal;
}
