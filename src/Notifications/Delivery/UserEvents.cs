using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pillion.Contracts;
using Pillion.Kernel.Json;
using Pillion.Notifications.Topics;
using Pillion.Storage.Messages;

namespace Pillion.Notifications.Delivery;

/// <summary>Tells of presence and routing status, in the shapes of the vendor's events.</summary>
internal sealed partial class UserEvents(EventDesk desk, DeliveryOrder order) : ISubscriber<UserStatusChanged>
{
    private static readonly TopicKind[] Kinds = [TopicCatalog.Presence, TopicCatalog.RoutingStatus, TopicCatalog.Activity];

    private sealed record PresenceBody(string Source, DefinitionBody PresenceDefinition, bool Primary, string Message, DateTimeOffset ModifiedDate);

    /// <param name="SystemPresence">Events spell it in capitals (<c>ON_QUEUE</c>), as the vendor's do; the API does not.</param>
    private sealed record DefinitionBody(string Id, string SystemPresence);

    private sealed record RoutingBody(string Id, RoutingStatusBody RoutingStatus);

    private sealed record RoutingStatusBody(string? UserId, string Status, DateTimeOffset StartTime);

    private sealed record ActivityBody(
        string Id, RoutingStatusBody RoutingStatus, ActivityPresenceBody Presence, OutOfOfficeBody OutOfOffice, IReadOnlyList<string> ActiveQueueIds);

    private sealed record ActivityPresenceBody(DefinitionBody PresenceDefinition, string? PresenceMessage, DateTimeOffset ModifiedDate);

    private sealed record OutOfOfficeBody(bool Active);

    public Task HandleAsync(UserStatusChanged message, CancellationToken cancellation) =>
        desk.AnyoneListensTo(Kinds.Select(kind => kind.Key(message.Status.UserId)))
            ? order.PassAsync($"user:{message.Status.UserId}", message.Version, () => Pass(message))
            : Task.CompletedTask;

    private Task Pass(UserStatusChanged message)
    {
        var status = message.Status;
        var change = $"{status.UserId}/{message.Version}";
        var definition = new DefinitionBody(status.PresenceId, Capitals(status.Presence));
        if (message.PresenceMoved)
        {
            Pass(TopicCatalog.Presence, status, new PresenceBody("PURECLOUD", definition, true, status.Message ?? "", status.PresenceModified), change);
        }

        if (message.RoutingMoved)
        {
            Pass(TopicCatalog.RoutingStatus, status, new RoutingBody(status.UserId, new RoutingStatusBody(null, status.RoutingStatus, status.RoutingStarted)), change);
        }

        // There are no queues and nobody is out of office here; clients of the vendor's read both fields.
        Pass(
            TopicCatalog.Activity,
            status,
            new ActivityBody(
                status.UserId,
                new RoutingStatusBody(status.UserId, status.RoutingStatus, status.RoutingStarted),
                new ActivityPresenceBody(definition, status.Message, status.PresenceModified),
                new OutOfOfficeBody(false),
                []),
            change);
        return Task.CompletedTask;
    }

    private void Pass<T>(TopicKind kind, UserStatus status, T body, string change)
        where T : notnull =>
        desk.Pass(kind, status.UserId, (JsonObject)JsonSerializer.SerializeToNode(body, Wire.Options)!, change);

    private static string Capitals(string presence) => WordStart().Replace(presence, "_").ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex WordStart();
}
