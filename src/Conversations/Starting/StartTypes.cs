using System.Text.Json;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>The types of conversations that can be started, and the words that people use for them.</summary>
internal static class StartTypes
{
    public const string Cobrowse = "cobrowse";
    public const string Call = "call";
    public const string Message = "message";

    public static IReadOnlyList<string> All { get; } = [Cobrowse, Call, Message];

    /// <summary>The vendor's names of messengers.</summary>
    public static IReadOnlyList<string> Messengers { get; } =
        ["apple", "facebook", "instagram", "kakao", "line", "open", "sms", "telegram", "twitter", "webmessaging", "whatsapp", "unknown"];

    /// <summary>The messenger of a message whose request names none.</summary>
    public const string UnknownMessenger = "unknown";

    private static readonly AliasTable Words = new(
        [.. All.Select(type => (type, type)),
            .. To(Cobrowse, "cobrowsing", "cobrowser", "coBrowseSession", "cobrowseSessions", "screenshare", "screenSharing", "share", "sharing", "coview", "screen", "browse"),
            .. To(Call, "voice", "phone", "telephone", "phoneCall", "voiceCall", "calls", "calling", "telephony", "pstn", "voip", "sip", "dial"),
            .. To(Message, "chat", "webchat", "chats", "liveChat", "messaging", "messages", "text", "texting", "messenger", "im"),
            .. To(Message, [.. Messengers.Where(name => name is not ("open" or "line" or "unknown"))])]);

    /// <summary>The type of the request; null after adding a fault.</summary>
    public static string? Read(BodyReader body)
    {
        if (Given(body) is { } given && !All.Contains(given, StringComparer.Ordinal) && Meant(given) is { } meant)
        {
            _ = body.Has("type");
            body.Refuse("type", "invalid.value", $"`type` must be one of \"{string.Join("\", \"", All)}\". Did you mean \"{meant}\"?", All, meant);
            return null;
        }

        return body.OneOf("type", All, required: true);
    }

    /// <summary>Reads the type at an address that says it already.</summary>
    public static void ReadCobrowse(BodyReader body)
    {
        if (Given(body) is { } given && Meant(given) is Call or Message)
        {
            _ = body.Has("type");
            body.Refuse(
                "type",
                "type.not.startable",
                $"A \"{Meant(given)}\" conversation is registered with POST /api/v2/conversations; at this address only \"{Cobrowse}\" can be started.",
                [Cobrowse]);
            return;
        }

        body.OneOf("type", [Cobrowse]);
    }

    /// <summary>The type that a word stands for, or null.</summary>
    public static string? Meant(string word) =>
        Words.TryGetValue(word, out var type) ? type
        : Nearest.To(word, Words.Keys) is { } near ? Words[near]
        : null;

    /// <summary>The messenger that a word names, or null.</summary>
    public static string? Messenger(string word) =>
        Messengers.FirstOrDefault(name => AliasTable.Fold(word) == name);

    private static string? Given(BodyReader body) =>
        body.Peek("type") is { ValueKind: JsonValueKind.String } given ? given.GetString() : null;

    private static IEnumerable<(string, string)> To(string type, params string[] words) => words.Select(word => (word, type));
}
