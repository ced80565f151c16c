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

    /// <summary>The key that a text comes nearest to; null when it has no letter and no digit.</summary>
    public static string? MeantKey(string text)
    {
        var words = string.Concat(text.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' '))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var key = string.Join('-', words);
        key = (key.Length > 40 ? key[..40] : key).Trim('-');
        return Key(key) is null ? key : null;
    }

    /// <summary>The address that was meant by one without a scheme, with plain http, or with more than an address has here.</summary>
    public static string? MeantUrl(string text)
    {
        if (Meant(text) is not { } uri)
        {
            return null;
        }

        var url = new UriBuilder(uri) { UserName = "", Password = "", Fragment = "" }.Uri.AbsoluteUri;
        return HomeUrl(url) is null ? url : null;
    }

    /// <summary>The origin of the address that was meant.</summary>
    public static string? MeantOrigin(string text) =>
        Meant(text) is { } uri && Origin(OriginOf(uri)) is null ? OriginOf(uri) : null;

    private static Uri? Meant(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > LongestUrl || trimmed.Any(c => c is '*' || char.IsWhiteSpace(c)))
        {
            return null;
        }

        var absolute = trimmed.Contains("://", StringComparison.Ordinal) ? trimmed : $"https://{trimmed}";
        return Uri.TryCreate(absolute, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && IsHost(uri.Host)
            ? uri.Scheme == "http" && !LoopbackHosts.Includes(uri.Host) ? new UriBuilder(uri) { Scheme = "https", Port = uri.IsDefaultPort ? -1 : uri.Port }.Uri : uri
            : null;
    }

    // "shop" alone is as likely a name as a host.
    private static bool IsHost(string host) => host.Contains('.', StringComparison.Ordinal) || LoopbackHosts.Includes(host);

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

    /// <summary>Where the server may get assets: an origin, plain http included, or <c>*</c>.</summary>
    public static string? AssetOrigin(string origin) =>
        origin == "*" || (origin.Length <= LongestUrl && Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && origin == OriginOf(uri))
            ? null
            : "This is an origin, such as https://cdn.example or https://cdn.example:8443, or \"*\" for every public one on ports 80 and 443.";

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

    [GeneratedRegex("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?\\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex KeyPattern();
}
