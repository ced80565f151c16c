namespace Pillion.Cobrowse.Live;

/// <summary>The limits of the live protocol; docs/internals/live-protocol.md names the same ones.</summary>
internal static class Limits
{
    /// <summary>One WebSocket message.</summary>
    public const int MaxMessageBytes = 320 * 1024;

    /// <summary>A message above <see cref="MaxMessageBytes"/> is skipped, but not for ever.</summary>
    public const int MaxSkippedBytes = 32 * 1024 * 1024;

    /// <summary>One pointer, drawing or action.</summary>
    public const int MaxLightBytes = 64 * 1024;

    /// <summary>One keyframe or delta as sent, all parts.</summary>
    public const int MaxOrderedBytes = 32 * 1024 * 1024;

    /// <summary>Parts of one keyframe or delta.</summary>
    public const int MaxParts = 4096;

    /// <summary>One asset, all parts.</summary>
    public const int MaxAssetBytes = 8 * 1024 * 1024;

    /// <summary>Assets that are on their way at the same time on one socket.</summary>
    public const int MaxAssetsUnderway = 4;

    /// <summary>All assets that one socket may add to the store.</summary>
    public const long MaxAssetBytesPerSocket = 256L * 1024 * 1024;

    /// <summary>Assets that the server gets for one socket at the same time, those that wait included, and for all sockets.</summary>
    public const int MaxFetchesAtOnce = 4;
    public const int MaxFetchesUnderway = 32;
    public const int MaxFetchesInAll = 64;

    /// <summary>One style sheet that the server gets.</summary>
    public const int MaxFetchedSheetBytes = 2 * 1024 * 1024;

    /// <summary>One message with a part of such a sheet.</summary>
    public const int FetchedPartBytes = 256 * 1024;

    /// <summary>All assets that the server gets for one socket.</summary>
    public const long MaxFetchedBytesPerSocket = 64L * 1024 * 1024;

    public const int MaxFetchRedirects = 3;
    public const int LongestFetchUrl = 4096;

    /// <summary>One hello, welcome, request or event.</summary>
    public const int MaxJsonBytes = 64 * 1024;

    /// <summary>Hashes in one <c>have</c>.</summary>
    public const int MaxHashes = 256;

    /// <summary>Log kept in memory for one session.</summary>
    public const long MaxLogBytes = 64L * 1024 * 1024;

    /// <summary>Ordered messages that may wait for one agent before it is moved forward.</summary>
    public const int ViewerQueueFrames = 1024;

    /// <summary>Bytes of deltas that may wait for one agent before it is moved forward.</summary>
    public const long ViewerQueueBytes = 8L * 1024 * 1024;

    /// <summary>JSON and drawing frames that may wait for one socket; a socket beyond that is given up.</summary>
    public const int SocketQueueFrames = 256;

    /// <summary>Acks are sent after so many ordered frames, or after <see cref="AckDelay"/>.</summary>
    public const int AckEveryFrames = 32;

    /// <summary>Tabs that one visitor may have open.</summary>
    public const int MaxTabsPerVisitor = 20;

    /// <summary>Agents who may look into one session; each of them has one socket, the newest.</summary>
    public const int MaxViewers = 8;

    /// <summary>Sockets from one address; an office behind one address is a normal thing.</summary>
    public const int MaxSocketsPerAddress = 1000;

    /// <summary>New sockets from one address: so many at once, and so many a second in the long run.</summary>
    public const int SocketBurstPerAddress = 1000;
    public const int SocketsPerSecondPerAddress = 20;

    /// <summary>Wrong join codes on one socket.</summary>
    public const int MaxWrongCodesPerSocket = 5;

    /// <summary>Wrong join codes from one address within <see cref="WrongCodeWindow"/>.</summary>
    public const int MaxWrongCodesPerAddress = 20;

    /// <summary>Wrong join codes in the addresses of HTTP requests, from all sides within <see cref="WrongCodeWindow"/>.</summary>
    public const int MaxWrongCodesInAll = 500;

    /// <summary>Requests on one socket: so many at once, and so many a second in the long run.</summary>
    public const int RequestBurst = 100;
    public const int RequestsPerSecond = 20;

    /// <summary>Frames on one socket. The burst lets a visitor send again what was not acked.</summary>
    public const int FrameBurst = 20_000;
    public const int FramesPerSecond = 1000;

    /// <summary>Frames refused for their rate on one socket before it is given up.</summary>
    public const int MaxRefusedFrames = 20_000;

    /// <summary>Bytes on one socket; beyond them reading pauses, which slows the sender and loses nothing.</summary>
    public const int ByteBurst = 96 * 1024 * 1024;
    public const int BytesPerSecond = 8 * 1024 * 1024;

    /// <summary>Deltas since the keyframe that are worth a new one, in bytes, or twice the keyframe if that is more.</summary>
    public const long DeltasWorthKeyframe = 1024 * 1024;

    /// <summary>How long another host may take, with all redirects and bytes.</summary>
    public static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan FetchConnectTimeout = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan FetchConnectionLifetime = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan HelloTimeout = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan AckDelay = TimeSpan.FromMilliseconds(50);
    /// <summary>A sender is told again that it is too fast after this time; in between its frames are only counted.</summary>
    public static readonly TimeSpan RefusalPause = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan WrongCodeWindow = TimeSpan.FromMinutes(10);

    /// <summary>A keyframe older than this, with deltas since, is worth a new one.</summary>
    public static readonly TimeSpan KeyframeAge = TimeSpan.FromSeconds(60);

    /// <summary>A visitor who was asked for a keyframe is not asked again within this time.</summary>
    public static readonly TimeSpan KeyframeAnswer = TimeSpan.FromSeconds(10);

    /// <summary>How long a closing socket may take for its last messages and the closing handshake.</summary>
    public static readonly TimeSpan CloseGrace = TimeSpan.FromSeconds(5);

    /// <summary>A peer that answers no ping within the timeout is gone.</summary>
    public static readonly TimeSpan KeepAliveInterval = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(20);
}
