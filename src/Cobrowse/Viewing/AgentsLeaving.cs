using Pillion.Cobrowse.Lobby;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Storage.Messages;

namespace Pillion.Cobrowse.Viewing;

/// <summary>An agent who has left a conversation sees nothing of its session any more.</summary>
internal sealed class AgentsLeaving(LiveSessions sessions, LobbyPulse pulse) : ISubscriber<AgentStateChanged>
{
    public Task HandleAsync(AgentStateChanged message, CancellationToken cancellation)
    {
        if (message.State is "disconnected" or "terminated")
        {
            sessions.Find(message.SessionId)?.Expel(message.AgentId);
        }

        pulse.Touch();
        return Task.CompletedTask;
    }
}
