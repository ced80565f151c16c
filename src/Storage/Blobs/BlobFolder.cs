using System.Text;
using Pillion.Kernel;

namespace Pillion.Storage.Blobs;

/// <summary>Bytes kept under their hash.</summary>
public sealed record Blob(string MediaType, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Content-addressed bytes in the file system, one folder a scope (a site): a blob is written once, whole, and never
/// changed. File layout: length of the media type (1 byte), media type (ASCII), bytes.
/// </summary>
public sealed class BlobFolder(DataFolder folder)
{
    /// <summary>True when the blob is there.</summary>
    public bool Has(string scope, string hash) => File.Exists(At(scope, hash));

    /// <summary>Keeps a blob; one that is there already stays as it is.</summary>
    /// <param name="hash">Lower-case hex SHA-256 of the bytes, already checked by the caller.</param>
    public async Task PutAsync(string scope, string hash, string mediaType, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        var path = At(scope, hash);
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var aside = $"{path}.{Ids.New()}";
        await using (var file = new FileStream(aside, FileMode.CreateNew, FileAccess.Write))
        {
            var type = Encoding.ASCII.GetBytes(mediaType);
            file.WriteByte((byte)type.Length);
            await file.WriteAsync(type, cancellation);
            await file.WriteAsync(bytes, cancellation);
        }

        File.Move(aside, path, overwrite: true);
    }

    /// <summary>The blob, or null.</summary>
    public async Task<Blob?> GetAsync(string scope, string hash, CancellationToken cancellation)
    {
        var path = At(scope, hash);
        if (!File.Exists(path))
        {
            return null;
        }

        var all = await File.ReadAllBytesAsync(path, cancellation);
        var typeLength = all[0];
        return new Blob(Encoding.ASCII.GetString(all, 1, typeLength), all.AsMemory(1 + typeLength));
    }

    // Scopes are ids and hashes are hex; anything else could name a file elsewhere.
    private string At(string scope, string hash)
    {
        if (!Ids.IsId(scope) || hash.Length != 64 || !hash.All(c => char.IsAsciiHexDigit(c) && !char.IsAsciiLetterUpper(c)))
        {
            throw new ArgumentException("A blob is named by an id and a hex SHA-256.", nameof(hash));
        }

        return folder.At("blobs", scope, hash[..2], hash);
    }
}
