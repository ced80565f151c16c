using System.Text.RegularExpressions;
using Pillion.Kernel;

namespace Pillion.Identity.Sites;

/// <summary>What the parts of a site may look like. Every check answers null, or a sentence that says what is wrong.</summary>
internal static partial class SiteRules
{
    public const int MostOrigins = 20;
    public const int MostSelectors = 200;
    public const int LongestName = 100;
    public const int LongestUrl = 2_000;
    public const int ShortestSecret = 32;
    public const int LongestSecret = 256;

    /// <summary>Bounds of <c>waitSeconds</c>: none at all to a week.</summary>
    public const int LongestWait = 604_800;
    public const int DefaultWait = 900;

    /// <summary>Bounds of <c>patienceSeconds</c>: a page change takes seconds, a lost phone signal minutes.</summary>
    public const int ShortestPatience = 5;
    public const int LongestPatience = 3_600;
    public const int DefaultPatience = 120;

    public const string DefaultPreset = "balanced";

    public static IReadOnlyList<string> Presets { get; } = ["private", "balanced", "open"];

    public static string? Key(string key) => Ids.IsId(key)
        ? "A key must not look like an id."
        : KeyPattern().IsMatch(key)
            ? null
            : "A key has 1 to 40 lower-case letters, digits and inner dashes, such as \"my-shop\".";

    public static string? HomeUrl(string url)
    {
        if (url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return "This must be an absolute address, such as https://shop.example/.";
        }

        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return "An address here has no user name and no #fragment; join links add one of their own.";
        }

        return Scheme(uri);
    }

    public static string? Origin(string origin)
    {
        if (origin.Length > LongestUrl || !Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return "An origin is scheme, host and, if it is not the usual one, port: https://shop.example. There are no wildcards.";
        }

        return Scheme(uri)
            ?? (origin == OriginOf(uri) ? null : $"Browsers send this origin as {OriginOf(uri)}; write it that way.");
    }

    /// <summary>The origin of an address as browsers write it in the Origin header (RFC 6454, 6.2).</summary>
    public static string OriginOf(Uri uri) =>
        $"{uri.Scheme}://{(uri.HostNameType == UriHostNameType.Dns ? uri.IdnHost.ToLowerInvariant() : uri.Host)}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";

    public static string? Secret(string secret) => secret.Length is < ShortestSecret or > LongestSecret || secret.Any(c => c is < '!' or > '~')
        ? $"A secret has {ShortestSecret} to {LongestSecret} printable ASCII characters without spaces."
        : null;

    private static string? Scheme(Uri uri) => uri.Scheme switch
    {
        "https" => null,
        "http" when LoopbackHosts.Includes(uri.Host) => null,
        "http" => "Plain http is accepted for this machine's own addresses only; use https.",
        _ => "Only https is accepted, and http for this machine's own addresses.",
    };

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex KeyPattern();
}
