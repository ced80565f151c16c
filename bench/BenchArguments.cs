namespace Pillion.Bench;

/// <summary>What the command line asks for.</summary>
/// <param name="Quick">Fewer runs: the whole bench ends within a minute and a half.</param>
/// <param name="JsonFile">Where to write the measures as JSON.</param>
internal sealed record BenchArguments(string Name, bool Quick, string? JsonFile)
{
    /// <summary>Null when the command line can't be understood.</summary>
    public static BenchArguments? Parse(IReadOnlyList<string> args)
    {
        string? name = null, file = null;
        var quick = false;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "--quick":
                    quick = true;
                    break;
                case "--json" when i + 1 < args.Count:
                    file = args[++i];
                    break;
                case var word when name is null && !word.StartsWith('-'):
                    name = word;
                    break;
                default:
                    return null;
            }
        }

        return name is null ? null : new BenchArguments(name, quick, file);
    }
}
