using Pillion.Notifications.Channels;
using Pillion.Notifications.Topics;

namespace Pillion.Notifications.Subscriptions;

/// <summary>One subscription, as callers see it.</summary>
/// <param name="State"><c>Permitted</c>, or <c>Rejected</c> with the reason beside it.</param>
/// <param name="MissingPermissions">Scopes that the token lacks for it.</param>
internal sealed record ChannelTopicView(
    string Id, string State, string? RejectionReason, IReadOnlyList<string>? MissingPermissions, string? SelfUri)
{
    public static ChannelTopicView Rejected(CheckedTopic topic) => new(
        topic.Expression.Text,
        "Rejected",
        string.Join(' ', topic.Faults.Select(fault => fault.Message)),
        topic.MissingScopes.Count > 0 ? topic.MissingScopes : null,
        null);
}

/// <summary>What a channel is subscribed to, and what it could not be.</summary>
internal sealed record ChannelTopicEntityListing(IReadOnlyList<ChannelTopicView> Entities)
{
    public static ChannelTopicEntityListing Of(Channel channel, IEnumerable<CheckedTopic> rejected) => new(channel.Topics
        .Select(topic => new ChannelTopicView(topic, "Permitted", null, null, $"/api/v2/notifications/channels/{channel.Id}/subscriptions"))
        .Concat(rejected.Select(ChannelTopicView.Rejected))
        .ToList());
}
