using System.Text.Json;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Notifications.Channels;
using Pillion.Notifications.Subscriptions;
using Pillion.Notifications.Topics;

namespace Pillion.Notifications.Sockets;

/// <summary>Answers what clients say over a socket: ping, subscribe, unsubscribe.</summary>
internal sealed class SocketRequests(ChannelStore channels, SubscriptionChanges subscriptions, TopicCheck check, ChannelAccess access)
{
    private const int DeepestNesting = 32;
    private const int LongestCorrelationId = 100;
    private const string Subscribe = "subscribe";
    private const string Unsubscribe = "unsubscribe";
    private static readonly JsonDocumentOptions ParseOptions = new() { MaxDepth = DeepestNesting };

    private sealed record Request(string Verb, IReadOnlyList<string> Topics, string? CorrelationId);

    /// <summary>The answer to one message, and whether the channel turned out to be gone.</summary>
    public async ValueTask<(ReadOnlyMemory<byte> Answer, bool Gone)> AnswerAsync(
        string channelId, byte[] message, bool isText, CancellationToken cancellation)
    {
        if (!isText)
        {
            return (Unreadable("Binary messages are not understood; send JSON as text."), false);
        }

        Request? request;
        var faults = new List<Fault>();
        string? correlationId = null;
        try
        {
            using var document = JsonDocument.Parse(message, ParseOptions);
            request = Read(document.RootElement, faults, ref correlationId);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The latter is half of a surrogate pair, which is JSON but no text.
            return (Unreadable($"This is not valid JSON of at most {DeepestNesting} levels."), false);
        }

        if (request is null)
        {
            return (SocketMessages.Refused(Refusal.Of(faults), "error", correlationId), false);
        }

        return request.Verb switch
        {
            Subscribe => await SubscribeAsync(channelId, request, cancellation),
            Unsubscribe => Outcome(await subscriptions.RemoveAsync(channelId, [.. request.Topics], cancellation), "unsubscribed", request),
            _ => (SocketMessages.Pong, false),
        };
    }

    private async ValueTask<(ReadOnlyMemory<byte> Answer, bool Gone)> SubscribeAsync(string channelId, Request request, CancellationToken cancellation)
    {
        if (await channels.FindAsync(channelId, cancellation) is not { } channel || !await access.MayListenAsync(channel.Value, cancellation))
        {
            return (SocketMessages.Gone(request.CorrelationId), true);
        }

        var subscriber = channel.Value.Subscriber;
        var wanted = request.Topics.Select((topic, index) => (topic, $"/topics/{index}")).ToList();
        var topics = await check.CheckAsync(wanted, subscriber, cancellation);
        if (await check.RefuseAsync(topics, [], topics, subscriber, null, cancellation) is { } refusal)
        {
            return (SocketMessages.Refused(refusal, "failure", request.CorrelationId), false);
        }

        return Outcome(await subscriptions.AddAsync(channelId, topics.Select(topic => topic.Expression), null, cancellation), "subscribed", request);
    }

    private static (ReadOnlyMemory<byte> Answer, bool Gone) Outcome(Result<Channel> changed, string status, Request request) => changed switch
    {
        { Refusal.Status: 404 } => (SocketMessages.Gone(request.CorrelationId), true),
        { Refusal: { } refusal } => (SocketMessages.Refused(refusal, "failure", request.CorrelationId), false),
        _ => (SocketMessages.Done(status, request.CorrelationId), false),
    };

    private static Request? Read(JsonElement element, List<Fault> faults, ref string? correlationId)
    {
        var reader = BodyReader.Root(element, faults);
        correlationId = reader.Text("correlationId", longest: LongestCorrelationId);
        var verb = reader.OneOf("message", ["ping", Subscribe, Unsubscribe], required: true);
        var topics = verb is null || verb == "ping"
            ? reader.Has("topics") && verb is not null ? Refuse(reader) : null
            : reader.Texts("topics", 1, NotificationLimits.TopicsPerChannel, required: true);
        reader.Close(Aliases);
        return faults.Count == 0 ? new Request(verb!, topics ?? [], correlationId) : null;
    }

    private static IReadOnlyList<string>? Refuse(BodyReader reader)
    {
        reader.Refuse("topics", "unknown.field", "A ping has no topics.");
        return null;
    }

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["topic"] = "topics",
        ["type"] = "message",
        ["action"] = "message",
    };

    private static ReadOnlyMemory<byte> Unreadable(string message)
    {
        var fault = new Fault("invalid.json", message, "", Expected: ["{\"message\": \"ping\"}"]);
        return SocketMessages.Refused(Refusal.Of([fault]), "error", null);
    }
}
