using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Notifications.Channels;

/// <summary><c>GET /api/v2/notifications/channels</c></summary>
internal static class ListingChannels
{
    private const string OfToken = "token";
    private const string OfClient = "oauthclient";

    internal sealed record ChannelEntityListing(IReadOnlyList<ChannelView> Entities);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v2/notifications/channels", ListAsync)
        .RequireToken()
        .TakesQuery(new QueryParameter("includechannels", "Channels of this very token, or of all tokens of its client and user.", [OfToken, OfClient]))
        .WithName("getNotificationsChannels")
        .WithTags("Notifications")
        .WithSummary("One's own channels. Those that were opened with other tokens come without id and address.")
        .Produces<ChannelEntityListing>();

    private static async Task<IResult> ListAsync(HttpContext context, ChannelStore channels, Addresses addresses, CancellationToken cancellation)
    {
        var query = new QueryReader(context.Request.Query);
        var all = query.OneOf("includechannels", [OfToken, OfClient]) == OfClient;
        query.Close();
        if (query.Faults.Count > 0)
        {
            return Refusal.Of(query.Faults).ToResult();
        }

        var caller = Caller.From(context.User);
        var token = Channel.Fingerprint(context.Request);
        var own = await channels.ListAsync(Channel.OwnerOf(caller.ClientId, caller.UserId), cancellation);
        return Results.Ok(new ChannelEntityListing(own
            .Where(channel => all || channel.Token == token)
            .Select(channel => channel.Token == token ? ChannelView.Of(channel, addresses) : new ChannelView(null, null, channel.Expires))
            .ToList()));
    }
}
