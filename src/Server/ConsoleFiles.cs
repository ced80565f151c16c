using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Pillion.Http;

namespace Pillion.Server;

/// <summary>Serves the agent console: built files, and its one page for every other address below <c>/console</c>.</summary>
internal static class ConsoleFiles
{
    private static readonly FileExtensionContentTypeProvider Types = new();

    public static void MapConsole(this WebApplication app)
    {
        var policy = ContentSecurityPolicy(app.Services.GetRequiredService<Addresses>());
        var files = new PhysicalFileProvider(Path.Combine(app.Services.GetRequiredService<WebFiles>().Path, "console"));

        app.MapGet("/", () => Results.Redirect("/console/")).ExcludeFromDescription();
        app.MapGet("/console/{**page}", (HttpContext context, string? page) =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            if (files.GetFileInfo(page ?? "") is { Exists: true } file && Types.TryGetContentType(file.Name, out var type) && type != "text/html")
            {
                // Built files carry their hash in their name; the page that names them does not.
                headers.CacheControl = page!.StartsWith("assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
                return Results.Stream(file.CreateReadStream(), type, lastModified: file.LastModified);
            }

            if (page?.StartsWith("assets/", StringComparison.Ordinal) == true)
            {
                return Results.NotFound();
            }

            headers.CacheControl = "no-cache";
            headers.ContentSecurityPolicy = policy;
            return Results.Stream(files.GetFileInfo("index.html").CreateReadStream(), "text/html; charset=utf-8");
        }).ExcludeFromDescription();
    }

    private static string ContentSecurityPolicy(Addresses addresses) =>
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + $"connect-src 'self' {addresses.LiveUrl}; frame-src {addresses.ViewerUrl}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
