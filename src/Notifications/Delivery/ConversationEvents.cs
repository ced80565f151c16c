using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Notifications.Topics;
using Pillion.Storage.Messages;

namespace Pillion.Notifications.Delivery;

/// <summary>Tells of changes of conversations. What they looked like is read only when somebody listens.</summary>
internal sealed class ConversationEvents(IConversationChanges changes, EventDesk desk, DeliveryOrder order) : ISubscriber<ConversationChanged>
{
    private static readonly TopicKind[] OfUsers = [TopicCatalog.Conversations, TopicCatalog.Cobrowse, TopicCatalog.Calls, TopicCatalog.Messages];

    public Task HandleAsync(ConversationChanged message, CancellationToken cancellation) => desk.AnyoneListensTo(Keys(message))
        ? order.PassAsync($"conversation:{message.ConversationId}", message.Version, () => PassAsync(message, cancellation))
        : Task.CompletedTask;

    private async Task PassAsync(ConversationChanged message, CancellationToken cancellation)
    {
        if (await changes.ReadAsync(message, cancellation) is not { } view)
        {
            return;
        }

        var change = $"{message.ConversationId}/{message.Version}";
        foreach (var user in message.UserIds.Distinct(StringComparer.Ordinal))
        {
            Pass(TopicCatalog.Conversations, user, view.Conversation, change);
            Pass(TopicCatalog.Cobrowse, user, view.Cobrowse, change);
            Pass(TopicCatalog.Calls, user, view.Call, change);
            Pass(TopicCatalog.Messages, user, view.Message, change);
        }

        foreach (var (detail, index) in view.Happened.Select((detail, index) => (detail, index)))
        {
            if (TopicCatalog.Details.TryGetValue(detail.Name, out var kind))
            {
                desk.Pass(kind, message.ConversationId, detail.Body, $"{change}/{index}");
            }
        }
    }

    private void Pass(TopicKind kind, string user, JsonObject? body, string change)
    {
        if (body is not null)
        {
            desk.Pass(kind, user, body, change);
        }
    }

    private static IEnumerable<string> Keys(ConversationChanged message) => message.UserIds
        .SelectMany(user => OfUsers.Select(kind => kind.Key(user)))
        .Concat(TopicCatalog.Details.Values.Select(kind => kind.Key(message.ConversationId)));
}
