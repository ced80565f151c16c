using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>
/// POST /api/v2/conversations and POST /api/v2/conversations/cobrowse: one use case, written in two ways. Both go
/// through reading, checking and planning; only then is anything reserved, used up or stored.
/// </summary>
internal sealed class StartingConversation(
    StartCheck check,
    ActiveCommunication policy,
    Mending mending,
    IVisitors visitors,
    IVisitorPresence presence,
    IJoinCodes codes,
    NewSessions sessions,
    RepeatedStart repeated)
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        Map(routes, ByParticipants.Form)
            .WithName("postConversations")
            .WithSummary("Start a cobrowse session between an agent and a visitor, or register their call or message")
            .WithExample("Cobrowse", Examples.Cobrowse)
            .WithExample("From a ticket", Examples.FromTicket)
            .WithExample("A call", Examples.Call)
            .Accepts<StartConversation>("application/json");
        Map(routes, ByInvitation.Form)
            .WithName("postConversationsCobrowse")
            .WithSummary("Ask a visitor to share their page with an agent")
            .WithExample("By email", Examples.ByEmail)
            .Accepts<StartCobrowse>("application/json");
    }

    private static RouteHandlerBuilder Map(IEndpointRouteBuilder routes, StartForm form) => routes
        .MapPost(form.Path, (HttpContext context, StartingConversation starting) => starting.StartAsync(context, form))
        .RequireScopes(Scopes.ConversationWrite, Scopes.Cobrowse)
        .WithTags("Conversations")
        .IsExtension()
        .TakesQuery(DryRun.Parameter)
        .Produces<Rehearsal>()
        .Produces<StartedConversation>(StatusCodes.Status201Created);

    private async Task<IResult> StartAsync(HttpContext context, StartForm form)
    {
        var cancellation = context.RequestAborted;
        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        if (await repeated.AnswerAsync(context) is { } lost)
        {
            return lost;
        }

        var caller = Caller.From(context.User);
        var faults = new List<Fault>();
        var dryRun = DryRun.Read(context.Request, faults);
        var draft = form.Read(BodyReader.Root(body.Value, faults), caller);
        if (await check.CheckAsync(draft, faults, cancellation) is not { } plan)
        {
            var suggestion = await mending.MendAsync(body.Value, form, caller, cancellation);
            return DryRun.Keep(context.Request, Refusal.Of(faults, suggestion)).ToResult();
        }

        if (await policy.CheckAsync(plan, cancellation) is { } notHere)
        {
            return DryRun.Keep(context.Request, notHere).ToResult();
        }

        if (dryRun)
        {
            return Results.Json(Rehearse(plan), Wire.Options);
        }

        var start = await PrepareAsync(plan, cancellation);
        return start.Refused
            ? start.Refusal.ToResult()
            : await repeated.StartAsync(context, start.Value, plan.Visitor.Site, plan.Present);
    }

    private Rehearsal Rehearse(StartPlan plan) => Rehearsal.Of(
        plan,
        plan.Draft.Type == StartTypes.Cobrowse ? Imagine(plan) : null,
        plan.Visitor.Known is { } known ? presence.TabsToAsk(known.Id) : []);

    private NewSession Imagine(StartPlan plan) =>
        sessions.Imagine(plan.Visitor.Site, plan.Present, plan.Draft.WaitSeconds, plan.Draft.Capabilities);

    private async Task<Result<Start>> PrepareAsync(StartPlan plan, CancellationToken cancellation)
    {
        var draft = plan.Draft;
        var visitor = await VisitorAsync(plan, cancellation);
        if (visitor.Refused)
        {
            return visitor.Refusal;
        }

        var session = draft.Type == StartTypes.Cobrowse ? await sessions.ReserveAsync(Imagine(plan), cancellation) : (Result<NewSession>?)null;
        if (session is { Refusal: { } refusal })
        {
            return refusal;
        }

        return new Start(
            Ids.New(),
            plan.Visitor.Site.Id,
            new Party(Ids.New(), plan.Agent.Id, plan.Agent.Name),
            new Party(Ids.New(), visitor.Value.Id, visitor.Value.DisplayName),
            draft.Subject,
            draft.ExternalTag,
            plan.WrapUp is { } code ? new WrapUpRef(code.Id, code.Name) : null,
            draft.Attributes ?? new Dictionary<string, string>(StringComparer.Ordinal),
            session?.Value,
            session is null ? Media(draft) : null);
    }

    private static NewMedia Media(StartDraft draft) => new(
        draft.Type == StartTypes.Call ? CommunicationKind.Call : CommunicationKind.Message,
        draft.Direction == StartOptions.Directions[1] ? Direction.Outbound : Direction.Inbound,
        draft.Provider ?? "External",
        draft.Type == StartTypes.Message ? draft.MessageType ?? StartTypes.UnknownMessenger : null,
        new Legs(Ids.New(), Ids.New()));

    private async ValueTask<Result<VisitorView>> VisitorAsync(StartPlan plan, CancellationToken cancellation)
    {
        var target = plan.Visitor;
        if (target.JoinCode is { } code)
        {
            // Two requests may have checked the same code; only one of them can use it up.
            return await codes.TakeVisitorAsync(code, cancellation);
        }

        return target.Known ?? await visitors.ExpectAsync(target.Site.Id, target.Expected, target.Name, cancellation);
    }
}
