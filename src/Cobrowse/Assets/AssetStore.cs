using Pillion.Cobrowse.Live;
using Pillion.Cobrowse.Presence;
using Pillion.Kernel;
using Pillion.Kernel.Json;
using Pillion.Storage.Blobs;

namespace Pillion.Cobrowse.Assets;

/// <summary>Keeps what sharing tabs upload, once per site and hash. Tabs that share nothing may store nothing.</summary>
internal sealed class AssetStore(BlobFolder blobs, CobrowseMetrics metrics)
{
    /// <summary>Takes one asset frame.</summary>
    public async Task TakeAsync(VisitorTab tab, ReadOnlyMemory<byte> payload, bool isLast)
    {
        if (tab.Session is null)
        {
            metrics.Dropped("not_sharing");
            return;
        }

        var (asset, fault) = tab.Uploads.Take(payload, isLast);
        if (fault is not null)
        {
            metrics.Dropped(fault);
            tab.Socket.Send(LiveJson.Event(new RefusedMessage(null, fault, Explain(fault))));
        }
        else if (asset is not null)
        {
            await blobs.PutAsync(tab.Site.Id, asset.Hash, asset.MediaType, asset.Bytes, CancellationToken.None);
        }
    }

    /// <summary>Those of the hashes that the site has no asset for.</summary>
    public IReadOnlyList<string> Missing(string siteId, IEnumerable<string> hashes) => hashes.Where(hash => !blobs.Has(siteId, hash)).ToList();

    private static string Explain(string fault) => fault switch
    {
        "asset_hash" => "The bytes of the asset do not have the hash under which they came.",
        "asset_too_large" => $"An asset may have at most {Limits.MaxAssetBytes} bytes.",
        "asset_type" => "Assets are text/css, images and fonts.",
        "asset_quota" => $"One socket may add at most {Limits.MaxAssetBytesPerSocket} bytes of assets.",
        "asset_too_many" => $"At most {Limits.MaxAssetsUnderway} assets may be underway at a time.",
        _ => "An asset frame begins with a hash of 32 bytes; the first one goes on with the media type.",
    };
}

/// <summary><c>have</c>: which of these assets must still be sent?</summary>
internal sealed class Having(AssetStore assets) : IVisitorRequest
{
    public string Type => "have";

    public Task<Refusal?> HandleAsync(VisitorTab tab, long id, BodyReader request) => Task.FromResult(Handle(tab, id, request));

    private Refusal? Handle(VisitorTab tab, long id, BodyReader request)
    {
        if (tab.Session is null)
        {
            return Refusal.Conflict("no_session", "This tab shares nothing.");
        }

        var hashes = request.Texts("hashes", 1, Limits.MaxHashes, required: true);
        if (request.Faults.Count > 0 || hashes is null)
        {
            return Refusal.Of(request.Faults);
        }

        if (!hashes.All(AssetHash.IsHash))
        {
            return Refusal.Of([new Fault("invalid.value", "`hashes` takes SHA-256 hashes of 64 lower-case hex digits.", "/hashes")]);
        }

        tab.Socket.Send(LiveJson.Event(new NeedMessage(id, assets.Missing(tab.Site.Id, hashes.Distinct(StringComparer.Ordinal)))));
        return null;
    }
}

internal static class AssetHash
{
    /// <summary>True for a SHA-256 in lower-case hex.</summary>
    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
