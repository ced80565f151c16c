using Microsoft.AspNetCore.Http;
using Pillion.Conversations.Changing;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.WrapUpCodes;
using Pillion.Http;

namespace Pillion.Conversations.Media;

/// <summary>
/// POST ../communications/{communicationId}/wrapup. An agent files the whole conversation, so it is the same as filing
/// by way of the participant.
/// </summary>
internal static class FilingCommunication
{
    public static async Task<IResult> FileAsync(HttpContext context, Target target, ConversationLog log, WrapUpCatalog catalog)
    {
        var found = await target.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        WrapUpCode? code = null;
        var input = await StrictBody.ReadAsync(
            context,
            body => WrapupInput.Read(body, "missing.wrapup.code"),
            async (read, faults) => code = await read.FindCodeAsync(catalog, "/code", faults, context.RequestAborted));
        return input.Refused
            ? input.Refusal.ToResult()
            : await Lookups.ChangeAsync(context, log, target.ConversationId, [input.Value.For(found.Value.Participant.Id, code)]);
    }
}
