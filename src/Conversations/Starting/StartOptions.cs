using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Conversations.Changing;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>The part of a request to start that both forms share.</summary>
internal static class StartOptions
{
    public const int LongestWait = 7 * 24 * 3600;
    public const int LongestSubject = 500;
    public const int LongestName = 255;

    /// <summary>The only type that can be started.</summary>
    public const string Cobrowse = "cobrowse";

    // Types of the vendor's platform that people know and try.
    private static readonly string[] NotYet = ["call", "message"];

    /// <summary>Reads everything but type and parties into a draft without parties.</summary>
    public static StartDraft Read(BodyReader body) => new(
        null,
        null,
        body.Text("siteId"),
        body.Text("subject", longest: LongestSubject),
        body.Text("wrapUpCode"),
        body.Integer("waitSeconds", 0, LongestWait),
        body.Text("externalTag"),
        body.Map("attributes", Conversation.MostAttributes, SettingAttributes.LongestValue),
        ReadCapabilities(body));

    public static void ReadType(BodyReader body, bool required)
    {
        if (body.Peek("type") is { ValueKind: JsonValueKind.String } given && NotYet.Contains(given.GetString()!.ToLowerInvariant(), StringComparer.Ordinal))
        {
            _ = body.Has("type");
            body.Refuse(
                "type",
                "type.not.startable",
                $"`{given.GetString()}` conversations are known, but they can't be started here yet. Only \"{Cobrowse}\" conversations can.",
                [Cobrowse]);
            return;
        }

        body.OneOf("type", [Cobrowse], required);
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
        return body;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                body[name] = value;
            }
        }
    }

    private static List<string>? ReadCapabilities(BodyReader body) =>
        body.Texts("capabilities", 1, Capabilities.All.Count, accepted: Capabilities.All)?.Distinct(StringComparer.Ordinal).ToList();
}
