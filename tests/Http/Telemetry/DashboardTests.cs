using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Pillion.Http.Tests.Hosting;

namespace Pillion.Http.Tests.Telemetry;

/// <summary>The dashboard in the documentation shows what there is.</summary>
public sealed partial class DashboardTests(SharedHost shared)
{
    [Fact]
    public async Task Every_metric_that_it_asks_for_exists()
    {
        var dashboard = await File.ReadAllTextAsync(Repository.At("docs", "operations", "grafana-dashboard.json"), TestContext.Current.CancellationToken);
        var there = Published(shared.Host.Services.GetRequiredService<IMeterFactory>());

        var asked = OwnMetric().Matches(dashboard).Select(match => match.Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();

        Assert.True(asked.Count >= 10, $"only {asked.Count} metrics are asked for");
        Assert.Equal([], asked.Except(there, StringComparer.Ordinal));
    }

    // As the exporter names them.
    private static HashSet<string> Published(IMeterFactory meters)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name.StartsWith("pillion.", StringComparison.Ordinal))
            {
                var name = instrument.Name.Replace('.', '_');
                names.Add(instrument switch
                {
                    Counter<long> => $"{name}_total",
                    Histogram<double> => $"{name}_seconds_bucket",
                    _ => name,
                });
            }
        };
        listener.Start();
        return names;
    }

    [GeneratedRegex(@"\bpillion_(?:sessions|presence|live|notifications)\w*", RegexOptions.None, 1000)]
    private static partial Regex OwnMetric();
}
