using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Contracts;
using Pillion.Storage.Messages;

namespace Pillion.Conversations.Tests.Hosting;

/// <summary>What the other areas hear from this one, and the types of what they say.</summary>
internal sealed class Heard :
    ISubscriber<CobrowseRequested>, ISubscriber<CobrowseDisconnected>, ISubscriber<AgentStateChanged>, ISubscriber<AgentReplaced>, ISubscriber<ConversationChanged>, ISubscriber<Heard.Bell>
{
    private readonly Channel<object> _messages = Channel.CreateUnbounded<object>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _bells = new(StringComparer.Ordinal);

    private readonly ConcurrentQueue<ConversationChanged> _changes = new();

    /// <summary>Every change that was told, apart from what is heard of sessions.</summary>
    public IReadOnlyList<ConversationChanged> Changes => _changes.ToList();

    /// <summary>A message that says that all earlier ones have been delivered.</summary>
    public sealed record Bell(string Id);

    public static void Subscribe(IServiceCollection services) => services
        .AddSingleton<Heard>()
        .AddStoredType<InvitationOffered>("cobrowse.invitation-offered")
        .AddStoredType<InvitationMoved>("cobrowse.invitation-moved")
        .AddStoredType<InvitationAccepted>("cobrowse.invitation-accepted")
        .AddStoredType<InvitationClosed>("cobrowse.invitation-closed")
        .AddStoredType<CobrowseSessionEnded>("cobrowse.session-ended")
        .AddStoredType<VisitorMerged>("identity.visitorMerged")
        .AddStoredType<Bell>("test.bell")
        .AddSubscriber<CobrowseRequested, Heard>()
        .AddSubscriber<CobrowseDisconnected, Heard>()
        .AddSubscriber<AgentStateChanged, Heard>()
        .AddSubscriber<AgentReplaced, Heard>()
        .AddSubscriber<ConversationChanged, Heard>()
        .AddSubscriber<Bell, Heard>();

    public Task HandleAsync(CobrowseRequested message, CancellationToken cancellation) => HearAsync(message);

    public Task HandleAsync(CobrowseDisconnected message, CancellationToken cancellation) => HearAsync(message);

    public Task HandleAsync(AgentStateChanged message, CancellationToken cancellation) => HearAsync(message);

    public Task HandleAsync(AgentReplaced message, CancellationToken cancellation) => HearAsync(message);

    public Task HandleAsync(ConversationChanged message, CancellationToken cancellation)
    {
        _changes.Enqueue(message);
        return Task.CompletedTask;
    }

    public Task HandleAsync(Bell message, CancellationToken cancellation)
    {
        Ring(message.Id).TrySetResult();
        return Task.CompletedTask;
    }

    /// <summary>Completes when the bell of this id was heard.</summary>
    public Task RungAsync(string id, CancellationToken cancellation) => Ring(id).Task.WaitAsync(TimeSpan.FromSeconds(20), cancellation);

    /// <summary>Everything heard so far.</summary>
    public IReadOnlyList<object> Drain()
    {
        var all = new List<object>();
        while (_messages.Reader.TryRead(out var message))
        {
            all.Add(message);
        }

        return all;
    }

    private Task HearAsync(object message) => _messages.Writer.WriteAsync(message).AsTask();

    private TaskCompletionSource Ring(string id) => _bells.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
