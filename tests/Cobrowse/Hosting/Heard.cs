using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Contracts;
using Pillion.Storage.Messages;

namespace Pillion.Cobrowse.Tests.Hosting;

/// <summary>What the other areas hear from this one.</summary>
internal sealed class Heard :
    ISubscriber<InvitationOffered>,
    ISubscriber<InvitationMoved>,
    ISubscriber<InvitationAccepted>,
    ISubscriber<InvitationClosed>,
    ISubscriber<CobrowseSessionEnded>
{
    private readonly Channel<object> _messages = Channel.CreateUnbounded<object>();

    public static void Subscribe(IServiceCollection services) => services
        .AddSingleton<Heard>()
        .AddStoredType<CobrowseRequested>("conversations.cobrowse-requested")
        .AddStoredType<CobrowseDisconnected>("conversations.cobrowse-disconnected")
        .AddStoredType<AgentStateChanged>("conversations.agent-state-changed")
        .AddStoredType<AgentReplaced>("conversations.agent-replaced")
        .AddStoredType<TokensRevoked>("identity.tokens-revoked")
        .AddSubscriber<InvitationOffered, Heard>()
        .AddSubscriber<InvitationMoved, Heard>()
        .AddSubscriber<InvitationAccepted, Heard>()
        .AddSubscriber<InvitationClosed, Heard>()
        .AddSubscriber<CobrowseSessionEnded, Heard>();

    public Task HandleAsync(InvitationOffered message, CancellationToken cancellation) => HearAsync(message);

    public Task HandleAsync(InvitationMoved message, CancellationToken cancellation) => HearAsync(message);

    public Task HandleAsync(InvitationAccepted message, CancellationToken cancellation) => HearAsync(message);

    public Task HandleAsync(InvitationClosed message, CancellationToken cancellation) => HearAsync(message);

    public Task HandleAsync(CobrowseSessionEnded message, CancellationToken cancellation) => HearAsync(message);

    /// <summary>The next message, which must be of this type.</summary>
    public async Task<T> NextAsync<T>()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience.Limit);
        return Assert.IsType<T>(await _messages.Reader.ReadAsync(limit.Token));
    }

    private async Task HearAsync(object message) => await _messages.Writer.WriteAsync(message);
}

internal static class Patience
{
    /// <summary>How long a test waits for what must happen; the machine may be busy.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
}
