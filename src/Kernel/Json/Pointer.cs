namespace Pillion.Kernel.Json;

/// <summary>JSON Pointers, RFC 6901. The empty text points at the whole document.</summary>
public static class Pointer
{
    /// <summary>The pointer of a member of the object at <paramref name="parent"/>.</summary>
    public static string Of(string parent, string name) =>
        $"{parent}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    /// <summary>The pointer of an item of the array at <paramref name="parent"/>.</summary>
    public static string Of(string parent, int index) => $"{parent}/{index}";

    /// <summary>The name that one step of a pointer stands for.</summary>
    public static string Unescape(string step) =>
        step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
