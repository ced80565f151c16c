using System.Collections.Concurrent;
using Pillion.Notifications.Channels;
using Pillion.Storage;

namespace Pillion.Notifications.Sockets;

/// <summary>The sockets that are open now, by channel; each channel has one, the newest.</summary>
internal sealed class ConnectedChannels
{
    private readonly ConcurrentDictionary<string, ChannelConnection> _connections = new(StringComparer.Ordinal);

    public bool IsConnected(string channelId) => _connections.ContainsKey(channelId);

    /// <summary>Takes the channel over from the socket that has it.</summary>
    public void Enter(ChannelConnection connection)
    {
        ChannelConnection? former = null;
        _connections.AddOrUpdate(connection.ChannelId, connection, (_, replaced) =>
        {
            former = replaced;
            return connection;
        });
        former?.Replace();
    }

    /// <summary>False when another socket had taken the channel over.</summary>
    public bool Leave(ChannelConnection connection) => _connections.TryRemove(KeyValuePair.Create(connection.ChannelId, connection));

    /// <summary>Tells the channel's socket what has become of it.</summary>
    public void Apply(Document<Channel> channel)
    {
        if (_connections.TryGetValue(channel.Id, out var connection))
        {
            connection.Apply(channel);
        }
    }

    /// <summary>The channel has gone with its login.</summary>
    public void Revoke(string channelId)
    {
        if (_connections.TryGetValue(channelId, out var connection))
        {
            connection.Revoke();
        }
    }

    public void Close(string channelId, int code, string reason)
    {
        if (_connections.TryGetValue(channelId, out var connection))
        {
            connection.Close(code, reason);
        }
    }
}
