using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Notifications.Channels;

namespace Pillion.Notifications.Subscriptions;

/// <summary><c>GET</c> and <c>DELETE /api/v2/notifications/channels/{channelId}/subscriptions</c></summary>
internal static class ReadingSubscriptions
{
    private const string Path = "/api/v2/notifications/channels/{channelId}/subscriptions";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, ReadAsync)
            .RequireToken()
            .TakesQuery()
            .WithName("getNotificationsChannelSubscriptions")
            .WithTags("Notifications")
            .WithSummary("What a channel listens to.")
            .Produces<ChannelTopicEntityListing>();
        routes.MapDelete(Path, DropAsync)
            .RequireToken()
            .TakesQuery()
            .WithName("deleteNotificationsChannelSubscriptions")
            .WithTags("Notifications")
            .WithSummary("Listens to nothing any more; the channel stays.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ReadAsync(HttpContext context, string channelId, ChannelStore channels, CancellationToken cancellation)
    {
        var found = await channels.FindOwnAsync(context, channelId, cancellation);
        return found.Refused ? found.Refusal.ToResult() : Results.Ok(ChannelTopicEntityListing.Of(found.Value, []));
    }

    private static async Task<IResult> DropAsync(
        HttpContext context, string channelId, ChannelStore channels, SubscriptionChanges subscriptions, CancellationToken cancellation)
    {
        var found = await channels.FindOwnAsync(context, channelId, cancellation);
        if (found.Refused)
        {
            return found.Refusal.ToResult();
        }

        var changed = await subscriptions.RemoveAsync(channelId, null, cancellation);
        return changed.Refused ? changed.Refusal.ToResult() : Results.NoContent();
    }
}
