using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Sessions;
using Pillion.Storage.Blobs;

namespace Pillion.Cobrowse.Assets;

/// <summary>
/// <c>GET /assets/{grant}/{hash}</c> on the viewer's origin. What is served is a visitor's, so hostile: it is never
/// more than an image, a font or a style sheet to the browser, and an SVG opened by itself runs nothing.
/// </summary>
internal sealed class ServingAssets(AssetAddress addresses, LiveSessions sessions, InvitationStore invitations, BlobFolder blobs)
{
    public static void Map(IEndpointRouteBuilder routes, string viewerHost) => routes
        .MapGet("/assets/{grant}/{hash}", (string grant, string hash, HttpContext context, ServingAssets serving) => serving.HandleAsync(grant, hash, context))
        .RequireHost(viewerHost)
        .ExcludeFromDescription();

    private async Task<IResult> HandleAsync(string grant, string hash, HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        if (addresses.Read(grant) is not { } sessionId)
        {
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        }

        if (!AssetHash.IsHash(hash)
            || await SiteOfAsync(sessionId, context.RequestAborted) is not { } siteId
            || await blobs.GetAsync(siteId, hash, context.RequestAborted) is not { } blob)
        {
            return Results.StatusCode(StatusCodes.Status404NotFound);
        }

        headers.CacheControl = "private, max-age=31536000, immutable";
        var type = blob.MediaType == "text/css" ? "text/css; charset=utf-8" : blob.MediaType;
        return Results.Bytes(blob.Bytes, type);
    }

    // A viewer may still be loading the last page of a session that has just ended.
    private async Task<string?> SiteOfAsync(string sessionId, CancellationToken cancellation) =>
        sessions.Find(sessionId)?.Invitation.SiteId ?? (await invitations.FindBySessionAsync(sessionId, cancellation))?.SiteId;
}
