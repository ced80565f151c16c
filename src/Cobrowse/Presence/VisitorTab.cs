using Pillion.Cobrowse.Assets;
using Pillion.Cobrowse.Assets.Fetching;
using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;

namespace Pillion.Cobrowse.Presence;

/// <summary>One connected tab of a visitor.</summary>
internal sealed class VisitorTab
{
    private readonly Lock _lock = new();
    private readonly ITimer _ackTimer;
    private (long Epoch, long Seq) _ack;
    private int _unacked;
    private LiveSession? _session;
    private LiveSession? _asked;

    public VisitorTab(LiveSocket socket, SiteView site, RecognizedVisitor visitor, string tabId, string origin, PageView page, string address, TimeProvider time)
    {
        (Socket, Site, TabId, Origin, Address) = (socket, site, tabId, origin, address);
        Page = Told(page);
        (Visitor, VisitorToken) = (visitor.Visitor, visitor.Token);
        Since = LastSeen = time.GetUtcNow();
        _ackTimer = time.CreateTimer(_ => SendAck(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public LiveSocket Socket { get; }

    public SiteView Site { get; }

    public string TabId { get; }

    /// <summary>The origin that the browser vouched for.</summary>
    public string Origin { get; }

    public string Address { get; }

    public VisitorView Visitor { get; private set; }

    public string VisitorToken { get; private set; }

    public PageView Page { get; private set; }

    /// <summary>False where the site's policy hides texts, and with them the titles of pages.</summary>
    public bool IsTitled => Site.PrivacyPolicy.Preset is "balanced" or "open";

    public DateTimeOffset Since { get; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>Wrong join codes that came from this socket.</summary>
    public int WrongCodes { get; set; }

    /// <summary>The join code that this tab shows.</summary>
    public string? ShownCode { get; set; }

    public AssetUploads Uploads { get; } = new();

    public FetchAllowance Fetches { get; } = new();

    /// <summary>The session that this tab carries.</summary>
    public LiveSession? Session => Volatile.Read(ref _session);

    /// <summary>The session for which this tab shows the prompt.</summary>
    public LiveSession? Prompt => Volatile.Read(ref _asked);

    public void Recognized(RecognizedVisitor visitor) => (Visitor, VisitorToken) = (visitor.Visitor, visitor.Token);

    public void Turned(PageView page, DateTimeOffset at) => (Page, LastSeen) = (Told(page), at);

    public void Carries(LiveSession session) => Volatile.Write(ref _session, session);

    /// <summary>The session is over, or another document carries it on.</summary>
    public void Released(LiveSession session) => Interlocked.CompareExchange(ref _session, null, session);

    /// <summary>A tab shows one prompt at a time: the newer one takes the place of the older.</summary>
    public void Asked(LiveSession session) => Interlocked.Exchange(ref _asked, session);

    /// <summary>Acknowledges soon: after a number of frames or a short time, whichever is first.</summary>
    public void AckSoon(long epoch, long seq)
    {
        lock (_lock)
        {
            _ack = (epoch, seq);
            _unacked++;
            if (_unacked == 1)
            {
                _ackTimer.Change(Limits.AckDelay, Timeout.InfiniteTimeSpan);
            }

            if (_unacked < Limits.AckEveryFrames)
            {
                return;
            }
        }

        SendAck();
    }

    /// <summary>A newer document or socket takes this one's place.</summary>
    public void GiveWay()
    {
        if (Session is not null)
        {
            Socket.Send(LiveJson.Event(new SupersededMessage()));
        }

        Socket.Close(CloseCode.Superseded, "this tab has a newer socket");
    }

    /// <summary>The socket is gone.</summary>
    public void Gone()
    {
        _ackTimer.Dispose();
        Session?.StopSharing(this);
        Prompt?.Forget(this);
    }

    private void SendAck()
    {
        lock (_lock)
        {
            if (_unacked > 0)
            {
                _unacked = 0;
                Socket.SendNewest("ack", LiveJson.Ack(_ack.Epoch, _ack.Seq));
            }
        }
    }

    private PageView Told(PageView page) => IsTitled ? page : page with { Title = "" };
}
