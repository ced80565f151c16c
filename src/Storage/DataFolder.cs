namespace Pillion.Storage;

/// <summary>The folder in which everything lives that survives a restart.</summary>
public sealed class DataFolder
{
    public DataFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(Path);
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Absolute path of a file or folder inside.</summary>
    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);
}
