using System.Text;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Tests.Hosting;

namespace Pillion.Cobrowse.Tests.Sessions;

/// <summary>
/// Random stories of sending, losing sockets, coming back, reloading and restarting, on real sockets. However they
/// go, the agent ends with the visitor's very page, and no change was ever applied twice.
/// </summary>
public sealed class InterleavingTests
{
    private const int Steps = 60;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public async Task Nothing_is_lost_and_nothing_comes_twice(int seed)
    {
        await using var scene = await Scene.SharingAsync();
        var dice = new Random(seed);
        var told = new List<string>();
        var visitor = new Document(scene);
        await using var agent = new Screen(scene);
        try
        {
            await visitor.KeyframeAsync();
            await agent.ComeAsync();
            for (var step = 0; step < Steps; step++)
            {
                var what = dice.Next(100);
                told.Add(what switch { < 60 => "change", < 68 => "keyframe", < 80 => "visitor lost", < 86 => "reload", < 98 => "agent lost", _ => "restart" });
                await (what switch
                {
                    < 60 => visitor.ChangeAsync(),
                    < 68 => visitor.KeyframeAsync(),
                    < 80 => visitor.ComeBackAsync(reload: false),
                    < 86 => visitor.ComeBackAsync(reload: true),
                    < 98 => agent.ComeBackAsync(abrupt: dice.Next(2) == 0),
                    _ => RestartAsync(scene, visitor, agent),
                });
            }

            await visitor.KeptAsync();
            Assert.Equal(visitor.Page, await agent.ReadAsync(visitor.Epoch, visitor.Seq));
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            throw new InvalidOperationException($"Seed {seed}: {string.Join(", ", told)}", problem);
        }
        finally
        {
            await visitor.DisposeAsync();
        }
    }

    private static async Task RestartAsync(Scene scene, Document visitor, Screen agent)
    {
        await scene.App.RestartAsync();
        await visitor.ComeBackAsync(reload: false);
        await agent.ComeBackAsync(abrupt: true);
    }

    /// <summary>A document that keeps what is not acknowledged and sends it again, as the snippet does.</summary>
    private sealed class Document(Scene scene) : IAsyncDisposable
    {
        private readonly List<(FrameKind Kind, long Seq, string Text)> _unacked = [];
        private VisitorClient _socket = scene.Visitor;
        private int _changes;

        public string Page { get; private set; } = "";

        public long Epoch => _socket.Epoch;

        public long Seq { get; private set; }

        public Task ChangeAsync()
        {
            var change = $"{++_changes};";
            Page += change;
            return SendAsync(FrameKind.Delta, change);
        }

        public Task KeyframeAsync() => SendAsync(FrameKind.Keyframe, Page);

        /// <summary>Everything sent is in the log.</summary>
        public Task KeptAsync() =>
            _socket.Welcome["session"]?["acked"]!.GetValue<long>() == Seq ? Task.CompletedTask : _socket.AckedAsync();

        public async Task ComeBackAsync(bool reload)
        {
            await _socket.DropAsync();
            _socket.Seq = Seq;
            var back = await _socket.ReconnectAsync(scene.App, reload);
            _socket = back;
            var session = back.Welcome["session"]!;
            var acked = session["acked"]!.GetValue<long>();
            if (reload || session["keyframe"]!.GetValue<bool>())
            {
                _unacked.Clear();
                Seq = reload ? 0 : Math.Max(Seq, acked);
                await KeyframeAsync();
                return;
            }

            _unacked.RemoveAll(frame => frame.Seq <= acked);
            foreach (var (kind, seq, text) in _unacked)
            {
                await back.SendAsync(kind, Encoding.UTF8.GetBytes(text), Epoch, seq);
            }

            _socket.Seq = Seq;
        }

        public ValueTask DisposeAsync() => _socket.DisposeAsync();

        private async Task SendAsync(FrameKind kind, string text)
        {
            _unacked.Add((kind, ++Seq, text));
            _socket.Seq = Seq;
            await _socket.SendAsync(kind, Encoding.UTF8.GetBytes(text), Epoch, Seq);
        }
    }

    /// <summary>A viewer that applies frames strictly and comes back from where it was.</summary>
    private sealed class Screen(Scene scene) : IAsyncDisposable
    {
        private AgentClient _socket = null!;
        private string _page = "";
        private long _epoch;
        private long _seq;

        public async Task ComeAsync() => _socket = await AgentClient.JoinAsync(scene.App, scene.Conversation, _epoch, _seq);

        public async Task ComeBackAsync(bool abrupt)
        {
            if (abrupt)
            {
                await _socket.DropAsync();
            }

            foreach (var received in _socket.Waiting.Where(received => FrameCodec.IsOrdered(received.Frame.Kind)))
            {
                Apply(received.Frame);
            }

            var older = _socket;
            await ComeAsync();
            await older.DisposeAsync();
        }

        public async Task<string> ReadAsync(long epoch, long seq)
        {
            while ((_epoch, _seq) != (epoch, seq))
            {
                Apply(await _socket.OrderedAsync());
            }

            return _page;
        }

        public ValueTask DisposeAsync() => _socket?.DisposeAsync() ?? ValueTask.CompletedTask;

        private void Apply(Frame frame)
        {
            var text = Encoding.UTF8.GetString(frame.Payload.Span);
            if (frame.Kind == FrameKind.Keyframe)
            {
                Assert.True((frame.Epoch, frame.Seq).CompareTo((_epoch, _seq)) >= 0, $"keyframe {frame.Epoch}/{frame.Seq} after {_epoch}/{_seq}");
                _page = text;
            }
            else
            {
                Assert.Equal((_epoch, _seq + 1), (frame.Epoch, frame.Seq));
                _page += text;
            }

            (_epoch, _seq) = (frame.Epoch, frame.Seq);
        }
    }
}
