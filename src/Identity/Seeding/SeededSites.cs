using System.Security.Cryptography;
using System.Text.Json;
using Pillion.Identity.Sites;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Storage;
using Pillion.Storage.Keys;

namespace Pillion.Identity.Seeding;

/// <summary>
/// Puts the configuration's sites into the store. An entry is applied when it is new or was changed, so what was changed
/// through the API since then stays. A site that is no longer configured stays too, unless it was for development only.
/// </summary>
internal sealed class SeededSites(IStore store, SiteDirectory sites, KeyRing keys, TimeProvider time)
{
    private readonly byte[] _fingerprintKey = keys.Secret("seeded-sites");

    public async Task ApplyAsync(IReadOnlyList<SeedSite> seed, CancellationToken cancellation)
    {
        var wanted = seed.SelectMany(site => new[] { site.Settings.Key, StableId.Of("site", site.Settings.Key) }).ToHashSet(StringComparer.Ordinal);
        foreach (var site in await sites.AllAsync(cancellation))
        {
            if (site.Development && !wanted.Contains(site.Key) && !wanted.Contains(site.Id))
            {
                await store.CommitAsync(new Commit().Delete(Site.Kind, site.Id), cancellation);
            }
        }

        foreach (var site in seed)
        {
            await ApplyAsync(site, cancellation);
        }
    }

    private async Task ApplyAsync(SeedSite seed, CancellationToken cancellation)
    {
        var id = StableId.Of("site", seed.Settings.Key);
        var fingerprint = Fingerprint(seed);
        var current = await sites.ReadAsync(id, cancellation) ?? await sites.ReadAsync(seed.Settings.Key, cancellation);
        if (current?.Fingerprint == fingerprint)
        {
            return;
        }

        var site = current is null
            ? seed.Settings.AsNew(id, seed.Secret ?? Ids.Secret(), time.GetUtcNow())
            : seed.Settings.On(current) with { Secret = seed.Secret ?? current.Secret };
        var next = site with { Fingerprint = fingerprint, Development = seed.Development };
        if (!await sites.PutAsync(next, cancellation))
        {
            throw new InvalidOperationException(
                $"{Seed.Section}:Sites: the key \"{next.Key}\" is used by another site. Give one of them another key.");
        }
    }

    // The entry holds the secret, so its fingerprint is a keyed one.
    private string Fingerprint(SeedSite seed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_fingerprintKey, JsonSerializer.SerializeToUtf8Bytes(seed, Wire.Options)));
}
