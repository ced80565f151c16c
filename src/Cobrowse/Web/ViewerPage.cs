using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;

namespace Pillion.Cobrowse.Web;

/// <summary>
/// The page in which mirrored pages are rebuilt, on an origin of its own. A mirrored page is hostile input, so this
/// policy is the last wall: no script but the viewer's, nothing from anywhere but this origin, framed by the console only.
/// </summary>
internal sealed class ViewerPage(WebFiles files, Addresses addresses)
{
    private const string NoFeatures =
        "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(), display-capture=(), encrypted-media=(), fullscreen=(), "
        + "geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        + "picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), web-share=(), xr-spatial-tracking=()";

    public static void Map(IEndpointRouteBuilder routes, string viewerHost)
    {
        routes.MapGet("/", (HttpContext context, ViewerPage page) => page.PageAsync(context)).RequireHost(viewerHost).ExcludeFromDescription();
        routes.MapGet("/viewer.js", (HttpContext context, ViewerPage page) => page.ScriptAsync(context)).RequireHost(viewerHost).ExcludeFromDescription();
    }

    private async Task<IResult> PageAsync(HttpContext context)
    {
        var path = Path.Combine(files.Path, "viewer", "index.html");
        if (!File.Exists(path))
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        Harden(context.Response.Headers);
        var html = await File.ReadAllTextAsync(path, context.RequestAborted);
        return Results.Text(html.Replace("{{console}}", addresses.PublicUrl, StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    private async Task<IResult> ScriptAsync(HttpContext context)
    {
        var path = Path.Combine(files.Path, "viewer", "viewer.js");
        if (!File.Exists(path))
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        Harden(context.Response.Headers);
        return Results.Bytes(await File.ReadAllBytesAsync(path, context.RequestAborted), "text/javascript; charset=utf-8");
    }

    private void Harden(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
            + "media-src 'self' blob:; connect-src 'self'; frame-src 'self' about:; base-uri 'none'; form-action 'none'; "
            + $"frame-ancestors {addresses.PublicUrl}";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = NoFeatures;
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
    }
}
