using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace Pillion.Samples.Shop;

/// <summary>
/// The shop's pages, embedded in the assembly so that they are wherever the assembly is. Pages take what they share
/// from <c>parts/</c>, by lines such as <c>&lt;!-- part: header --&gt;</c>.
/// </summary>
internal sealed partial class ShopFiles
{
    private const string ResourceRoot = "shop/";

    private readonly FrozenDictionary<string, ShopFile> _files;

    private readonly string _prefix;

    private ShopFiles(FrozenDictionary<string, ShopFile> files, string prefix) => (_files, _prefix) = (files, prefix);

    public static ShopFiles Load(string prefix)
    {
        var assembly = typeof(ShopFiles).Assembly;
        var raw = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var name in assembly.GetManifestResourceNames())
        {
            var path = name.Replace('\\', '/');
            if (!path.StartsWith(ResourceRoot, StringComparison.Ordinal))
            {
                continue;
            }

            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            raw.Add(path[ResourceRoot.Length..], bytes);
        }

        var types = new FileExtensionContentTypeProvider();
        var files = raw
            .Where(file => !IsPart(file.Key))
            .ToFrozenDictionary(file => file.Key, file => Prepare(file.Key, file.Value, raw, types), StringComparer.Ordinal);
        return new ShopFiles(files, prefix);
    }

    public IResult Serve(HttpContext context, string? file)
    {
        var path = context.Request.Path.Value!;
        if (string.IsNullOrEmpty(file) && !path.EndsWith('/'))
        {
            // The pages link to each other relatively, which needs the slash.
            return Results.Redirect($"{context.Request.PathBase}{path}/{context.Request.QueryString}");
        }

        return _files.TryGetValue(string.IsNullOrEmpty(file) ? "index.html" : file, out var found)
            ? found.Answer(context)
            : NotFound(context, file!);
    }

    private IResult NotFound(HttpContext context, string file)
    {
        var page = _files["404.html"].Text;
        if (file.Contains('/', StringComparison.Ordinal))
        {
            // Deeper than the other pages, so its relative links need to be told where the shop begins.
            var home = HtmlEncoder.Default.Encode($"{context.Request.PathBase}{_prefix}/");
            page = page.Replace("<head>", $"<head><base href=\"{home}\" />", StringComparison.Ordinal);
        }

        return Results.Content(page, "text/html", Encoding.UTF8, StatusCodes.Status404NotFound);
    }

    private static bool IsPart(string path) => path.StartsWith("parts/", StringComparison.Ordinal);

    private static ShopFile Prepare(string path, byte[] bytes, Dictionary<string, byte[]> all, FileExtensionContentTypeProvider types)
    {
        if (!types.TryGetContentType(path, out var type))
        {
            throw new InvalidOperationException($"The shop's file {path} has an ending of unknown type.");
        }

        if (path.EndsWith(".html", StringComparison.Ordinal))
        {
            var page = PartLine().Replace(Encoding.UTF8.GetString(bytes), match => Encoding.UTF8.GetString(all[$"parts/{match.Groups["name"].Value}.html"]));
            bytes = Encoding.UTF8.GetBytes(page);
        }

        var textual = type.StartsWith("text/", StringComparison.Ordinal) || type is "application/json" or "image/svg+xml";
        return new ShopFile(bytes, textual ? $"{type}; charset=utf-8" : type);
    }

    [GeneratedRegex("<!-- part: (?<name>[a-z]+) -->", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PartLine();

    private sealed class ShopFile(byte[] bytes, string type)
    {
        private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\"");

        public string Text => Encoding.UTF8.GetString(bytes);

        public IResult Answer(HttpContext context)
        {
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Bytes(bytes, type, entityTag: _tag);
        }
    }
}
