using System.Text.Json.Serialization;

namespace Pillion.Bench.Fidelity;

/// <summary>What an engine scores, as web/mirror/test/fidelity/run.mjs prints it.</summary>
internal sealed record EngineScore(
    [property: JsonPropertyName("probes")] int Probes,
    [property: JsonPropertyName("failed")] IReadOnlyList<string> Failed,
    [property: JsonPropertyName("failedLate")] IReadOnlyList<string> FailedLate,
    [property: JsonPropertyName("broken")] IReadOnlyList<string> Broken,
    [property: JsonPropertyName("drifts")] IReadOnlyList<Drift> Drifts,
    [property: JsonPropertyName("pages")] IReadOnlyList<Likeness> Pages);

/// <summary>How often the agent's tree was another one than the visitor's.</summary>
/// <param name="Source">What changed the page.</param>
/// <param name="Changes">Changes in one turn of the page's event loop.</param>
internal sealed record Drift(
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("changes")] int Changes,
    [property: JsonPropertyName("ticks")] int Ticks,
    [property: JsonPropertyName("drifted")] int Drifted);

/// <param name="Name">A real page.</param>
/// <param name="Differ">The share of its pixels that differ between visitor and agent, 0 to 1.</param>
internal sealed record Likeness(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("differ")] double Differ);
