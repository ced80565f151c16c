using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Storage.Messages;

namespace Pillion.Notifications.Tests.Hosting;

/// <summary>The other areas, as far as this one asks them.</summary>
internal sealed class World : IUserStatuses, IConversationChanges
{
    public const string Avery = "5e2b0000-0000-7000-8000-00000000000a";
    public const string Jordan = "5e2b0000-0000-7000-8000-00000000000b";
    public const string Conversation = "5e2b0000-0000-7000-8000-0000000000c1";

    private readonly ConcurrentDictionary<string, bool> _active = new(StringComparer.Ordinal) { [Avery] = true, [Jordan] = true };

    /// <summary>How often a change was read.</summary>
    public int Reads;

    /// <summary>Makes views; throws to play a broken engine.</summary>
    public Func<ConversationChanged, ConversationChangeView?> View { get; set; } = change => Cobrowse(change);

    public void Deactivate(string user) => _active[user] = false;

    public ValueTask<UserStatus?> FindAsync(string userId, CancellationToken cancellation) =>
        ValueTask.FromResult(_active.TryGetValue(userId, out var active) ? Status(userId) with { Active = active } : null);

    public ValueTask<ConversationChangeView?> ReadAsync(ConversationChanged change, CancellationToken cancellation)
    {
        Interlocked.Increment(ref Reads);
        return ValueTask.FromResult(View(change));
    }

    /// <summary>A user's status; presence and routing as given.</summary>
    public static UserStatus Status(string userId, string presence = "Available", string routing = "OFF_QUEUE", string? message = null) => new(
        userId, true, $"id of {presence}", presence, message, Noon, routing, Noon);

    public static DateTimeOffset Noon { get; } = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A change of a conversation, from the version before to this one.</summary>
    public static ConversationChanged Change(long version, string conversation = Conversation, params string[] users) =>
        new(conversation, version - 1, version, users.Length == 0 ? [Avery] : users, Noon);

    public static ConversationChangeView Cobrowse(ConversationChanged change, params ConversationDetail[] happened) => new(
        new JsonObject { ["id"] = change.ConversationId, ["version"] = change.Version },
        new JsonObject { ["id"] = change.ConversationId, ["version"] = change.Version, ["flat"] = true },
        null,
        null,
        happened);
}

/// <summary>Completes waits for messages that every subscriber before has handled.</summary>
internal sealed class Handled
{
    private readonly ConcurrentDictionary<object, TaskCompletionSource> _waits = new();

    /// <summary>Arms a wait for this message; await the task after publishing it.</summary>
    public Task Of(object message) => Wait(message).Task.WaitAsync(Patience.Limit, App.Cancellation);

    private TaskCompletionSource Wait(object message) =>
        _waits.GetOrAdd(Key(message), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private static object Key(object message) => message switch
    {
        ConversationChanged change => (change.ConversationId, change.Version),
        UserStatusChanged change => (change.Status.UserId, change.Version),
        _ => message,
    };

    private void Done(object message) => Wait(message).TrySetResult();

    // Registered after the area's own subscribers, so it runs after them and only when they succeeded.
    internal sealed class OfConversations(Handled handled) : ISubscriber<ConversationChanged>
    {
        public Task HandleAsync(ConversationChanged message, CancellationToken cancellation)
        {
            handled.Done(message);
            return Task.CompletedTask;
        }
    }

    internal sealed class OfUsers(Handled handled) : ISubscriber<UserStatusChanged>
    {
        public Task HandleAsync(UserStatusChanged message, CancellationToken cancellation)
        {
            handled.Done(message);
            return Task.CompletedTask;
        }
    }
}

internal static class Patience
{
    /// <summary>How long a test waits for what has to come; a busy machine is slow.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
}
