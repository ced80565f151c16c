using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;

namespace Pillion.Identity;

/// <summary>The organization, as callers see it.</summary>
/// <param name="Domain">The host name at which this server is reached.</param>
internal sealed record OrganizationView(
    string Id,
    string Name,
    string State,
    string ProductPlatform,
    string DefaultLanguage,
    string Domain,
    int Version,
    bool VoicemailEnabled,
    string SelfUri)
{
    public static OrganizationView Of(Addresses addresses) => new(
        OurOrganization.Self.Id,
        OurOrganization.Self.Name,
        "active",
        "Unknown",
        "en-us",
        new Uri(addresses.PublicUrl).Host,
        1,
        false,
        OurOrganization.SelfUri);
}

/// <summary><c>GET /api/v2/organizations/me</c>.</summary>
internal static class ReadingOrganization
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/api/v2/organizations/me", (Addresses addresses) => Results.Ok(OrganizationView.Of(addresses)))
        .RequireToken()
        .WithName("getOrganizationsMe")
        .WithTags("Organization")
        .WithSummary("The organization that this server serves.")
        .Produces<OrganizationView>();
}
