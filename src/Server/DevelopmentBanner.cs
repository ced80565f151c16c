using System.Text;
using Pillion.Http;

namespace Pillion.Server;

/// <summary>Tells a developer, once the server takes work, where everything is and how to get in.</summary>
internal static class DevelopmentBanner
{
    public static void PrintBannerInDevelopment(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            app.Lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine(Text(app.Services.GetRequiredService<Addresses>(), app.Configuration)));
        }
    }

    // The credentials are read from the configuration that seeds them, so the banner can't say anything else.
    private static string Text(Addresses addresses, IConfiguration configuration)
    {
        var seed = configuration.GetSection("Pillion:Seed");
        var client = seed.GetSection("Clients:0");
        var agent = seed.GetSection("Users:0");
        var site = seed.GetSection("Sites:0");
        return new StringBuilder()
            .AppendLine()
            .AppendLine("  Pillion is ready (development mode: well-known credentials, loopback only)")
            .AppendLine()
            .AppendLine($"    sample shop     {addresses.PublicUrl}/demo/shop/")
            .AppendLine($"    agent console   {addresses.PublicUrl}/console/")
            .AppendLine($"    API             {addresses.PublicUrl}/api/v2")
            .AppendLine($"    API reference   {addresses.PublicUrl}/docs")
            .AppendLine($"    live protocol   {addresses.LiveUrl}")
            .AppendLine($"    health          {addresses.PublicUrl}/health/ready")
            .AppendLine()
            .AppendLine($"    OAuth client    {client["Id"]} / {client["Secret"]}")
            .AppendLine($"    agent           {agent["Email"]} / {agent["Password"]}")
            .AppendLine($"    site key        {site["Key"]}")
            .AppendLine()
            .AppendLine("  From a ticket to a session: samples/ticket-to-cobrowse/README.md")
            .AppendLine("  Stop with Ctrl+C.")
            .ToString();
    }
}
