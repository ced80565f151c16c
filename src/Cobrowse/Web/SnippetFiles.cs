using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Pillion.Http;

namespace Pillion.Cobrowse.Web;

/// <summary>
/// What sites load: <c>/pillion.js</c>, asked for anew after five minutes, and the session code below <c>/snippet/</c>,
/// which carries its hash in its name. Compressed once, at first use, and kept in memory.
/// </summary>
internal sealed partial class SnippetFiles(WebFiles files)
{
    private const long LargestKept = 4 * 1024 * 1024;

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pillion.js", (HttpContext context, SnippetFiles snippet) => snippet.Serve(context, "pillion.js", "public, max-age=300"))
            .ExcludeFromDescription();
        routes.MapGet("/snippet/{file}", (string file, HttpContext context, SnippetFiles snippet) => snippet.Serve(context, file, "public, max-age=31536000, immutable"))
            .ExcludeFromDescription();
    }

    private IResult Serve(HttpContext context, string name, string caching)
    {
        if (!ScriptName().IsMatch(name) || Read(name) is not { } kept)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        var headers = context.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers["Timing-Allow-Origin"] = "*";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = caching;
        headers.Vary = HeaderNames.AcceptEncoding;
        var brotli = context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase);
        if (brotli)
        {
            headers.ContentEncoding = "br";
        }

        return Results.Bytes(
            brotli ? kept.Brotli : kept.Plain,
            "text/javascript; charset=utf-8",
            entityTag: new EntityTagHeaderValue($"\"{kept.Hash}{(brotli ? "-br" : "")}\""));
    }

    // A file that was built anew while the server runs is read anew.
    private Kept? Read(string name)
    {
        var file = new FileInfo(Path.Combine(files.Path, "snippet", name));
        if (!file.Exists || file.Length > LargestKept)
        {
            return null;
        }

        if (_kept.TryGetValue(name, out var kept) && kept.Written == file.LastWriteTimeUtc)
        {
            return kept;
        }

        var plain = File.ReadAllBytes(file.FullName);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            brotli.Write(plain);
        }

        return _kept[name] = new Kept(plain, packed.ToArray(), Convert.ToHexStringLower(SHA256.HashData(plain))[..16], file.LastWriteTimeUtc);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{1,80}\.js\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ScriptName();

    private sealed record Kept(byte[] Plain, byte[] Brotli, string Hash, DateTime Written);
}
