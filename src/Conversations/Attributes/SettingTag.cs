using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Attributes;

/// <summary>PUT /api/v2/conversations/{conversationId}/tags; also of one that has ended.</summary>
internal static class SettingTag
{
    private static readonly AliasTable Names = new(
        ("tag", "externalTag"), ("tags", "externalTag"), ("ticket", "externalTag"), ("ticketId", "externalTag"), ("reference", "externalTag"));

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut(
            "/api/v2/conversations/{conversationId}/tags",
            (HttpContext context, string conversationId, ConversationLog log) => SetAsync(context, new Target(conversationId), log))
        .RequireScopes(Scopes.ConversationWrite)
        .WithName("putConversationTags")
        .WithTags("Conversations")
        .WithSummary("Set a conversation's external tag, such as a ticket's key; an empty one removes it")
        .WithExample("A ticket's key", """{ "externalTag": "T-17" }""")
        .Accepts<ConversationTagsUpdate>("application/json")
        .Produces(StatusCodes.Status202Accepted);

    private static async Task<IResult> SetAsync(HttpContext context, Target target, ConversationLog log)
    {
        var found = await target.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var tags = await StrictBody.ReadAsync(context, Read);
        return tags.Refused
            ? tags.Refusal.ToResult()
            : await Lookups.ChangeAsync(context, log, target.ConversationId, [new SetTag(tags.Value.ExternalTag.Length == 0 ? null : tags.Value.ExternalTag)]);
    }

    private static ConversationTagsUpdate Read(BodyReader body)
    {
        // The field is required, so an empty text is the only way to say that there is no tag.
        var empty = body.Has("externalTag") && body.Peek("externalTag") is { ValueKind: JsonValueKind.String } given && given.GetString()!.Length == 0;
        var tag = empty ? "" : body.Text("externalTag", required: true);
        body.Close(Names);
        return new ConversationTagsUpdate(tag ?? "");
    }
}

/// <summary>Request of <c>PUT .../tags</c>.</summary>
/// <param name="ExternalTag">At most 255 characters; empty to remove the tag.</param>
public sealed record ConversationTagsUpdate(string ExternalTag);
