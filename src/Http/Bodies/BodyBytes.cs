using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Pillion.Kernel;

namespace Pillion.Http.Bodies;

/// <summary>Reads the bytes of a body within bounds, and unpacks them.</summary>
internal static class BodyBytes
{
    private const int LongestShown = 100;

    /// <summary>The bytes, unpacked; never more than <paramref name="largest"/>.</summary>
    public static async Task<Result<byte[]>> ReadAsync(HttpRequest request, CancellationToken cancellation, int largest = RequestBody.LargestBody)
    {
        var encoding = request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant();
        if (encoding is "" or "identity")
        {
            return await ReadAsync(request.Body, largest, cancellation);
        }

        if (encoding is not ("gzip" or "x-gzip"))
        {
            // The header tells clients that negotiate what they can send (RFC 9110, 12.5.3).
            request.HttpContext.Response.Headers.AcceptEncoding = "gzip, identity";
            return Unsupported(encoding.Length <= LongestShown ? encoding : encoding[..LongestShown]);
        }

        try
        {
            await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true);
            var bytes = await ReadAsync(unpacked, largest, cancellation);

            // What has been unpacked must not be unpacked again by whoever reads the body next.
            request.Headers.Remove(HeaderNames.ContentEncoding);
            return bytes;
        }
        catch (InvalidDataException)
        {
            return Refusals.One(400, "invalid.encoding", "The header says Content-Encoding: gzip, but the body is not gzip or is cut off. Compress it, or leave the header out.", "header:Content-Encoding");
        }
    }

    /// <summary>Some editors and shells put a byte order mark first, which is harmless (RFC 8259, 8.1).</summary>
    public static ReadOnlyMemory<byte> WithoutMark(byte[] bytes) => bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;

    private static async Task<Result<byte[]>> ReadAsync(Stream body, int largest, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (buffer.Length + read > largest)
            {
                return Refusals.One(
                    413,
                    "request.entity.too.large",
                    $"The body is larger than the {largest / 1024} KB that are read here. Send less, or in several requests.",
                    "",
                    [$"at most {largest} bytes"]);
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private static Refusal Unsupported(string encoding)
    {
        var message = $"Bodies with Content-Encoding: {encoding} are not read here. Send it as it is, or compressed with gzip.";
        return new Refusal(
            415,
            "unsupported.encoding",
            message,
            [new Fault("unsupported.encoding", message, "header:Content-Encoding", encoding, ["gzip", "identity"])]);
    }
}
