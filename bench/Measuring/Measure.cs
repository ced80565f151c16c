using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pillion.Bench.Measuring;

/// <summary>One figure of a bench, beside the same figure of its peers in the same run. Less is better throughout.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">ms, MB, B.</param>
/// <param name="Ours">Pillion's figure: the median where there are several runs.</param>
/// <param name="Peers">The same measured for others, by their names.</param>
/// <param name="Limit">What the machine allows at best, measured in the same run; null where nothing can say.</param>
/// <param name="Goal">What we mean to reach; null where the comparison is the goal.</param>
internal sealed record Measure(
    [property: JsonPropertyName("measure")] string Name,
    [property: JsonPropertyName("unit")] string Unit,
    [property: JsonPropertyName("ours")] double Ours,
    [property: JsonPropertyName("peers")] IReadOnlyDictionary<string, double> Peers,
    [property: JsonPropertyName("limit")] double? Limit,
    [property: JsonPropertyName("goal")] double? Goal)
{
    /// <summary>True when the goal is reached; without one, when no peer is better.</summary>
    [JsonPropertyName("holds")]
    public bool Holds => Goal is { } goal ? Ours <= goal : Peers.Values.All(peer => Ours <= peer);

    /// <summary>Peers that have nothing to measure here, and why.</summary>
    [JsonPropertyName("absent")]
    public IReadOnlyDictionary<string, string> Absent { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>Prints measures for people and for programs.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true };

    public static void Print(IReadOnlyList<Measure> measures)
    {
        foreach (var measure in measures)
        {
            Console.WriteLine($"{(measure.Holds ? "holds " : "MISSES")}  {measure.Name,-58} {measure.Ours,10:0.#} {measure.Unit}");
            foreach (var (peer, value) in measure.Peers)
            {
                var ratio = measure.Ours > 0 ? $"   {value / measure.Ours:0.0#} x ours" : "";
                Console.WriteLine($"          {peer,-56} {value,10:0.#} {measure.Unit}{ratio}");
            }

            foreach (var (peer, reason) in measure.Absent)
            {
                Console.WriteLine($"          {peer,-56} {"absent",10}   {reason}");
            }

            if (measure.Limit is { } limit)
            {
                Console.WriteLine($"          {"at best on this machine",-56} {limit,10:0.#} {measure.Unit}   {measure.Ours / limit:0.0#} x that");
            }

            if (measure.Goal is { } goal)
            {
                Console.WriteLine($"          {"goal",-56} {goal,10:0.#} {measure.Unit}");
            }
        }
    }

    public static Task WriteAsync(IReadOnlyList<Measure> measures, string file) =>
        File.WriteAllTextAsync(file, JsonSerializer.Serialize(measures, Json) + "\n");
}

/// <summary>Reads samples.</summary>
internal static class Samples
{
    public static double Median(IEnumerable<double> samples)
    {
        var sorted = samples.Order().ToArray();
        return sorted.Length % 2 == 1
            ? sorted[sorted.Length / 2]
            : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
