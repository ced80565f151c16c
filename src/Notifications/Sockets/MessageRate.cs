namespace Pillion.Notifications.Sockets;

/// <summary>How many messages one socket may send. Used by its reading loop only.</summary>
internal sealed class MessageRate(TimeProvider time)
{
    private double _left = NotificationLimits.MessageBurst;
    private long _since = time.GetTimestamp();

    public bool TryTake()
    {
        var gained = time.GetElapsedTime(_since).TotalSeconds * NotificationLimits.MessagesPerSecond;
        _since = time.GetTimestamp();
        _left = Math.Min(NotificationLimits.MessageBurst, _left + gained);
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
