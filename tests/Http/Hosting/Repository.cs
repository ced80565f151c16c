namespace Pillion.Http.Tests.Hosting;

/// <summary>The source tree, as the tests read it.</summary>
internal static class Repository
{
    /// <summary>Absolute path of the folder that holds Pillion.slnx.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>C# files below a folder of the repository, without build output.</summary>
    public static IEnumerable<string> SourceFiles(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string FindRoot(string from) =>
        File.Exists(Path.Combine(from, "Pillion.slnx")) ? from : FindRoot(Path.GetDirectoryName(from)!);
}
