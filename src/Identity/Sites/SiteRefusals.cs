using Pillion.Kernel;

namespace Pillion.Identity.Sites;

/// <summary>The refusals that several operations on sites share.</summary>
internal static class SiteRefusals
{
    /// <param name="meant">The key of the site that was probably meant.</param>
    public static Refusal NotFound(string idOrKey, string? meant = null)
    {
        var hint = meant is null ? "GET /api/v2/sites lists them." : $"Did you mean {meant}?";
        var message = $"There is no site with this id or key. {hint}";
        return new Refusal(
            404,
            "not.found",
            message,
            [new Fault("not.found", message, "path:siteId", idOrKey.Length <= 100 ? idOrKey : $"{idOrKey[..100]}…", Nearest: meant)]);
    }
}
