using System.Globalization;
using System.Net;
using Pillion.Http.Limiting;

namespace Pillion.Server;

/// <summary>What the API is told: how much one caller may ask, and from which origins browsers may call.</summary>
internal sealed record ApiSettings(RateLimits Rates, IReadOnlyList<string> Origins)
{
    private const int MostOrigins = 100;

    /// <summary>Reads the sections <c>RateLimits</c> and <c>Cors</c>, and adds a sentence for everything that is wrong.</summary>
    public static ApiSettings Read(IConfigurationSection pillion, List<string> faults)
    {
        var rates = pillion.GetSection("RateLimits");
        var cors = pillion.GetSection("Cors");
        ServerSettings.RefuseUnknown(rates, [nameof(RateLimits.PerMinute), nameof(RateLimits.Burst), nameof(RateLimits.AnonymousPerMinute), nameof(RateLimits.AnonymousBurst)], faults);
        ServerSettings.RefuseUnknown(cors, ["AllowedOrigins"], faults);
        var otherwise = RateLimits.Default;
        return new ApiSettings(
            new RateLimits(
                Number(rates, nameof(RateLimits.PerMinute), otherwise.PerMinute, faults),
                Number(rates, nameof(RateLimits.Burst), otherwise.Burst, faults),
                Number(rates, nameof(RateLimits.AnonymousPerMinute), otherwise.AnonymousPerMinute, faults),
                Number(rates, nameof(RateLimits.AnonymousBurst), otherwise.AnonymousBurst, faults)),
            ReadOrigins(cors.GetSection("AllowedOrigins"), faults));
    }

    private static int Number(IConfigurationSection section, string key, int otherwise, List<string> faults)
    {
        if (section[key] is not { Length: > 0 } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= RateLimits.Least and <= RateLimits.Most)
        {
            return number;
        }

        faults.Add($"{section.Path}:{key} must be a number from {RateLimits.Least} to {RateLimits.Most}; it is \"{text}\".");
        return otherwise;
    }

    private static List<string> ReadOrigins(IConfigurationSection section, List<string> faults)
    {
        if (section.Value is { Length: > 0 } single)
        {
            faults.Add($"{section.Path} must be a list, such as {section.Path}:0={single}.");
            return [];
        }

        var origins = new List<string>();
        foreach (var entry in section.GetChildren())
        {
            var origin = entry.Value ?? "";
            if (Problem(origin) is { } problem)
            {
                faults.Add($"{entry.Path}: {problem} It is \"{origin}\".");
            }
            else if (origins.Contains(origin))
            {
                faults.Add($"{entry.Path}: {origin} is given twice.");
            }

            origins.Add(origin);
        }

        if (origins.Count > MostOrigins)
        {
            faults.Add($"{section.Path} may hold at most {MostOrigins} origins; it holds {origins.Count}.");
        }

        return origins;
    }

    private static string? Problem(string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0 || origin.Contains('*', StringComparison.Ordinal))
        {
            return "An origin is scheme, host and, if it is not the usual one, port: https://app.example.com. There are no wildcards.";
        }

        var exact = $"{uri.Scheme}://{(uri.HostNameType == UriHostNameType.Dns ? uri.IdnHost.ToLowerInvariant() : uri.Host)}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}";
        return uri.Scheme == "http" && !IsLoopback(uri) ? "Tokens travel with the calls, so plain http is accepted for this machine's own addresses only; use https."
            : origin != exact ? $"Browsers send this origin as {exact}; write it that way."
            : null;
    }

    private static bool IsLoopback(Uri uri) => uri.Host is "localhost" || uri.Host.EndsWith(".localhost", StringComparison.Ordinal)
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
