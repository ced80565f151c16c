using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Notifications;

/// <summary>Codes of channels and their topics.</summary>
internal static class NotificationErrors
{
    private const string Channels = "/api/v2/notifications/channels";
    private const string Subscriptions = Channels + "/{channelId}/subscriptions";

    private static readonly ErrorExample Good = Post(Subscriptions, 200, """[{ "id": "v2.users.{agentId}.conversations" }]""");

    public static ErrorGroup Group { get; } = new("Notifications",
    [
        new("channel.not.found", [404], "You have no such channel")
        {
            Means = "No channel of this client and user has the id in the address.",
            Why = "A channel lives for 24 hours after it was last subscribed to something, the 21st drops the one that was unused for longest, and a channel is of use to nobody but its owner.",
            Cure = "Open another channel and subscribe again.",
            Refused = Get($"{Channels}/streaming-0-expired/subscriptions", 404),
            Works = Post(Channels, 200),
        },
        new("websocket.needed", [426], "This is the address of a WebSocket")
        {
            Means = "The address is a channel's `connectUri`, and it was called like an ordinary one.",
            Why = "It was opened in a browser, or with an HTTP client.",
            Cure = "Connect to it with a WebSocket client. It takes no token: the address itself is the secret.",
            Refused = Get("/channels/streaming-0-example", 426),
            Unshown = "What works is a WebSocket.",
        },
        new("malformed.topic", [400], "This can't be a topic")
        {
            Means = "The text has blanks, parts that are empty, characters outside of ASCII, or more than 200 characters.",
            Why = "Topics that begin alike are combined as `v2.users.{id}?presence&routingStatus`; a list that grows too long has to be divided.",
            Cure = "Send one topic, or one combined topic, in each item.",
            Refused = Post(Subscriptions, 400, """[{ "id": "v2.users.{agentId}?presence&" }]"""),
            Works = Post(Subscriptions, 200, """[{ "id": "v2.users.{agentId}?presence&routingStatus" }]"""),
        },
        new("unknown.topic", [400], "There is no such topic")
        {
            Means = "No topic is called so, upper and lower case aside.",
            Why = "The name is mistyped or cut short.",
            Cure = "Use `nearest`, or one of those that `GET /api/v2/notifications/availabletopics` lists; `suggestion` holds the topics of the request that can be had.",
            Refused = Post(Subscriptions, 400, """[{ "id": "v2.users.{agentId}.conversation" }]"""),
            Works = Good,
        },
        new("topic.not.supported", [400], "There is nothing to tell about this topic")
        {
            Means = "The vendor's platform has the topic, and Pillion has nothing to send on it.",
            Why = "Pillion has no queues, no analytics and no other media than those that `GET /api/v2/notifications/availabletopics` lists.",
            Cure = "Leave the topic out, or add `ignoreErrors=true` to take the topics that can be had; the others are answered as `Rejected`.",
            Refused = Post(Subscriptions, 400, """[{ "id": "v2.users.{agentId}.conversationsummary" }]"""),
            Works = Good,
        },
        new("topic.not.yours", [403], "The topic is about another user")
        {
            Means = "People listen to topics of their own.",
            Why = "The id in the topic is that of another user.",
            Cure = "Use the caller's own id, which is in `nearest`. A client's own token, or one with the scope `admin`, listens to anyone's.",
            Unshown = "It takes a channel that was opened by a person.",
        },
        new("unknown.user", [400], "The topic is about nobody")
        {
            Means = "No user has the id in the topic.",
            Why = "It is the id of a conversation or of a visitor, for example.",
            Cure = "Take the id from `GET /api/v2/users`.",
            Refused = Post(Subscriptions, 400, """[{ "id": "v2.users.{conversationId}.presence" }]"""),
            Works = Post(Subscriptions, 200, """[{ "id": "v2.users.{agentId}.presence" }]"""),
        },
        new("too.many.topics", [400], "The channel listens to too much")
        {
            Means = "With these subscriptions the channel would have more than 1,000. Nothing was changed.",
            Why = "Every subscription of a channel counts, also those that were made before.",
            Cure = "Combine topics that begin alike, which counts once, end subscriptions that are no longer needed, or open another channel.",
            Unshown = "It takes a thousand subscriptions.",
        },
    ]);
}
