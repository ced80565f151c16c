using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>The wrap-up codes of this server.</summary>
internal sealed class WrapUpCatalog(IStore store)
{
    /// <summary>Codes that one server may have; agents choose from a list of them.</summary>
    public const int MostCodes = 1000;

    /// <summary>Codes that a refusal names.</summary>
    public const int MostNamed = 20;

    public const int LongestName = 200;

    private const string Kind = "wrapupcode";

    /// <summary>All codes, by name.</summary>
    public async ValueTask<IReadOnlyList<WrapUpCode>> ListAsync(CancellationToken cancellation)
    {
        var page = await store.ListAsync<WrapUpCode>(new DocumentQuery(Kind, Take: MostCodes), cancellation);
        return page.Items.Select(found => found.Value).OrderBy(code => code.Name, StringComparer.OrdinalIgnoreCase).ToList();
    }

    /// <summary>The code with this id or exact name, or null.</summary>
    public async ValueTask<WrapUpCode?> FindAsync(string idOrName, CancellationToken cancellation)
    {
        var found = Ids.IsId(idOrName) ? await store.GetAsync<WrapUpCode>(Kind, idOrName, cancellation) : null;
        found ??= await store.FindAsync<WrapUpCode>(Kind, NameKey(idOrName), cancellation);
        return found?.Value is { } code && (code.Id == idOrName || code.Name == idOrName) ? code : null;
    }

    /// <summary>The code with this name, whatever its case, or null.</summary>
    public async ValueTask<WrapUpCode?> FindNamesakeAsync(string name, CancellationToken cancellation) =>
        (await store.FindAsync<WrapUpCode>(Kind, NameKey(name), cancellation))?.Value;

    /// <summary>Keeps a new code; false when the name is taken.</summary>
    public async Task<bool> AddAsync(WrapUpCode code, CancellationToken cancellation) =>
        await store.CommitAsync(new Commit().Put(Kind, code.Id, code, expected: 0, keys: [NameKey(code.Name)]), cancellation) == CommitOutcome.Committed;

    /// <summary>Why a name or id is no wrap-up code, with what there is instead.</summary>
    public async ValueTask<Fault> UnknownAsync(string given, string pointer, CancellationToken cancellation)
    {
        var names = (await ListAsync(cancellation)).Select(code => code.Name).ToList();
        var nearest = Nearest.To(given, names);
        var message = names.Count == 0
            ? "There are no wrap-up codes yet. Create one with POST /api/v2/routing/wrapupcodes, or leave this out."
            : $"There is no wrap-up code with this id or name.{(nearest is null ? "" : $" Did you mean \"{nearest}\"?")} There are: {Named(names)}.";
        return new Fault("unknown.wrapup.code", message, pointer, given, names.Take(MostNamed).ToList(), nearest);
    }

    private static string Named(List<string> names) => names.Count <= MostNamed
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";

    private static string NameKey(string name) => $"name:{name.ToLowerInvariant()}";
}
