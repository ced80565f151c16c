using Pillion.Http;

namespace Pillion.Notifications.Topics;

/// <summary>The topics that there are.</summary>
internal static class TopicCatalog
{
    private const string OneConversation = "/api/v2/conversations/{id}";

    private static readonly Dictionary<string, string> Conversation = Fields(("id", "string"), ("participants", "array"));
    private static readonly Dictionary<string, string> Detail = Fields(("conversationId", "string"), ("participantId", "string"), ("eventTime", "integer"));

    public static TopicKind Conversations { get; } = OfConversations("", "All conversations of a user, with all their communications.", "/api/v2/conversations");

    public static TopicKind Cobrowse { get; } = OfConversations(".cobrowseSessions", "The cobrowse sessions of a user's conversations.", "/api/v2/conversations/cobrowsesessions");

    public static TopicKind Calls { get; } = OfConversations(".calls", "The calls of a user's conversations.", "/api/v2/conversations/calls");

    public static TopicKind Messages { get; } = OfConversations(".messages", "The messages of a user's conversations.", "/api/v2/conversations/messages");

    public static TopicKind Presence { get; } = OfUser(
        "presence",
        "A user's presence.",
        "/api/v2/users/{id}/presences/purecloud",
        ("source", "string"), ("presenceDefinition", "object"), ("primary", "boolean"), ("message", "string"), ("modifiedDate", "string"));

    public static TopicKind RoutingStatus { get; } = OfUser(
        "routingStatus",
        "Whether a user takes routed work.",
        "/api/v2/users/{id}/routingstatus",
        ("id", "string"), ("routingStatus", "object"));

    public static TopicKind Activity { get; } = OfUser(
        "activity",
        "A user's presence and routing status together.",
        "/api/v2/users/{id}",
        ("id", "string"), ("routingStatus", "object"), ("presence", "object"), ("outOfOffice", "object"), ("activeQueueIds", "array"));

    /// <summary>One kind for each end of a detail topic, by that end.</summary>
    public static IReadOnlyDictionary<string, TopicKind> Details { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["user.start"] = "An agent joined a conversation.",
        ["user.end"] = "An agent left a conversation.",
        ["customer.start"] = "The visitor's part in a conversation began.",
        ["customer.end"] = "The visitor's part in a conversation ended.",
        ["acw"] = "An agent began or finished the work after a conversation.",
        ["wrapup"] = "An agent filed a conversation.",
        ["attributes"] = "Attributes of a participant were set.",
    }.ToDictionary(
        detail => detail.Key,
        detail => new TopicKind(
            $"v2.detail.events.conversation.{{id}}.{detail.Key}", TopicSubject.Conversation, Scopes.ConversationRead, detail.Value, [OneConversation], Detail),
        StringComparer.Ordinal);

    /// <summary>Every kind, in the order in which they are listed.</summary>
    public static IReadOnlyList<TopicKind> All { get; } =
    [
        OfChannel("channel.metadata", "Heartbeats and pongs. Every socket gets them, subscribed or not."),
        .. Details.Values,
        OfChannel("v2.system.no_longer_subscribed", "Another socket took the channel over. Every socket gets it, subscribed or not."),
        OfChannel("v2.system.socket_closing", "The socket is about to be closed. Every socket gets it, subscribed or not."),
        Activity,
        Conversations,
        Calls,
        Cobrowse,
        Messages,
        Presence,
        RoutingStatus,
    ];

    public static IReadOnlyList<string> Templates { get; } = All.Select(kind => kind.Template).ToList();

    private static readonly string[] Elsewhere =
    [
        "v2.analytics.", "v2.architect.", "v2.audits.", "v2.authorization.", "v2.contentmanagement.", "v2.conversations.", "v2.flows.", "v2.geolocation.",
        "v2.groups.", "v2.integrations.", "v2.journey.", "v2.knowledge.", "v2.managementunits.", "v2.operations.", "v2.outbound.",
        "v2.processautomation.", "v2.quality.", "v2.recording.", "v2.routing.", "v2.speechandtextanalytics.", "v2.stations.", "v2.taskmanagement.",
        "v2.telephony.", "v2.webdeployments.", "v2.workforcemanagement.",
    ];

    private static readonly string[] ElsewhereOfUsers =
    [
        "alerting.heartbeat.alerts", "alerting.interactionstats.alerts", "callforwarding", "conversations.callbacks", "conversations.chats",
        "conversations.emails", "conversations.screenshares", "conversations.socialexpressions", "conversations.videos", "conversationsummary",
        "fax.documents", "geolocation", "greetings", "outofoffice", "primarypresence", "queues", "routing.skills", "station", "tokens",
        "userrecordings", "voicemail.messages", "workforcemanagement.adherence",
    ];

    private static readonly string[] ElsewhereOfConversations =
    [
        "acd.end", "acd.start", "contact", "flow.end", "flow.outcome", "flow.start", "outbound", "voicemail.end", "voicemail.start",
    ];

    /// <summary>True for topics of the vendor's platform for which there is nothing to tell here.</summary>
    /// <param name="template">In lower case, with <c>{id}</c>.</param>
    public static bool IsElsewhere(string template) =>
        Array.Exists(Elsewhere, start => template.StartsWith(start, StringComparison.Ordinal))
        || Array.Exists(ElsewhereOfUsers, end => template == $"v2.users.{{id}}.{end}")
        || Array.Exists(ElsewhereOfConversations, end => template == $"v2.detail.events.conversation.{{id}}.{end}");

    private static TopicKind OfConversations(string end, string description, string uri) =>
        new($"v2.users.{{id}}.conversations{end}", TopicSubject.User, Scopes.ConversationRead, description, [uri], Conversation);

    private static TopicKind OfUser(string end, string description, string uri, params (string, string)[] fields) =>
        new($"v2.users.{{id}}.{end}", TopicSubject.User, Scopes.UsersRead, description, [uri], Fields(fields));

    private static TopicKind OfChannel(string name, string description) =>
        new(name, TopicSubject.Channel, null, description, [], Fields(("message", "string")));

    private static Dictionary<string, string> Fields(params (string Name, string Type)[] fields) =>
        fields.ToDictionary(field => field.Name, field => field.Type, StringComparer.Ordinal);
}
