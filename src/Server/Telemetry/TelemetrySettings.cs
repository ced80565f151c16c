using System.Globalization;

namespace Pillion.Server.Telemetry;

/// <summary>Who is told how the server fares. Without any of it nothing is collected.</summary>
/// <param name="PrometheusPort">The port on which a Prometheus server may ask for <c>/metrics</c>; null for none.</param>
/// <param name="Exports">Metrics and traces are sent by OTLP: the standard environment variables name a receiver.</param>
internal sealed record TelemetrySettings(int? PrometheusPort, bool Exports)
{
    // OpenTelemetry, "OpenTelemetry Protocol Exporter", endpoint configuration.
    private static readonly string[] Receivers =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    public bool IsOn => Exports || PrometheusPort is not null;

    /// <summary>Reads the section <c>Telemetry</c>, and adds a sentence for everything that is wrong.</summary>
    /// <param name="listening">The addresses of the server itself.</param>
    public static TelemetrySettings Read(IConfiguration configuration, IConfigurationSection pillion, IReadOnlyList<string> listening, List<string> faults)
    {
        var section = pillion.GetSection("Telemetry");
        ServerSettings.RefuseUnknown(section, [nameof(PrometheusPort)], faults);
        return new TelemetrySettings(ReadPort(section, listening, faults), Array.Exists(Receivers, name => !string.IsNullOrEmpty(configuration[name])));
    }

    private static int? ReadPort(IConfigurationSection section, IReadOnlyList<string> listening, List<string> faults)
    {
        if (section[nameof(PrometheusPort)] is not { Length: > 0 } text)
        {
            return null;
        }

        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            faults.Add($"{section.Path}:{nameof(PrometheusPort)} must be a number from 1 to 65535; it is \"{text}\".");
        }
        else if (listening.Any(url => url.EndsWith($":{text}", StringComparison.Ordinal)))
        {
            faults.Add($"{section.Path}:{nameof(PrometheusPort)} must be a port of its own, so that only those who may see the metrics can reach it; {port} is the server's.");
        }

        return port;
    }
}
