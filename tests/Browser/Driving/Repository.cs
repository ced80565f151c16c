namespace Pillion.Browser.Tests.Driving;

/// <summary>Where things are in the source tree.</summary>
internal static class Repository
{
    /// <summary>Absolute path of the folder that holds Pillion.slnx.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Absolute path of something in the repository.</summary>
    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find(string from) =>
        File.Exists(Path.Combine(from, "Pillion.slnx")) ? from : Find(Path.GetDirectoryName(from)!);
}
