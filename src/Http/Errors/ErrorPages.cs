using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Pillion.Kernel.Json;

namespace Pillion.Http.Errors;

/// <summary>
/// <c>GET /docs/errors</c> and <c>GET /docs/errors/{code}</c>: web pages for browsers, JSON and Markdown for programs.
/// </summary>
public static class ErrorPages
{
    private const int LongestShown = 100;

    private enum Form
    {
        Markdown,
        Html,
        Json,
    }

    public static void MapErrorPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/docs/errors", (HttpContext context, ErrorCatalog catalog) => Asked(context) switch
        {
            Form.Html => Html(context, ErrorHtml.Index(catalog)),
            Form.Json => Results.Json(new CatalogView(catalog.Groups.SelectMany(group => group.Entries).Select(EntryView.Of).ToList()), Wire.Options),
            _ => Markdown(ErrorMarkdown.Index(catalog, ErrorCatalog.Page)),
        }).ExcludeFromDescription();
        routes.MapGet("/docs/errors/{code}", (string code, HttpContext context, ErrorCatalog catalog) =>
            catalog.Find(code) is { } entry ? Known(context, entry) : Unknown(context, catalog, code)).ExcludeFromDescription();
    }

    private static IResult Known(HttpContext context, ErrorEntry entry) => Asked(context) switch
    {
        Form.Html => Html(context, ErrorHtml.Page(entry)),
        Form.Json => Results.Json(EntryView.Of(entry), Wire.Options),
        _ => Markdown(ErrorMarkdown.Page(entry)),
    };

    private static IResult Unknown(HttpContext context, ErrorCatalog catalog, string code)
    {
        var nearest = catalog.NearestTo(code);
        var shown = code.Length <= LongestShown ? code : $"{code[..LongestShown]}…";
        return Asked(context) switch
        {
            Form.Html => Html(context, ErrorHtml.Unknown(shown, nearest), StatusCodes.Status404NotFound),
            Form.Json => Results.Json(new UnknownView(shown, nearest.Select(entry => entry.Code).ToList()), Wire.Options, statusCode: StatusCodes.Status404NotFound),
            _ => Markdown(ErrorMarkdown.Unknown(shown.Replace('`', '\''), nearest), StatusCodes.Status404NotFound),
        };
    }

    // The best of the three by the caller's preferences (RFC 9110, 12.5.1); Markdown reads well in a terminal, so it
    // is what those get who take anything.
    private static Form Asked(HttpContext context)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!MediaTypeHeaderValue.TryParseList(context.Request.Headers.Accept, out var accepted))
        {
            return Form.Markdown;
        }

        return accepted
            .OrderByDescending(type => type.Quality ?? 1)
            .Where(type => type.Quality != 0)
            .Select(type => (Form?)(type.MediaType.Value?.ToLowerInvariant() switch
            {
                "text/html" or "application/xhtml+xml" => Form.Html,
                "application/json" => Form.Json,
                "text/markdown" or "text/plain" or "*/*" or "text/*" => Form.Markdown,
                _ => null,
            }))
            .FirstOrDefault(form => form is not null) ?? Form.Markdown;
    }

    private static IResult Html(HttpContext context, string page, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.ContentSecurityPolicy = ErrorHtml.ContentSecurityPolicy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Text(page, "text/html; charset=utf-8", statusCode: status);
    }

    private static IResult Markdown(string page, int status = StatusCodes.Status200OK) =>
        Results.Text(page, "text/markdown; charset=utf-8", statusCode: status);

    /// <param name="Statuses">The statuses that it comes with.</param>
    internal sealed record EntryView(
        string Code, IReadOnlyList<int> Statuses, string Title, string Means, string Why, string Cure, ErrorExample? Refused, ErrorExample? Works, string Docs)
    {
        public static EntryView Of(ErrorEntry entry) => new(
            entry.Code, entry.Statuses, entry.Title, entry.Means, entry.Why, entry.Cure, entry.Refused, entry.Works, ErrorCatalog.Page(entry.Code));
    }

    internal sealed record CatalogView(IReadOnlyList<EntryView> Codes);

    internal sealed record UnknownView(string Unknown, IReadOnlyList<string> Nearest);
}
