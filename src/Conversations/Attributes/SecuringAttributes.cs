using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Conversations.Changing;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Attributes;

/// <summary>
/// GET and PATCH /api/v2/conversations/{conversationId}/secureattributes: what is shown to those only who ask for it
/// and may change the conversation. It is in no other answer, notification or log line.
/// </summary>
internal static class SecuringAttributes
{
    private const string Path = "/api/v2/conversations/{conversationId}/secureattributes";

    private static readonly AliasTable Names = new(("attribute", "attributes"), ("data", "attributes"), ("secureAttributes", "attributes"));

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext context, string conversationId, ConversationLog log) => ReadAsync(context, new Target(conversationId), log))
            .RequireScopes(Scopes.ConversationRead)
            .WithName("getConversationSecureattributes")
            .WithTags("Conversations")
            .WithSummary("Read a conversation's secure attributes, which are shown nowhere else")
            .Produces<ConversationSecureAttributes>();
        routes.MapPatch(Path, (HttpContext context, string conversationId, ConversationLog log) => SetAsync(context, new Target(conversationId), log))
            .RequireScopes(Scopes.ConversationWrite)
            .WithName("patchConversationSecureattributes")
            .WithTags("Conversations")
            .WithSummary("Set secure attributes of a conversation; the others stay")
            .WithExample("An account", """{ "attributes": { "account": "4711" } }""")
            .Accepts<ConversationSecureAttributes>("application/json")
            .Produces(StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, Target target, ConversationLog log)
    {
        // Not everybody who may read conversations may see these.
        var found = await target.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var kept = found.Value.Conversation.SecureAttributes;
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            new ConversationSecureAttributes(kept?.Attributes ?? new Dictionary<string, string>(StringComparer.Ordinal), kept?.Version ?? 0), Wire.Options);
    }

    private static async Task<IResult> SetAsync(HttpContext context, Target target, ConversationLog log)
    {
        var found = await target.FindToChangeAsync(context, log);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var asked = await StrictBody.ReadAsync(context, Read);
        return asked.Refused
            ? asked.Refusal.ToResult()
            : await Lookups.ChangeAsync(
                context,
                log,
                target.ConversationId,
                [new SetSecureAttributes(asked.Value.Attributes, asked.Value.Version)],
                _ => Results.StatusCode(StatusCodes.Status202Accepted),
                refusal => Teach(context, refusal, asked.Value));
    }

    // The version that is there now is the one fault of this code.
    private static Refusal Teach(HttpContext context, Refusal refusal, ConversationSecureAttributes asked) =>
        refusal is { Code: Conversation.StaleSecureAttributes, Faults: [{ Nearest: { } now }] }
            ? refusal with
            {
                Suggestion = Suggestion.Json("PATCH", context.Request.Path, new JsonObject
                {
                    ["attributes"] = System.Text.Json.JsonSerializer.SerializeToNode(asked.Attributes, Wire.Options),
                    ["version"] = int.Parse(now, System.Globalization.CultureInfo.InvariantCulture),
                }),
            }
            : refusal;

    private static ConversationSecureAttributes Read(BodyReader body)
    {
        var attributes = body.Map("attributes", Conversation.MostAttributes, SettingAttributes.LongestValue, required: true);
        var version = body.Integer("version", 0, int.MaxValue);
        body.Close(Names);
        return new ConversationSecureAttributes(attributes ?? new Dictionary<string, string>(StringComparer.Ordinal), version);
    }
}

/// <summary>Secure attributes: names of at most 100 characters, texts of at most 2000.</summary>
/// <param name="Version">Rises with every change; a request that names another one than the present is refused.</param>
public sealed record ConversationSecureAttributes(IReadOnlyDictionary<string, string> Attributes, int? Version);
