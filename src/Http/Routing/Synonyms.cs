using System.Collections.Frozen;

namespace Pillion.Http.Routing;

/// <summary>What people write in the place of the words of the API's addresses.</summary>
internal static class Synonyms
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> ByWord = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["v2"] = ["v1", "v3", "v2.0", "2", "latest"],
        ["conversations"] = ["interaction", "interactions"],
        ["cobrowse"] = ["cobrowsing", "cobrowses", "screenshare", "screenshares", "screensharing", "session", "sessions"],
        ["cobrowsesessions"] = ["cobrowse", "cobrowses", "cobrowsing", "sessions", "screenshare", "screenshares"],
        ["calls"] = ["voice", "phone", "phonecalls", "telephony", "callback", "callbacks", "video", "videos"],
        ["messages"] = ["chat", "chats", "webchat", "webchats", "webmessaging", "webmessages", "messaging", "sms", "email", "emails"],
        ["participants"] = ["members", "parties"],
        ["communications"] = ["legs", "media"],
        ["attributes"] = ["data", "participantdata", "customattributes"],
        ["disconnect"] = ["end", "close", "hangup", "terminate", "stop", "finish"],
        ["wrapup"] = ["disposition", "outcome"],
        ["wrapupcodes"] = ["wrapup", "wrapups", "dispositions", "codes"],
        ["users"] = ["agent", "agents", "people", "members"],
        ["me"] = ["self", "current", "whoami"],
        ["search"] = ["find", "query", "lookup"],
        ["presences"] = ["status", "availability"],
        ["purecloud"] = ["genesyscloud", "genesys"],
        ["routingstatus"] = ["status", "routing"],
        ["lobby"] = ["visitors", "waiting"],
        ["viewers"] = ["view", "watch", "join", "agents"],
        ["sites"] = ["websites", "deployments"],
        ["secret"] = ["secrets", "key"],
        ["organizations"] = ["org", "orgs"],
        ["channels"] = ["websockets", "streams"],
        ["oauth"] = ["auth", "oauth2"],
        ["token"] = ["accesstoken", "tokens"],
        ["login"] = ["signin"],
        ["logout"] = ["signout"],
    }.ToFrozenDictionary(entry => entry.Key, entry => entry.Value.ToFrozenSet(StringComparer.Ordinal), StringComparer.Ordinal);

    private static readonly FrozenSet<string> Known = ByWord.Values.SelectMany(words => words).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True when <paramref name="text"/> is written for <paramref name="word"/>; both folded.</summary>
    public static bool Means(string text, string word) => ByWord.TryGetValue(word, out var texts) && texts.Contains(text);

    /// <summary>True when a folded text is written for some word, so that it is hardly an id.</summary>
    public static bool IsKnown(string text) => Known.Contains(text);

    /// <summary>Lower case, without dashes and underscores.</summary>
    public static string Fold(string text) => string.Concat(text.Where(c => c is not ('-' or '_'))).ToLowerInvariant();
}
