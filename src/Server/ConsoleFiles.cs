using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;
using Pillion.Http;

namespace Pillion.Server;

/// <summary>Serves the agent console: built files, and its one page for every address below <c>/console</c>.</summary>
internal static class ConsoleFiles
{
    public static void MapConsole(this WebApplication app)
    {
        var addresses = app.Services.GetRequiredService<Addresses>();
        var files = new PhysicalFileProvider(Path.Combine(app.Services.GetRequiredService<WebFiles>().Path, "console"));
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, RequestPath = "/console", OnPrepareResponse = CacheByHash });

        app.MapGet("/", () => Results.Redirect("/console/")).ExcludeFromDescription();
        app.MapGet("/console/{**page}", (HttpContext context) =>
        {
            var headers = context.Response.Headers;
            headers.CacheControl = "no-cache";
            headers.ContentSecurityPolicy =
                $"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
                + $"connect-src 'self' {addresses.LiveUrl}; frame-src {addresses.ViewerUrl}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            return Results.Stream(files.GetFileInfo("index.html").CreateReadStream(), "text/html; charset=utf-8");
        }).ExcludeFromDescription();
    }

    // Built files carry their hash in their name; the page that names them does not.
    private static void CacheByHash(StaticFileResponseContext file)
    {
        var hashed = file.Context.Request.Path.StartsWithSegments("/console/assets", StringComparison.Ordinal);
        file.Context.Response.Headers[HeaderNames.CacheControl] = hashed ? "public, max-age=31536000, immutable" : "no-cache";
        file.Context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
    }
}
