using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Pillion.Cobrowse.Live;

namespace Pillion.Cobrowse.Assets;

/// <summary>A whole asset whose hash fits.</summary>
internal sealed record ReceivedAsset(string Hash, string MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Puts the parts of one socket's assets together: <c>hash:32 | part</c>, and in the first part
/// <c>typeLength:u8 | media type</c> before the bytes. Not synchronized: frames of a socket come one by one.
/// </summary>
internal sealed partial class AssetUploads
{
    private const int HashBytes = 32;

    private readonly Dictionary<string, Upload> _underway = new(StringComparer.Ordinal);
    private long _accepted;

    /// <summary>Takes one part. At most one of the two answers is there: a whole asset, or why there will be none.</summary>
    public (ReceivedAsset? Asset, string? Fault) Take(ReadOnlyMemory<byte> payload, bool isLast)
    {
        if (payload.Length < HashBytes)
        {
            return (null, "asset_malformed");
        }

        var hash = Convert.ToHexStringLower(payload.Span[..HashBytes]);
        var part = payload[HashBytes..];
        if (!_underway.TryGetValue(hash, out var upload))
        {
            if (_underway.Count >= Limits.MaxAssetsUnderway)
            {
                return (null, "asset_too_many");
            }

            upload = Begin(ref part);
            _underway[hash] = upload;
        }

        var fault = upload.Add(part.Span, _accepted);
        if (!isLast)
        {
            return (null, fault);
        }

        _underway.Remove(hash);
        if (upload.Fault is not null)
        {
            return (null, fault);
        }

        var bytes = upload.Bytes.ToArray();
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != hash)
        {
            return (null, "asset_hash");
        }

        _accepted += bytes.Length;
        return (new ReceivedAsset(hash, upload.MediaType, bytes), null);
    }

    /// <summary>True for the media types that are kept.</summary>
    public static bool IsAccepted(string mediaType) => MediaType().IsMatch(mediaType);

    private static Upload Begin(ref ReadOnlyMemory<byte> part)
    {
        var span = part.Span;
        if (span.IsEmpty || span.Length < 1 + span[0])
        {
            return new Upload("") { Pending = "asset_malformed" };
        }

        var mediaType = Encoding.ASCII.GetString(span.Slice(1, span[0]));
        part = part[(1 + span[0])..];
        return new Upload(mediaType) { Pending = IsAccepted(mediaType) ? null : "asset_type" };
    }

    [GeneratedRegex(
        @"^(text/css|image/[a-z0-9][a-z0-9.+-]{0,50}|font/[a-z0-9][a-z0-9.+-]{0,50}|application/font-woff|application/vnd\.ms-fontobject)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MediaType();

    // An upload with a fault stays until its last part, so that its other parts are not taken for new assets.
    private sealed class Upload(string mediaType)
    {
        public string MediaType => mediaType;

        public MemoryStream Bytes { get; } = new();

        /// <summary>Found in the first part, not told yet.</summary>
        public string? Pending { get; set; }

        public string? Fault { get; private set; }

        /// <summary>Adds a part; answers a fault once.</summary>
        public string? Add(ReadOnlySpan<byte> part, long acceptedBefore)
        {
            if (Fault is not null)
            {
                return null;
            }

            Fault = Pending
                ?? (Bytes.Length + part.Length > Limits.MaxAssetBytes ? "asset_too_large"
                    : acceptedBefore + Bytes.Length + part.Length > Limits.MaxAssetBytesPerSocket ? "asset_quota"
                    : null);
            if (Fault is null)
            {
                Bytes.Write(part);
            }
            else
            {
                Bytes.SetLength(0);
                Bytes.Capacity = 0;
            }

            return Fault;
        }
    }
}
