using Pillion.Contracts;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Storage;

namespace Pillion.Identity.Sites;

/// <summary>Finds and changes sites.</summary>
internal sealed class SiteDirectory(IStore store, SealedSecrets secrets) : ISites
{
    /// <summary>So many sites fit on one server; every visitor's first message looks one up.</summary>
    public const int Most = 1_000;

    private const int MostTries = 5;

    private readonly Remembered _remembered = new(store, Site.Kind);

    /// <summary>The site with this id or key, or null.</summary>
    public async ValueTask<Site?> ReadAsync(string idOrKey, CancellationToken cancellation) =>
        (await GetAsync(idOrKey, cancellation))?.Value;

    /// <summary>The site and the version of its document.</summary>
    public ValueTask<Document<Site>?> GetAsync(string idOrKey, CancellationToken cancellation) =>
        _remembered.GetAsync($"one:{idOrKey}", () => LoadAsync(idOrKey, cancellation));

    public async ValueTask<SiteView?> FindAsync(string idOrKey, CancellationToken cancellation) =>
        (await ReadAsync(idOrKey, cancellation))?.View;

    public ValueTask<IReadOnlyList<SiteView>> ListAsync(CancellationToken cancellation) => _remembered.GetAsync<IReadOnlyList<SiteView>>(
        "views", async () => (await AllAsync(cancellation)).Select(site => site.View).ToList());

    /// <summary>All sites, oldest first.</summary>
    public ValueTask<IReadOnlyList<Site>> AllAsync(CancellationToken cancellation) => _remembered.GetAsync("all", () => LoadAllAsync(cancellation));

    /// <summary>Stores a new site, unless its key is taken.</summary>
    public async Task<Result<Site>> AddAsync(Site site, CancellationToken cancellation)
    {
        var existing = await store.ListAsync<Site>(new DocumentQuery(Site.Kind, Take: 1), cancellation);
        if (existing.Total >= Most)
        {
            return Refusal.Conflict("too.many.sites", $"There are {Most} sites, and no more fit on one server.");
        }

        return await store.CommitAsync(Put(site, 0), cancellation) == CommitOutcome.Committed
            ? site
            : await KeyTakenAsync(site.Key, cancellation);
    }

    /// <summary>Changes a site that exists, if it is at a version for which the change is meant.</summary>
    public async Task<Result<Document<Site>>> ChangeAsync(
        string id, Func<Site, Site> change, Precondition demanded, CancellationToken cancellation)
    {
        for (var tries = 0; tries < MostTries; tries++)
        {
            var current = await store.GetAsync<Site>(Site.Kind, id, cancellation);
            if (current is null)
            {
                return SiteRefusals.NotFound(id);
            }

            if (demanded.Check(current.Version, "site") is { } failed)
            {
                return failed;
            }

            var next = change(secrets.Open(current.Value));
            var holder = await store.FindAsync<Site>(Site.Kind, Site.KeyOf(next.Key), cancellation);
            if (holder is not null && holder.Id != id)
            {
                return await KeyTakenAsync(next.Key, cancellation);
            }

            if (await store.CommitAsync(Put(next, current.Version), cancellation) == CommitOutcome.Committed)
            {
                return new Document<Site>(id, next, current.Version + 1);
            }
        }

        return Refusal.Conflict("request.conflict", "Others kept changing this site at the same time. Nothing was changed; try again.");
    }

    /// <summary>Stores a site of the configuration, whatever is there; false when another site has its key.</summary>
    public async Task<bool> PutAsync(Site site, CancellationToken cancellation) =>
        await store.CommitAsync(Put(site, null), cancellation) == CommitOutcome.Committed;

    /// <summary>Why there is no such site, with the key that was probably meant.</summary>
    public async ValueTask<Refusal> UnknownAsync(string idOrKey, CancellationToken cancellation)
    {
        var keys = (await AllAsync(cancellation)).Select(site => site.Key).ToList();
        return SiteRefusals.NotFound(idOrKey, Nearest.To(idOrKey, keys));
    }

    private async ValueTask<Document<Site>?> LoadAsync(string idOrKey, CancellationToken cancellation)
    {
        var found = Ids.IsId(idOrKey)
            ? await store.GetAsync<Site>(Site.Kind, idOrKey, cancellation)
            : await store.FindAsync<Site>(Site.Kind, Site.KeyOf(idOrKey), cancellation);
        return found is null ? null : found with { Value = secrets.Open(found.Value) };
    }

    private async ValueTask<IReadOnlyList<Site>> LoadAllAsync(CancellationToken cancellation) =>
        (await store.ListAsync<Site>(new DocumentQuery(Site.Kind, Take: Most), cancellation)).Items
            .Select(item => secrets.Open(item.Value))
            .OrderBy(site => site.Created)
            .ThenBy(site => site.Id, StringComparer.Ordinal)
            .ToList();

    private Commit Put(Site site, long? expected) =>
        new Commit().Put(Site.Kind, site.Id, secrets.Seal(site), expected, [Site.KeyOf(site.Key)]);

    private async ValueTask<Refusal> KeyTakenAsync(string key, CancellationToken cancellation)
    {
        var holder = await ReadAsync(key, cancellation);
        var hint = holder is null ? "" : $" Change that one with PUT {holder.View.SelfUri}, or choose another key.";
        var message = $"The site \"{holder?.Name}\" has this key.{hint}";
        return new Refusal(409, "site.key.taken", message, [new Fault("site.key.taken", message, "/key", key)]);
    }
}
