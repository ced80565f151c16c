using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Transferring;

/// <summary>POST /api/v2/conversations/{conversationId}/assign: an agent gets the conversation, whoever has it now.</summary>
internal static class Assigning
{
    private static readonly AliasTable Names = new(("userId", "id"), ("user", "id"), ("agentId", "id"), ("agent", "id"), ("email", "id"));

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(
            "/api/v2/conversations/{conversationId}/assign",
            (HttpContext context, string conversationId, ConversationLog log, TransferTarget target) => AssignAsync(context, new Target(conversationId), log, target))
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("postConversationAssign")
        .WithTags("Conversations")
        .WithSummary("Give a conversation to an agent")
        .WithExample("To a colleague", """{ "id": "jordan@example.test" }""")
        .Accepts<ConversationUser>("application/json")
        .Produces(StatusCodes.Status202Accepted);

    private static async Task<IResult> AssignAsync(HttpContext context, Target of, ConversationLog log, TransferTarget target)
    {
        var found = await of.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        AgentView? agent = null;
        var user = await StrictBody.ReadAsync(
            context,
            Read,
            async (read, faults) => agent = read.Id.Length == 0 ? null : await target.FindAsync([new Named("id", read.Id)], faults, context.RequestAborted));
        if (user.Refused)
        {
            return user.Refusal.ToResult();
        }

        // Whoever has it already needs nothing more, so that repeating the request is harmless.
        var present = found.Value.Conversation.Agent;
        return await Lookups.ChangeAsync(
            context, log, of.ConversationId, present.Present && present.PartyId == agent!.Id ? [] : [Replacing.Command(context, present.Id, agent!)]);
    }

    private static ConversationUser Read(BodyReader body)
    {
        var id = body.Text("id", required: true);
        body.Close(Names);
        return new ConversationUser(id ?? "");
    }
}
