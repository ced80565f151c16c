using Microsoft.Extensions.Configuration;
using Pillion.Kernel;

namespace Pillion.Identity.Seeding;

/// <summary>
/// Reads one entry of the configuration strictly: a name that nobody asked for is a fault, so that a mistyped setting
/// does not go unnoticed.
/// </summary>
internal sealed class SeedEntry(IConfigurationSection section, List<string> faults)
{
    private readonly List<string> _asked = [];

    /// <summary>The entry's own name: <c>dev</c> in <c>Pillion:Seed:Clients:dev</c>.</summary>
    public string Name => section.Key;

    public bool Has(string name) => section.GetSection(name).Exists();

    public void Refuse(string name, string problem) => faults.Add($"{section.Path}:{name}: {problem}");

    public string? Text(string name, bool required = false)
    {
        _asked.Add(name);
        var value = section[name];
        if (!string.IsNullOrWhiteSpace(value))
        {
            return value;
        }

        if (section.GetSection(name).GetChildren().Any())
        {
            Refuse(name, "this must be one value, not a list or a group.");
        }
        else if (required)
        {
            Refuse(name, "this is needed.");
        }

        return null;
    }

    /// <summary>A text for which <paramref name="problem"/> finds nothing wrong.</summary>
    public string? Text(string name, Func<string, string?> problem, bool required = false)
    {
        if (Text(name, required) is not { } value)
        {
            return null;
        }

        if (problem(value) is not { } wrong)
        {
            return value;
        }

        Refuse(name, wrong);
        return null;
    }

    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
        {
            return false;
        }

        if (bool.TryParse(text, out var flag))
        {
            return flag;
        }

        Refuse(name, "this must be true or false.");
        return false;
    }

    public int Integer(string name, int least, int most, int otherwise)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"this must be a whole number from {least} to {most}.");
        return otherwise;
    }

    /// <summary>A list, written as an array or as one text with spaces between the items.</summary>
    public IReadOnlyList<string> List(string name, Func<string, string?> problem) => Items(name, ' ', problem);

    /// <summary>A list whose items may hold spaces: an array, or one item.</summary>
    public IReadOnlyList<string> Lines(string name, Func<string, string?> problem) => Items(name, '\n', problem);

    private string[] Items(string name, char separator, Func<string, string?> problem)
    {
        _asked.Add(name);
        var child = section.GetSection(name);
        var items = child.Value is { } text
            ? text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : child.GetChildren().Select(item => item.Value ?? "").ToArray();
        foreach (var item in items)
        {
            if (problem(item) is { } wrong)
            {
                Refuse(name, $"\"{item}\": {wrong}");
            }
        }

        return items;
    }

    /// <summary>The group of settings below a name; empty when there is none.</summary>
    public SeedEntry Group(string name)
    {
        _asked.Add(name);
        return new SeedEntry(section.GetSection(name), faults);
    }

    /// <summary>Refuses every name that nobody asked for. Call it last.</summary>
    public void Close()
    {
        foreach (var name in section.GetChildren().Select(child => child.Key))
        {
            if (!_asked.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                var nearest = Nearest.To(name, _asked);
                Refuse(name, nearest is null ? $"this is not known. Known here: {string.Join(", ", _asked)}." : $"this is not known. Did you mean {nearest}?");
            }
        }
    }
}
