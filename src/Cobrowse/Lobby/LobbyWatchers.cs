using System.Collections.Concurrent;
using Pillion.Contracts;
using Pillion.Http;

namespace Pillion.Cobrowse.Lobby;

/// <summary>The streams that follow the lobby, each with the token that gave leave to.</summary>
internal sealed class LobbyWatchers(TimeProvider time)
{
    private readonly ConcurrentDictionary<Watcher, bool> _watchers = new();

    /// <summary>A stream that has just begun. It ends with what <see cref="Watcher.Over"/> says.</summary>
    public Watcher Enter(Caller caller, params ReadOnlySpan<CancellationToken> ends)
    {
        var watcher = new Watcher(this, caller, time.GetUtcNow(), ends);
        _watchers[watcher] = true;
        return watcher;
    }

    /// <summary>Ends the streams of tokens that were revoked.</summary>
    public void End(TokensRevoked message)
    {
        foreach (var (watcher, _) in _watchers)
        {
            watcher.EndIf(message);
        }
    }

    internal sealed class Watcher : IDisposable
    {
        private readonly LobbyWatchers _all;
        private readonly Caller _caller;
        private readonly DateTimeOffset _since;
        private readonly CancellationTokenSource _over;

        public Watcher(LobbyWatchers all, Caller caller, DateTimeOffset since, ReadOnlySpan<CancellationToken> ends) =>
            (_all, _caller, _since, _over) = (all, caller, since, CancellationTokenSource.CreateLinkedTokenSource(ends));

        public CancellationToken Over => _over.Token;

        public void EndIf(TokensRevoked message)
        {
            if (!message.Include(_caller.Login, _caller.UserId, _caller.ClientId, _since))
            {
                return;
            }

            try
            {
                _over.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The stream has ended by itself meanwhile.
            }
        }

        public void Dispose()
        {
            _all._watchers.TryRemove(this, out _);
            _over.Dispose();
        }
    }
}
