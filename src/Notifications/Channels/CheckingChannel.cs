using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;

namespace Pillion.Notifications.Channels;

/// <summary><c>HEAD /api/v2/notifications/channels/{channelId}</c></summary>
internal static class CheckingChannel
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapMethods("/api/v2/notifications/channels/{channelId}", [HttpMethods.Head], CheckAsync)
        .RequireToken()
        .TakesQuery()
        .WithName("headNotificationsChannel")
        .WithTags("Notifications")
        .WithSummary("Whether a channel is still there: 200 or 404.")
        .Produces(StatusCodes.Status200OK);

    private static async Task<IResult> CheckAsync(HttpContext context, string channelId, ChannelStore channels, CancellationToken cancellation)
    {
        var found = await channels.FindOwnAsync(context, channelId, cancellation);
        return found.Refused ? found.Refusal.ToResult() : Results.Ok();
    }
}
