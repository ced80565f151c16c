using Pillion.Samples.Shop;

namespace Pillion.Server;

/// <summary>Serves the sample shop in development, as the site whose key is <c>dev</c>.</summary>
internal static class SampleShop
{
    public static void MapSampleShopInDevelopment(this WebApplication app)
    {
        // The shop signs identity tokens as a real site's backend does, with the secret that the site was seeded with.
        if (app.Environment.IsDevelopment() && app.Configuration["Pillion:Seed:Sites:0:Secret"] is { } secret)
        {
            app.MapDemoShop("/demo/shop", secret);
        }
    }
}
