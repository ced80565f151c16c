using Pillion.Notifications.Topics;

namespace Pillion.Notifications.Sockets;

/// <summary>Which connected sockets listen to which topics.</summary>
internal sealed class Listeners
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Dictionary<ChannelConnection, string>> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<ChannelConnection, IReadOnlyDictionary<string, string>> _byConnection = [];

    /// <summary>The single topics behind subscriptions: by key, each in the spelling that came first.</summary>
    public static IReadOnlyDictionary<string, string> Expand(IEnumerable<string> subscriptions)
    {
        var topics = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var topic in subscriptions.SelectMany(subscription => TopicExpression.Parse(subscription).Topics))
        {
            topics.TryAdd(topic.Key, topic.Name);
        }

        return topics;
    }

    /// <summary>From now on the socket listens to these topics and no others.</summary>
    public void Set(ChannelConnection connection, IReadOnlyDictionary<string, string> topics)
    {
        lock (_lock)
        {
            Take(connection);
            if (topics.Count == 0)
            {
                return;
            }

            _byConnection[connection] = topics;
            foreach (var (key, name) in topics)
            {
                if (!_byKey.TryGetValue(key, out var listeners))
                {
                    _byKey[key] = listeners = [];
                }

                listeners[connection] = name;
            }
        }
    }

    public void Remove(ChannelConnection connection)
    {
        lock (_lock)
        {
            Take(connection);
        }
    }

    /// <summary>True when anyone listens to one of these.</summary>
    public bool Any(IEnumerable<string> keys)
    {
        lock (_lock)
        {
            return keys.Any(_byKey.ContainsKey);
        }
    }

    /// <summary>Who listens to a topic, each with their spelling of it.</summary>
    public IReadOnlyList<(ChannelConnection Connection, string Name)> To(string key)
    {
        lock (_lock)
        {
            return _byKey.TryGetValue(key, out var listeners) ? listeners.Select(pair => (pair.Key, pair.Value)).ToList() : [];
        }
    }

    private void Take(ChannelConnection connection)
    {
        if (!_byConnection.Remove(connection, out var topics))
        {
            return;
        }

        foreach (var key in topics.Keys)
        {
            var listeners = _byKey[key];
            listeners.Remove(connection);
            if (listeners.Count == 0)
            {
                _byKey.Remove(key);
            }
        }
    }
}
