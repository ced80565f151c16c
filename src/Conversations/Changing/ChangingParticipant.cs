using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.WrapUpCodes;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Changing;

/// <summary>
/// PATCH /api/v2/conversations/{conversationId}/participants/{participantId}. Every field is an action; those of one
/// request are carried out together or not at all.
/// </summary>
internal static class ChangingParticipant
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch("/api/v2/conversations/{conversationId}/participants/{participantId}", ChangeAsync)
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("patchConversationParticipant")
        .WithTags("Conversations")
        .WithSummary("Connect or disconnect a participant, or file the conversation")
        .Accepts<ParticipantChange>("application/json")
        .Produces(StatusCodes.Status202Accepted);

    private static async Task<IResult> ChangeAsync(
        HttpContext context, string conversationId, string participantId, ConversationLog log, WrapUpCatalog catalog)
    {
        var cancellation = context.RequestAborted;
        var found = await Lookups.FindToChangeAsync(context, log, conversationId, participantId);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var medium = found.Value.Conversation.ActiveMedia?.Kind ?? CommunicationKind.Cobrowse;
        var change = ParticipantChange.Read(BodyReader.Root(body.Value, faults), medium);
        WrapUpCode? code = null;
        if (change.Wrapup?.Code is { } given)
        {
            code = await catalog.FindAsync(given, cancellation);
            if (code is null)
            {
                faults.Add(await catalog.UnknownAsync(given, "/wrapup/code", cancellation));
            }
        }

        if (faults.Count > 0)
        {
            return Refusal.Of(faults, await MendAsync(context, body.Value, faults, medium, catalog)).ToResult();
        }

        return await Lookups.ChangeAsync(context, log, conversationId, Commands(participantId, change, code));
    }

    private static async Task<Suggestion?> MendAsync(
        HttpContext context, JsonElement body, List<Fault> faults, CommunicationKind medium, WrapUpCatalog catalog)
    {
        ParticipantChange? mended = null;
        var suggestion = Correction.Suggest(
            "PATCH", context.Request.Path, body, faults, (corrected, left) => mended = ParticipantChange.Read(BodyReader.Root(corrected, left), medium));

        // A code under a mistyped name has not been looked up yet.
        return mended?.Wrapup?.Code is { } code && await catalog.FindAsync(code, context.RequestAborted) is null ? null : suggestion;
    }

    // Filing comes first, so that a request which files and disconnects is not filed under the default in between.
    private static List<ConversationCommand> Commands(string participantId, ParticipantChange change, WrapUpCode? code)
    {
        var commands = new List<ConversationCommand>();
        if (code is not null)
        {
            commands.Add(new ChooseWrapUp(participantId, new WrapUpRef(code.Id, code.Name), change.Wrapup!.Notes));
        }

        if (change.WrapupSkipped == true)
        {
            commands.Add(new SkipWrapUp(participantId));
        }

        if (change.State is not null)
        {
            commands.Add(change.State == "connected" ? new Connect(participantId) : new Disconnect(participantId));
        }

        return commands;
    }
}
