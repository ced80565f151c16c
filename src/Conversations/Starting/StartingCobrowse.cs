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
    ConversationLog log, NewSessions sessions, ISites sites, IAgents agents, IVisitorPresence presence, RestartSuggestion restart, Addresses addresses)
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(
            "/api/v2/conversations/{conversationId}/cobrowse",
            (HttpContext context, string conversationId, StartingCobrowse starting) => starting.StartAsync(context, conversationId))
        .RequireScopes(Scopes.ConversationWrite, Scopes.Cobrowse)
        .WithName("postConversationCobrowse")
        .WithTags("Conversations")
        .WithSummary("Start a cobrowse session in a live conversation, or get the one that waits or runs")
        .Produces<CobrowseWebMessagingSession>();

    private async Task<IResult> StartAsync(HttpContext context, string conversationId)
    {
        var found = await Lookups.FindToChangeAsync(context, log, conversationId);
        if ((found.Refusal ?? await NoBody.CheckAsync(context)) is { } notHere)
        {
            return notHere.ToResult();
        }

        var demanded = EntityTags.Demanded(context.Request);
        if (demanded.Refused)
        {
            return demanded.Refusal.ToResult();
        }

        var caller = Caller.From(context.User);
        Refusal? Expected(ConversationState state) => demanded.Value.Check(state.Version, "conversation");
        var outcome = Expected(found.Value!) is { } changed ? changed : await StartAsync(found.Value!, caller, Expected, context.RequestAborted);
        if (outcome.Refused)
        {
            return (await TeachAsync(outcome.Refusal, found.Value!, caller, context.RequestAborted)).ToResult();
        }

        EntityTags.Show(context, outcome.Value.Version);
        return Results.Json(SessionViews.Of(outcome.Value, outcome.Value.LiveSession!, addresses), Wire.Options);
    }

    private async Task<Result<ConversationState>> StartAsync(
        ConversationState state, Caller caller, Func<ConversationState, Refusal?> expected, CancellationToken cancellation)
    {
        // Nothing is reserved for what will not start; the decision comes again where it counts, with the change.
        if (state.LiveSession is not null)
        {
            return state;
        }

        if (state is { Live: true, Agent.Present: true } && await agents.FindAsync(state.Agent.PartyId, cancellation) is not { Reachable: true })
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

        var session = await sessions.NewAsync(
            site, presence.IsPresent(state.Visitor.PartyId), cancellation, byAgent: caller.UserId == state.Agent.PartyId);
        return await log.ChangeAsync(state.Id, [new BeginCobrowse(session)], cancellation, expected);
    }

    private async Task<Refusal> TeachAsync(Refusal refusal, ConversationState state, Caller caller, CancellationToken cancellation) =>
        refusal is { Code: "conversation.error.conversation.disconnected", Suggestion: null }
            ? refusal with { Suggestion = await restart.MakeAsync(state, caller, cancellation) }
            : refusal;
}
