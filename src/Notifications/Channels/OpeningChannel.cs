using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Notifications.Sockets;

namespace Pillion.Notifications.Channels;

/// <summary>A channel, as callers see it.</summary>
/// <param name="ConnectUri">Address of its WebSocket. Knowing it is all that it takes to connect.</param>
/// <param name="Id">Absent for channels of other tokens.</param>
internal sealed record ChannelView(string? ConnectUri, string? Id, DateTimeOffset Expires)
{
    public static ChannelView Of(Channel channel, Addresses addresses) => new(ChannelEndpoint.Uri(addresses, channel.Id), channel.Id, channel.Expires);
}

/// <summary><c>POST /api/v2/notifications/channels</c></summary>
internal static class OpeningChannel
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/api/v2/notifications/channels", HandleAsync)
        .RequireToken()
        .TakesQuery()
        .WithName("postNotificationsChannels")
        .WithTags("Notifications")
        .WithSummary("Opens a channel. The 21st drops the one that was unused for longest.")
        .Produces<ChannelView>();

    private static async Task<IResult> HandleAsync(
        HttpContext context, ChannelStore channels, ConnectedChannels connected, Addresses addresses, TimeProvider time, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request.Query);
        query.Close();
        var faults = query.Faults.ToList();
        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        BodyReader.Root(body.Value, faults).Close();
        if (faults.Count > 0)
        {
            return Refusal.Of(faults, Suggestion.Json("POST", "/api/v2/notifications/channels", null)).ToResult();
        }

        var channel = Channel.Open(Caller.From(context.User), Channel.Fingerprint(context.Request), time.GetUtcNow());
        var opened = await channels.OpenAsync(channel, connected.IsConnected, cancellation);
        if (opened.Refused)
        {
            return opened.Refusal.ToResult();
        }

        foreach (var dropped in opened.Value)
        {
            connected.Close(dropped.Id, CloseCode.Gone, "the channel was dropped for a newer one");
        }

        return Results.Ok(ChannelView.Of(channel, addresses));
    }
}
