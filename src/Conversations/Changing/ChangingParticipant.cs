using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.WrapUpCodes;
using Pillion.Http;

namespace Pillion.Conversations.Changing;

/// <summary>
/// PATCH /api/v2/conversations/{conversationId}/participants/{participantId}. Every field is an action; those of one
/// request are carried out together or not at all.
/// </summary>
internal static class ChangingParticipant
{
    public const string Summary = "Connect or disconnect a participant, note holding and muting, or file the conversation";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPatch(
            "/api/v2/conversations/{conversationId}/participants/{participantId}",
            (HttpContext context, string conversationId, string participantId, ConversationLog log, WrapUpCatalog catalog) =>
                ChangeAsync(context, new Target(conversationId, participantId), log, catalog))
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("patchConversationParticipant")
        .WithTags("Conversations")
        .WithSummary(Summary)
        .WithExample("Accept", """{ "state": "connected" }""")
        .WithExample("File and leave", """{ "wrapup": { "code": "Resolved", "notes": "Card updated together" }, "state": "disconnected" }""")
        .Accepts<ParticipantChange>("application/json")
        .Produces(StatusCodes.Status202Accepted);

    public static async Task<IResult> ChangeAsync(HttpContext context, Target target, ConversationLog log, WrapUpCatalog catalog)
    {
        var found = await target.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var party = found.Value.Participant;
        var medium = target.Medium?.Kind ?? MediumOf(party);
        WrapUpCode? code = null;
        var change = await StrictBody.ReadAsync(
            context,
            body => ParticipantChange.Read(body, medium),
            async (read, faults) => code = read.Wrapup is null ? null : await read.Wrapup.FindCodeAsync(catalog, "/wrapup/code", faults, context.RequestAborted));
        return change.Refused
            ? change.Refusal.ToResult()
            : await Lookups.ChangeAsync(context, log, target.ConversationId, Commands(party, change.Value, code, target.Medium?.Kind));
    }

    // Without a path that says so: the call or message is what can be held and muted.
    private static CommunicationKind MediumOf(ParticipantState party) =>
        (party.Communications.LastOrDefault(leg => leg is { Live: true, Kind: not CommunicationKind.Cobrowse }) ?? party.Communications.LastOrDefault(leg => leg.Live) ?? party.Communications[^1]).Kind;

    // Filing comes first, so that a request which files and disconnects is not filed under the default in between.
    private static List<ConversationCommand> Commands(ParticipantState party, ParticipantChange change, WrapUpCode? code, CommunicationKind? only)
    {
        var commands = new List<ConversationCommand>();
        if (change.Wrapup is not null)
        {
            commands.Add(change.Wrapup.For(party.Id, code));
        }

        if (change.WrapupSkipped == true)
        {
            commands.Add(new SkipWrapUp(party.Id));
        }

        if (change.State == "connected")
        {
            commands.Add(new Connect(party.Id, only));
        }

        if (change.Held is not null || change.Muted is not null)
        {
            commands.Add(new NoteHold(party.Id, change.Held, change.Muted, only));
        }

        if (change.State == "disconnected")
        {
            commands.Add(new Disconnect(party.Id, only));
        }

        return commands;
    }
}
