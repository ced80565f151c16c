using Pillion.Kernel;

namespace Pillion.Notifications.Channels;

/// <summary>The refusals that several operations on channels share.</summary>
internal static class ChannelRefusals
{
    /// <summary>A channel that is not there, or that is someone else's. Its id is a secret, so it is not repeated.</summary>
    public static Refusal NotFound()
    {
        const string message = "You have no such channel: it has expired, was dropped for a newer one, or is another client's. "
            + "Open one with POST /api/v2/notifications/channels.";
        return new Refusal(
            404,
            "channel.not.found",
            message,
            [new Fault("channel.not.found", message, "path:channelId")],
            new Suggestion("POST", "/api/v2/notifications/channels", new Dictionary<string, string>(StringComparer.Ordinal), null));
    }

    public static Refusal TooManyTopics(int count) => Refusal.Of([new Fault(
        "too.many.topics",
        $"A channel has at most {NotificationLimits.TopicsPerChannel} subscriptions; this would make {count}. "
        + "Combine those that begin alike (v2.users.{id}?presence&routingStatus counts once), or open another channel.",
        "",
        count,
        [$"at most {NotificationLimits.TopicsPerChannel}"])]);
}
