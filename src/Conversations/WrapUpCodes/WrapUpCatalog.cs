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

    // Says that a name of the configuration has had its code; the code may have been renamed or deleted since.
    private const string SeededKind = "wrapupcodeseed";

    private readonly Remembered _remembered = new(store, Kind);

    /// <summary>All codes, by name.</summary>
    public ValueTask<IReadOnlyList<WrapUpCode>> ListAsync(CancellationToken cancellation) => _remembered.GetAsync("all", () => LoadAllAsync(cancellation));

    /// <summary>The code with this id or exact name, or null.</summary>
    public ValueTask<WrapUpCode?> FindAsync(string idOrName, CancellationToken cancellation) =>
        _remembered.GetAsync($"one:{idOrName}", () => LoadAsync(idOrName, cancellation));

    /// <summary>The code with this very id and the version of its document, or null.</summary>
    public async ValueTask<Document<WrapUpCode>?> GetAsync(string id, CancellationToken cancellation) =>
        Ids.IsId(id) ? await store.GetAsync<WrapUpCode>(Kind, id, cancellation) : null;

    /// <summary>The code with this name, whatever its case, or null.</summary>
    public async ValueTask<WrapUpCode?> FindNamesakeAsync(string name, CancellationToken cancellation) =>
        (await store.FindAsync<WrapUpCode>(Kind, NameKey(name), cancellation))?.Value;

    /// <summary>Keeps a new code; false when the name is taken.</summary>
    public async Task<bool> AddAsync(WrapUpCode code, CancellationToken cancellation) =>
        await store.CommitAsync(new Commit().Put(Kind, code.Id, code, expected: 0, keys: [NameKey(code.Name)]), cancellation) == CommitOutcome.Committed;

    /// <summary>Puts a code in the place of its former version; false when that is no longer there, or the name is taken.</summary>
    public async Task<bool> ReplaceAsync(WrapUpCode code, long version, CancellationToken cancellation) =>
        await store.CommitAsync(new Commit().Put(Kind, code.Id, code, version, [NameKey(code.Name)]), cancellation) == CommitOutcome.Committed;

    /// <summary>Deletes a code; one that is gone is fine.</summary>
    public Task DeleteAsync(string id, CancellationToken cancellation) => store.CommitAsync(new Commit().Delete(Kind, id), cancellation);

    /// <summary>
    /// Keeps a code of the configuration, once for all starts: one that has been renamed or deleted does not come back.
    /// </summary>
    /// <returns>True when the code is new.</returns>
    public async Task<bool> SeedAsync(WrapUpCode code, CancellationToken cancellation)
    {
        var seeded = new Commit().Put(SeededKind, NameKey(code.Name), new SeededName(code.Name));
        if (await store.GetAsync<SeededName>(SeededKind, NameKey(code.Name), cancellation) is not null)
        {
            return false;
        }

        if (await FindNamesakeAsync(code.Name, cancellation) is not null)
        {
            await store.CommitAsync(seeded, cancellation);
            return false;
        }

        seeded.Put(Kind, code.Id, code, expected: 0, keys: [NameKey(code.Name)]);
        return await store.CommitAsync(seeded, cancellation) == CommitOutcome.Committed;
    }

    /// <summary>Why a code can't have the name of another.</summary>
    public static Refusal Taken(WrapUpCode? holder)
    {
        var message = holder is null
            ? "There is a wrap-up code of this name already."
            : $"There is a wrap-up code \"{holder.Name}\" already; its id is {holder.Id}. Use it, or choose another name.";
        return new Refusal(409, "name.taken", message, [new Fault("name.taken", message, "/name", holder?.Name)]);
    }

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

    private async ValueTask<IReadOnlyList<WrapUpCode>> LoadAllAsync(CancellationToken cancellation)
    {
        var page = await store.ListAsync<WrapUpCode>(new DocumentQuery(Kind, Take: MostCodes), cancellation);
        return page.Items.Select(found => found.Value).OrderBy(code => code.Name, StringComparer.OrdinalIgnoreCase).ToList();
    }

    private async ValueTask<WrapUpCode?> LoadAsync(string idOrName, CancellationToken cancellation)
    {
        var found = Ids.IsId(idOrName) ? await store.GetAsync<WrapUpCode>(Kind, idOrName, cancellation) : null;
        found ??= await store.FindAsync<WrapUpCode>(Kind, NameKey(idOrName), cancellation);
        return found?.Value is { } code && (code.Id == idOrName || code.Name == idOrName) ? code : null;
    }

    private static string Named(List<string> names) => names.Count <= MostNamed
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(MostNamed))} and {names.Count - MostNamed} more";

    private static string NameKey(string name) => $"name:{name.ToLowerInvariant()}";

    private sealed record SeededName(string Name);
}
