using Pillion.Bench;
using Pillion.Bench.Api;
using Pillion.Bench.Fidelity;
using Pillion.Bench.Measuring;
using Pillion.Bench.Mirror;
using Pillion.Bench.Start;

if (args is [ApiBench.BareCommand, var folder])
{
    await BareServer.RunAsync(folder);
    return 0;
}

Dictionary<string, (string What, Func<bool, Task<IReadOnlyList<Measure>>> RunAsync)> benches = new(StringComparer.Ordinal)
{
    ["start"] = ("start, idle memory, bundle sizes, from POST to the prompt, from consent to the first picture", StartBench.RunAsync),
    ["api"] = ("creating and reading conversations, beside a bare durable insert and a mock of the OpenAPI file", ApiBench.RunAsync),
    ["mirror"] = ("capturing and rebuilding pages beside rrweb and OpenReplay's tracker: main thread, bytes, latency, memory", MirrorBench.RunAsync),
    ["fidelity"] = ("what an agent sees of what a visitor sees, beside rrweb: probes, drift under random changes, pixels of real pages", FidelityBench.RunAsync),
};

var arguments = BenchArguments.Parse(args);
if (arguments is null || arguments.Name == "list" || !benches.TryGetValue(arguments.Name, out var bench))
{
    Console.WriteLine("usage: ./pillion bench NAME [--quick] [--json FILE]");
    foreach (var (name, (what, _)) in benches)
    {
        Console.WriteLine($"  {name,-10} {what}");
    }

    return arguments?.Name == "list" ? 0 : 2;
}

var measures = await bench.RunAsync(arguments.Quick);
Report.Print(measures);
if (arguments.JsonFile is { } file)
{
    await Report.WriteAsync(measures, file);
}

return 0;
