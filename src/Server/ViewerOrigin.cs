using Microsoft.AspNetCore.Diagnostics;
using Pillion.Http;

namespace Pillion.Server;

/// <summary>
/// Keeps the viewer's origin bare: mirrored pages live there, so nothing but the viewer and its assets may be
/// reachable on it, and neither is reachable anywhere else.
/// </summary>
internal static class ViewerOrigin
{
    public static IApplicationBuilder UseViewerOrigin(this IApplicationBuilder app)
    {
        var host = app.ApplicationServices.GetRequiredService<Addresses>().ViewerHost;
        return app.Use((context, next) =>
        {
            if (!string.Equals(context.Request.Host.Value, host, StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }

            // Nobody reads explanations here.
            context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
            if (BelongsThere(context.Request.Path))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    private static bool BelongsThere(PathString path) =>
        path == "/" || path == "/viewer.js" || path.StartsWithSegments("/assets", StringComparison.Ordinal);
}
