using Pillion.Kernel;

namespace Pillion.Identity.Sites;

/// <summary>The refusals that several operations on sites share.</summary>
internal static class SiteRefusals
{
    public static Refusal NotFound(string idOrKey) => Refusal.NotFound(
        "not.found", "There is no site with this id or key. GET /api/v2/sites lists them.", "path:siteId", idOrKey);
}
