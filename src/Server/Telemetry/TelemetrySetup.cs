using OpenTelemetry;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Pillion.Server.Telemetry;

/// <summary>Gives metrics and traces to whoever the settings name, in the terms of OpenTelemetry.</summary>
internal static class TelemetrySetup
{
    private const string MetricsPath = "/metrics";

    private static readonly string[] Meters =
        ["Pillion.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    public static void AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        if (!settings.IsOn)
        {
            return;
        }

        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("pillion", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3)))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Meters);
                if (settings.PrometheusPort is not null)
                {
                    metrics.AddPrometheusExporter();
                }
            });
        if (settings.Exports)
        {
            telemetry.WithTracing(traces => traces.AddAspNetCoreInstrumentation(WithoutContent)).UseOtlpExporter();
        }
    }

    /// <summary>Answers <c>/metrics</c> on the port that is for it, and nothing else there. Place it first.</summary>
    public static void UsePrometheus(this WebApplication app, TelemetrySettings settings)
    {
        if (settings.PrometheusPort is not { } port)
        {
            return;
        }

        app.UseWhen(context => context.Connection.LocalPort == port, metrics =>
        {
            metrics.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == MetricsPath);
            metrics.Run(context =>
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return context.Response.WriteAsync($"This port has {MetricsPath} only.\n", context.RequestAborted);
            });
        });
    }

    // Addresses can have a join code or a signature in them. The route says what was asked for, and the correlation id which
    // request it was.
    private static void WithoutContent(AspNetCoreTraceInstrumentationOptions options)
    {
        options.Filter = context => !context.WebSockets.IsWebSocketRequest && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
        options.EnrichWithHttpResponse = (activity, _) =>
        {
            activity.SetTag("url.path", null);
            activity.SetTag("url.query", null);
        };
        options.RecordException = false;
    }
}
