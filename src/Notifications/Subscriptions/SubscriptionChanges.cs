using Pillion.Http;
using Pillion.Kernel;
using Pillion.Notifications.Channels;
using Pillion.Notifications.Sockets;
using Pillion.Notifications.Topics;

namespace Pillion.Notifications.Subscriptions;

/// <summary>Changes what a channel listens to, in the store and on its socket.</summary>
internal sealed class SubscriptionChanges(ChannelStore channels, ConnectedChannels connected, TimeProvider time)
{
    /// <summary>Listens to more. What is subscribed already stays in its spelling.</summary>
    /// <param name="caller">Null when it came over the socket.</param>
    public Task<Result<Channel>> AddAsync(string channelId, IEnumerable<TopicExpression> topics, Caller? caller, CancellationToken cancellation)
    {
        var added = topics.Select(topic => topic.Text).ToList();
        return ChangeAsync(channelId, channel => Subscribe(channel, channel.Topics.Concat(added), caller), cancellation);
    }

    /// <summary>Listens to these instead.</summary>
    public Task<Result<Channel>> ReplaceAsync(string channelId, IEnumerable<TopicExpression> topics, Caller caller, CancellationToken cancellation)
    {
        var wanted = topics.Select(topic => topic.Text).ToList();
        return ChangeAsync(channelId, channel => Subscribe(channel, wanted, caller), cancellation);
    }

    /// <summary>Stops listening to these subscriptions, or to all; that is no reason to live longer.</summary>
    public Task<Result<Channel>> RemoveAsync(string channelId, IReadOnlyCollection<string>? topics, CancellationToken cancellation)
    {
        var gone = topics?.ToHashSet(StringComparer.OrdinalIgnoreCase);
        return ChangeAsync(
            channelId,
            channel => channel with { Topics = gone is null ? [] : channel.Topics.Where(topic => !gone.Contains(topic)).ToList(), LastUsed = time.GetUtcNow() },
            cancellation);
    }

    private Result<Channel> Subscribe(Channel channel, IEnumerable<string> topics, Caller? caller)
    {
        var distinct = topics.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return distinct.Count > NotificationLimits.TopicsPerChannel
            ? ChannelRefusals.TooManyTopics(distinct.Count)
            : channel.Subscribe(distinct, caller, time.GetUtcNow());
    }

    private async Task<Result<Channel>> ChangeAsync(string channelId, Func<Channel, Result<Channel>> change, CancellationToken cancellation)
    {
        var changed = await channels.ChangeAsync(channelId, change, cancellation);
        if (changed.Refused)
        {
            return changed.Refusal;
        }

        connected.Apply(changed.Value);
        return changed.Value.Value;
    }
}
