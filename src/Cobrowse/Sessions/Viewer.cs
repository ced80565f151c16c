using Pillion.Cobrowse.Live;

namespace Pillion.Cobrowse.Sessions;

/// <summary>One agent's socket in a session, and their place in the log.</summary>
internal sealed class Viewer(LiveSession session, AgentName agent, LiveSocket socket, JoinClaims token) : IFrameSource
{
    public AgentName Agent => agent;

    public LiveSocket Socket => socket;

    /// <summary>What gave this agent leave to look on.</summary>
    public JoinClaims Token => token;

    public LiveSession Session => session;

    /// <summary>Where this agent's pointer waits on the way to the visitor.</summary>
    public string Slot { get; } = $"agent:{agent.Id}";

    /// <summary>Position in the session's log; the session's lock guards it.</summary>
    public long Position { get; set; }

    /// <summary>What comes from this position on, the viewer gets as it comes; the session's lock guards it.</summary>
    public long LiveFrom { get; set; }

    /// <summary>When the viewer last asked to start over; the session's lock guards it.</summary>
    public DateTimeOffset? RewoundAt { get; set; }

    public bool TryTake(out ReadOnlyMemory<byte> message) => session.TryTake(this, out message);
}
