using System.Xml.Linq;

namespace Pillion.Architecture.Tests;

/// <summary>The source tree, as the tests read it.</summary>
internal static class Repository
{
    /// <summary>Absolute path of the folder that holds Pillion.slnx.</summary>
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>Every project below src by its short name (<c>Kernel</c>), with the short names that it references.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> References { get; } = Directory
        .EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories)
        .ToDictionary(ShortName, ReadReferences, StringComparer.Ordinal);

    /// <summary>C# files below a folder of the repository, without build output.</summary>
    public static IEnumerable<string> SourceFiles(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IReadOnlyList<string> ReadReferences(string project) => XDocument.Load(project)
        .Descendants("ProjectReference")
        .Select(reference => ShortName(reference.Attribute("Include")!.Value.Replace('\\', '/')))
        .ToList();

    private static string ShortName(string project) => Path.GetFileNameWithoutExtension(project).Replace("Pillion.", "", StringComparison.Ordinal);

    private static string FindRoot(string from) =>
        File.Exists(Path.Combine(from, "Pillion.slnx")) ? from : FindRoot(Path.GetDirectoryName(from)!);
}
