using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Conversations.Changing;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>The part of a request to start that is neither its type nor its parties.</summary>
internal static class StartOptions
{
    public const int LongestWait = 7 * 24 * 3600;
    public const int LongestSubject = 500;
    public const int LongestName = 255;
    public const int LongestProvider = 100;

    /// <summary>Who begins a call or message; the first is what is taken when nothing is said.</summary>
    public static IReadOnlyList<string> Directions { get; } = ["inbound", "outbound"];

    /// <summary>Reads what all types have, and what cobrowse sessions have.</summary>
    public static StartDraft Read(BodyReader body) => new()
    {
        SiteId = body.Text("siteId"),
        Subject = body.Text("subject", longest: LongestSubject),
        WrapUpCode = body.Text("wrapUpCode"),
        WaitSeconds = body.Integer("waitSeconds", 0, LongestWait),
        ExternalTag = body.Text("externalTag"),
        Attributes = body.Map("attributes", Conversation.MostAttributes, SettingAttributes.LongestValue),
        Capabilities = body.Texts("capabilities", 1, Capabilities.All.Count, accepted: Capabilities.All)?.Distinct(StringComparer.Ordinal).ToList(),
    };

    /// <summary>Reads what calls and messages have; what the type of the request has not is a fault.</summary>
    public static StartDraft ReadMedia(BodyReader body, StartDraft draft)
    {
        draft = draft with
        {
            Direction = body.OneOf("direction", Directions),
            Provider = body.Text("provider", longest: LongestProvider),
            MessageType = body.OneOf("messageType", StartTypes.Messengers),
        };
        switch (draft.Type)
        {
            case StartTypes.Cobrowse:
                Unsupported(body, "not.supported.for.cobrowse", "belongs to a call or message, which this is not", "direction", "provider", "messageType");
                break;
            case StartTypes.Call:
                Unsupported(body, "not.supported.for.call", "belongs to a message, which this is not", "messageType");
                Unsupported(body, "not.supported.for.call", LaterSession, "waitSeconds", "capabilities");
                break;
            case StartTypes.Message:
                Unsupported(body, "not.supported.for.message", LaterSession, "waitSeconds", "capabilities");
                break;
            default:
                break;
        }

        return draft;
    }

    /// <summary>Adds everything but type and parties to a body.</summary>
    public static JsonObject Write(JsonObject body, StartDraft draft)
    {
        Add("siteId", draft.SiteId);
        Add("subject", draft.Subject);
        Add("wrapUpCode", draft.WrapUpCode);
        Add("waitSeconds", draft.WaitSeconds);
        Add("externalTag", draft.ExternalTag);
        Add("attributes", JsonSerializer.SerializeToNode(draft.Attributes, Wire.Options));
        Add("capabilities", JsonSerializer.SerializeToNode(draft.Capabilities, Wire.Options));
        Add("direction", draft.Direction);
        Add("provider", draft.Provider);
        Add("messageType", draft.MessageType);
        return body;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }
    }

    private const string LaterSession =
        "belongs to a cobrowse session, and none is started with a call or message; POST /api/v2/conversations/{conversationId}/cobrowse starts it later";

    private static void Unsupported(BodyReader body, string code, string why, params string[] names)
    {
        foreach (var name in names.Where(body.Has))
        {
            body.Refuse(name, code, $"`{name}` {why}. Leave it out.");
        }
    }
}
