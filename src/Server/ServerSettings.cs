using System.Net;
using Pillion.Http;
using Pillion.Server.Telemetry;
using Pillion.Storage;

namespace Pillion.Server;

/// <summary>What the host itself is told: addresses, folders and the API's bounds. Everything else belongs to the areas.</summary>
internal sealed record ServerSettings(
    string[] ListenUrls, Addresses Addresses, DataFolder Data, WebFiles Web, ApiSettings Api, TelemetrySettings Telemetry)
{
    private const int DefaultPort = 8080;

    /// <summary>Where the server listens, the port of the metrics included: on loopback where the server itself is.</summary>
    public string[] AllUrls => Telemetry.PrometheusPort is { } port ? [.. ListenUrls, $"http://{(Array.TrueForAll(ListenUrls, IsLoopback) ? "localhost" : "*")}:{port}"] : ListenUrls;

    /// <summary>
    /// Reads the section <c>Pillion</c> (<c>PublicUrl</c>, <c>ViewerUrl</c>, <c>Data</c>, <c>Web</c>, <c>RateLimits</c>,
    /// <c>Cors</c>, <c>Telemetry</c>) and the short environment names <c>PORT</c> and <c>PILLION_DATA</c>.
    /// </summary>
    /// <exception cref="SettingsException">Something is wrong; the message names all of it.</exception>
    public static ServerSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var faults = new List<string>();
        var section = configuration.GetSection("Pillion");
        RefuseUnknown(section, ["PublicUrl", "ViewerUrl", "Data", "Web", "Seed", "RateLimits", "Cors", "Telemetry"], faults);

        var port = Port(configuration["PORT"], faults);
        var publicUrl = Url(section, "PublicUrl", $"http://localhost:{port}", faults);
        var viewerUrl = Url(section, "ViewerUrl", $"http://view.localhost:{port}", faults);
        if (publicUrl == viewerUrl)
        {
            faults.Add("Pillion:ViewerUrl must be an origin of its own, not that of Pillion:PublicUrl: mirrored pages are hostile input.");
        }

        var listen = ReadListenUrls(configuration, environment, port, faults);
        var web = section["Web"] ?? Path.Combine(AppContext.BaseDirectory, "web");
        if (!Directory.Exists(web))
        {
            faults.Add($"Pillion:Web names the folder {web}, which does not exist; build the browser parts with `npm run build` in web/.");
        }

        var api = ApiSettings.Read(section, faults);
        var telemetry = TelemetrySettings.Read(configuration, section, listen, faults);
        if (faults.Count > 0)
        {
            throw new SettingsException(faults);
        }

        var data = configuration["PILLION_DATA"] ?? section["Data"] ?? Path.GetFullPath("data");
        return new ServerSettings(listen, new Addresses(publicUrl, viewerUrl), new DataFolder(data), new WebFiles(Path.GetFullPath(web)), api, telemetry);
    }

    private static string[] ReadListenUrls(IConfiguration configuration, IHostEnvironment environment, int port, List<string> faults)
    {
        if (configuration["urls"] is not { Length: > 0 } given)
        {
            return [environment.IsDevelopment() ? $"http://localhost:{port}" : $"http://*:{port}"];
        }

        var urls = given.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (environment.IsDevelopment() && !Array.TrueForAll(urls, IsLoopback))
        {
            faults.Add($"Development mode has well-known credentials, so it listens on loopback only; \"{given}\" is not loopback.");
        }

        return urls;
    }

    private static bool IsLoopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)));

    private static int Port(string? text, List<string> faults)
    {
        if (string.IsNullOrEmpty(text))
        {
            return DefaultPort;
        }

        if (int.TryParse(text, out var port) && port is > 0 and < 65536)
        {
            return port;
        }

        faults.Add($"PORT must be a number from 1 to 65535; it is \"{text}\".");
        return DefaultPort;
    }

    private static string Url(IConfigurationSection section, string key, string otherwise, List<string> faults)
    {
        var text = (section[key] ?? otherwise).TrimEnd('/');
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/")
        {
            faults.Add($"Pillion:{key} must be an origin such as https://cobrowse.example.com; it is \"{text}\".");
        }

        return text;
    }

    /// <summary>Adds a sentence for every name in a section that is not known there.</summary>
    public static void RefuseUnknown(IConfigurationSection section, IReadOnlyList<string> known, List<string> faults)
    {
        foreach (var child in section.GetChildren().Where(child => !known.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var nearest = Kernel.Nearest.To(child.Key, known);
            faults.Add($"{child.Path} is not a setting.{(nearest is null ? "" : $" Did you mean {section.Path}:{nearest}?")}");
        }
    }
}

/// <summary>The configuration can't be used. All faults are in the message, one a line.</summary>
public sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception($"The configuration can't be used:{Environment.NewLine}{string.Join(Environment.NewLine, faults.Select(fault => $"  - {fault}"))}");
