using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Transferring;

/// <summary>
/// POST ../participants/{participantId}/replace/agent, its older form ../replace, and ../replace/queue: another agent
/// takes over what this one has in the conversation.
/// </summary>
internal sealed class Replacing(ConversationLog log, TransferTarget target)
{
    public const string Summary = "Hand a conversation over to another agent";
    public const string Example = """{ "userId": "jordan@example.test" }""";

    private const string Path = "/api/v2/conversations/{conversationId}/participants/{participantId}/replace";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Path}/agent", (HttpContext context, string conversationId, string participantId, Replacing replacing) =>
                replacing.ByAgentAsync(context, new Target(conversationId, participantId)))
            .RequireScopes(Scopes.ConversationWrite)
            .WithName("postConversationParticipantReplaceAgent")
            .WithTags("Conversations")
            .WithSummary(Summary)
            .WithExample("To a colleague", Example)
            .Accepts<TransferToAgentRequest>("application/json")
            .Produces(StatusCodes.Status202Accepted);
        routes.MapPost(Path, (HttpContext context, string conversationId, string participantId, Replacing replacing) =>
                replacing.ByRequestAsync(context, new Target(conversationId, participantId)))
            .RequireScopes(Scopes.ConversationWrite)
            .WithName("postConversationParticipantReplace")
            .WithTags("Conversations")
            .WithSummary(Summary)
            .WithMetadata(new ObsoleteAttribute())
            .WithExample("To a colleague", Example)
            .Accepts<TransferRequest>("application/json")
            .Produces(StatusCodes.Status202Accepted);
        routes.MapPost($"{Path}/queue", (HttpContext context, string conversationId, string participantId, Replacing replacing) =>
                replacing.ByQueueAsync(context, new Target(conversationId, participantId)))
            .RequireScopes(Scopes.ConversationWrite)
            .WithName("postConversationParticipantReplaceQueue")
            .WithTags("Conversations")
            .WithSummary("Always refused: there are no queues here")
            .Accepts<TransferToQueueRequest>("application/json")
            .Produces(StatusCodes.Status202Accepted);
    }

    private Task<IResult> ByAgentAsync(HttpContext context, Target of) =>
        ReplaceAsync(context, of, body => TransferTarget.Read(body, ["userId", "userName", TransferTarget.DisplayName], []));

    public Task<IResult> ByRequestAsync(HttpContext context, Target of) =>
        ReplaceAsync(context, of, body => TransferTarget.Read(body, ["userId", "userName", "address"], ["queueId"]));

    private Task<IResult> ByQueueAsync(HttpContext context, Target of) =>
        ReplaceAsync(context, of, body => TransferTarget.Read(body, [], ["queueId", "queueName"]));

    private async Task<IResult> ReplaceAsync(HttpContext context, Target of, Func<BodyReader, IReadOnlyList<Named>> read)
    {
        var found = await of.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        AgentView? agent = null;
        var names = await StrictBody.ReadAsync(
            context, read, async (given, faults) => agent = await target.FindAsync(given, faults, context.RequestAborted));
        if (names.Refused)
        {
            return (await TeachAsync(names.Refusal, of, context.RequestAborted)).ToResult();
        }

        return await Lookups.ChangeAsync(context, log, of.ConversationId, [Command(context, of.ParticipantId!, agent!)]);
    }

    /// <summary>Hands everything that a participant has over to an agent.</summary>
    public static HandOver Command(HttpContext context, string participantId, AgentView to) => new(
        Ids.New(),
        participantId,
        new Party(Ids.New(), to.Id, to.Name),
        Enum.GetValues<CommunicationKind>().ToDictionary(kind => kind, _ => Ids.New()),
        Caller.From(context.User).UserId);

    // Whoever names a queue may mean a person, when it reads like one.
    private async Task<Refusal> TeachAsync(Refusal refusal, Target of, CancellationToken cancellation)
    {
        if (refusal.Suggestion is not null || refusal.Faults is not [{ Code: TransferTarget.NoQueue, Found: JsonValue named }]
            || await target.GuessAsync(named.ToString(), cancellation) is not { } agent)
        {
            return refusal;
        }

        var path = $"/api/v2/conversations/{of.ConversationId}/participants/{of.ParticipantId}/replace/agent";
        return refusal with { Suggestion = Suggestion.Json("POST", path, new JsonObject { ["userId"] = agent.Id }) };
    }
}
