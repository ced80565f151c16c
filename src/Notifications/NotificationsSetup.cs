using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Contracts;
using Pillion.Http;
using Pillion.Notifications.Channels;
using Pillion.Notifications.Delivery;
using Pillion.Notifications.Sockets;
using Pillion.Notifications.Subscriptions;
using Pillion.Notifications.Topics;
using Pillion.Storage.Messages;

namespace Pillion.Notifications;

/// <summary>Puts the area into a host.</summary>
public static class NotificationsSetup
{
    /// <summary>Channels, their sockets, and the events that go over them.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddApiArea(NotificationErrors.Group)
        .AddSingleton<ChannelStore>()
        .AddSingleton<ChannelAccess>()
        .AddSingleton<TopicCheck>()
        .AddSingleton<SubscriptionChanges>()
        .AddSingleton<Subscribing>()
        .AddSingleton<NotificationMetrics>()
        .AddSingleton<Listeners>()
        .AddSingleton<ConnectedChannels>()
        .AddSingleton<SocketRequests>()
        .AddSingleton<ChannelEndpoint>()
        .AddSingleton<EventDesk>()
        .AddSingleton<DeliveryOrder>()
        .AddSubscriber<ConversationChanged, ConversationEvents>()
        .AddSubscriber<UserStatusChanged, UserEvents>()
        .AddSubscriber<TokensRevoked, Revoking>();

    public static IEndpointRouteBuilder MapNotifications(this IEndpointRouteBuilder routes)
    {
        OpeningChannel.Map(routes);
        ListingChannels.Map(routes);
        CheckingChannel.Map(routes);
        ReadingSubscriptions.Map(routes);
        Subscribing.Map(routes);
        ListingTopics.Map(routes);
        ChannelEndpoint.Map(routes);
        return routes;
    }
}
