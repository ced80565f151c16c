using Pillion.Browser.Tests.Driving;

namespace Pillion.Bench.Measuring;

/// <summary>Starts Pillion's own server, as `./pillion dev` does.</summary>
internal static class PillionServer
{
    /// <param name="data">The data folder.</param>
    /// <param name="settings">Further environment variables.</param>
    public static Task<ServerUnderTest> StartAsync(string data, IReadOnlyDictionary<string, string>? settings = null) => ServerUnderTest.StartAsync(
        "dotnet",
        [Repository.At("artifacts", "bin", "Pillion.Server", "release", "Pillion.Server.dll"), "--environment", "Development"],
        "/health/ready",
        new Dictionary<string, string>(settings ?? new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            ["PILLION_DATA"] = data,
            ["Pillion__Web"] = Repository.At("web", "dist"),
        });
}

/// <summary>A folder that is gone when the measurement is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("pillion-bench-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
