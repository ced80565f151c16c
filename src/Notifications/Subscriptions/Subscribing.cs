using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Notifications.Channels;
using Pillion.Notifications.Topics;

namespace Pillion.Notifications.Subscriptions;

/// <summary><c>POST</c> and <c>PUT /api/v2/notifications/channels/{channelId}/subscriptions</c>: add to them, and replace them.</summary>
internal sealed class Subscribing(ChannelStore channels, SubscriptionChanges subscriptions, TopicCheck check)
{
    private const string Path = "/api/v2/notifications/channels/{channelId}/subscriptions";

    /// <summary>One topic, as it is sent. The other fields are taken as they were read, and have no effect.</summary>
    internal sealed record ChannelTopicRequest(
        string Id, string? State, string? RejectionReason, IReadOnlyList<string>? MissingPermissions, string? SelfUri);

    public static void Map(IEndpointRouteBuilder routes)
    {
        Describe(routes.MapPost(Path, (HttpContext context, string channelId, Subscribing subscribing, CancellationToken cancellation) =>
                subscribing.HandleAsync(context, channelId, replace: false, cancellation)))
            .WithName("postNotificationsChannelSubscriptions")
            .WithSummary("Listens to more topics. All of them, or none when one can't be had.");
        Describe(routes.MapPut(Path, (HttpContext context, string channelId, Subscribing subscribing, CancellationToken cancellation) =>
                subscribing.HandleAsync(context, channelId, replace: true, cancellation)))
            .WithName("putNotificationsChannelSubscriptions")
            .WithSummary("Listens to these topics instead. All of them, or no change when one can't be had.");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route) => route
        .RequireToken()
        .TakesQuery(new QueryParameter("ignoreErrors", "Take the topics that can be had, and answer the others as Rejected.", ["true", "false"]))
        .WithTags("Notifications")
        .Accepts<IReadOnlyList<ChannelTopicRequest>>("application/json")
        .WithExample("An agent's conversations", """[{ "id": "v2.users.{agentId}.conversations" }]""")
        .WithExample("Presence and routing status", """[{ "id": "v2.users.{agentId}?presence&routingStatus" }]""")
        .Produces<ChannelTopicEntityListing>();

    private async Task<IResult> HandleAsync(HttpContext context, string channelId, bool replace, CancellationToken cancellation)
    {
        var caller = Caller.From(context.User);
        if (await channels.FindAsync(channelId, cancellation) is not { } channel || !channel.Value.BelongsTo(caller))
        {
            return ChannelRefusals.NotFound().ToResult();
        }

        var query = new QueryReader(context.Request.Query);
        var ignoreErrors = query.OneOf("ignoreErrors", ["true", "false"]) == "true";
        query.Close();
        var body = await RequestBody.ReadAsync(context.Request, cancellation, NotificationLimits.LargestSubscriptionBody);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = query.Faults.ToList();
        var subscriber = Subscriber.Of(caller);
        var topics = await check.CheckAsync(SubscriptionBody.Read(body.Value, faults), subscriber, cancellation);
        if (faults.Count > 0)
        {
            // The shape is wrong: what was meant is read again without it.
            var meant = await check.CheckAsync(SubscriptionBody.Guess(body.Value), subscriber, cancellation);
            return (await check.RefuseAsync(topics, faults, meant, subscriber, Suggest, cancellation))!.ToResult();
        }

        if (!ignoreErrors && await check.RefuseAsync(topics, [], topics, subscriber, Suggest, cancellation) is { } refusal)
        {
            return refusal.ToResult();
        }

        var permitted = topics.Where(topic => topic.Permitted).Select(topic => topic.Expression);
        var changed = await (replace
            ? subscriptions.ReplaceAsync(channelId, permitted, caller, cancellation)
            : subscriptions.AddAsync(channelId, permitted, caller, cancellation));
        return changed.Refused
            ? changed.Refusal.ToResult()
            : Results.Ok(ChannelTopicEntityListing.Of(changed.Value, topics.Where(topic => !topic.Permitted)));

        Suggestion Suggest(IReadOnlyList<string> mended) => Suggestion.Json(
            context.Request.Method,
            context.Request.Path,
            new JsonArray(mended.Select(topic => (JsonNode)new JsonObject { ["id"] = topic }).ToArray()));
    }
}
