namespace Pillion.Notifications;

/// <summary>The limits of channels and their sockets; docs/api/notifications.md names the same ones.</summary>
internal static class NotificationLimits
{
    /// <summary>Channels of one user with one client, or of one client by itself.</summary>
    public const int ChannelsPerOwner = 20;

    /// <summary>Subscriptions of one channel; one that combines several topics counts once.</summary>
    public const int TopicsPerChannel = 1000;

    /// <summary>Characters of one subscription.</summary>
    public const int LongestTopic = 200;

    /// <summary>Bytes of a body with subscriptions: the longest list, as an SDK sends it back after reading it.</summary>
    public const int LargestSubscriptionBody = 512 * 1024;

    /// <summary>Bytes of one message that comes over a socket.</summary>
    public const int LargestMessage = 256 * 1024;

    /// <summary>Messages on one socket: so many at once, and so many a second in the long run.</summary>
    public const int MessageBurst = 100;
    public const int MessagesPerSecond = 20;

    /// <summary>What may wait for one socket; a socket for which more waits is closed.</summary>
    public const int QueuedMessages = 1000;
    public const int QueuedBytes = 8 * 1024 * 1024;

    /// <summary>Faults that one refusal lists.</summary>
    public const int FaultsListed = 50;

    /// <summary>Subjects whose newest passed-on change is remembered.</summary>
    public const int RememberedSubjects = 10_000;

    /// <summary>How long a channel lives after it was opened or last subscribed to something.</summary>
    public static readonly TimeSpan ChannelLife = TimeSpan.FromHours(24);

    /// <summary>How long a channel can be kept alive over its socket alone, without a token.</summary>
    public static readonly TimeSpan LifeWithoutToken = TimeSpan.FromDays(7);

    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(30);

    /// <summary>How long before a channel expires its socket is warned.</summary>
    public static readonly TimeSpan ClosingWarning = TimeSpan.FromMinutes(1);

    /// <summary>How long a closing socket may take for its last messages and the closing handshake.</summary>
    public static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(5);

    /// <summary>How long changes wait for an earlier one of the same subject that could not be read.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(30);

    /// <summary>A peer that answers no ping within the timeout is gone.</summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(20);
}
