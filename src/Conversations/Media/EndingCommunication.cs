using Microsoft.AspNetCore.Http;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Media;

/// <summary>PATCH ../participants/{participantId}/communications/{communicationId}: it ends, for both parties.</summary>
internal static class EndingCommunication
{
    public static async Task<IResult> EndAsync(HttpContext context, Target target, ConversationLog log)
    {
        var found = await target.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var change = await StrictBody.ReadAsync(context, body => MediumChange.ReadCommunication(body, target.Medium!.Kind));
        return change.Refused
            ? change.Refusal.ToResult()
            : await Lookups.ChangeAsync(
                context,
                log,
                target.ConversationId,
                [new DisconnectCommunication(found.Value.Communication.Id)],
                _ => Results.Json(new Dictionary<string, string>(StringComparer.Ordinal), Wire.Options));
    }
}
