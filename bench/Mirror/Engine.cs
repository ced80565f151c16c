namespace Pillion.Bench.Mirror;

/// <summary>Something that captures pages.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="Bundle">Its name among the bundles in bench/peers/mirror.</param>
/// <param name="Ingests">It sends from a worker of its own, so that its bytes are counted where they arrive.</param>
/// <param name="Rebuilds">It has an open part that rebuilds the page.</param>
internal sealed record Engine(string Name, string Bundle, bool Ingests = false, bool Rebuilds = false)
{
    public static readonly Engine Pillion = new("Pillion", "pillion", Rebuilds: true);

    /// <summary>The page by itself: what it costs is taken off what it costs with an engine.</summary>
    public static readonly Engine None = new("no engine", "none");

    public static readonly IReadOnlyList<Engine> Peers =
    [
        new Engine("rrweb", "rrweb", Rebuilds: true),
        new Engine("@rrweb/record", "rrweb-record"),
        new Engine("@openreplay/tracker", "openreplay", Ingests: true),
    ];
}
