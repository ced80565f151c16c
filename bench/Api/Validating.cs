using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Pillion.Bench.Measuring;
using Pillion.Conversations.Starting;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Bench.Api;

/// <summary>What strictness costs a correct request: CPU on one thread, beyond parsing the same JSON.</summary>
internal static class Validating
{
    private static readonly Caller Caller = new("bench", null, new HashSet<string>(StringComparer.Ordinal), null);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(StartingRequest.Text(17));

    public static IReadOnlyList<Measure> Measure(int times)
    {
        Time(times, Parse);
        Time(times, ParseAndCheck);
        var parsing = Time(times, Parse);
        var checking = Time(times, ParseAndCheck);
        return [new Measure("what checking adds to parsing a correct request", "us", checking - parsing, new Dictionary<string, double>(StringComparer.Ordinal), null, 20)];
    }

    private static void Parse()
    {
        using var document = JsonDocument.Parse(Body);
    }

    private static void ParseAndCheck()
    {
        using var document = JsonDocument.Parse(Body);
        var faults = new List<Fault>();
        ByParticipants.Form.Read(BodyReader.Root(document.RootElement, faults), Caller);
        if (faults.Count > 0)
        {
            throw new InvalidOperationException("The request was meant to be correct.");
        }
    }

    private static double Time(int times, Action action)
    {
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < times; i++)
        {
            action();
        }

        return watch.Elapsed.TotalMicroseconds / times;
    }
}
