namespace Pillion.Identity;

/// <summary>A thing that is named by id and shown by name.</summary>
internal sealed record NamedEntity(string Id, string Name);

/// <summary>One server is one organization with one division; both have the same ids on every server.</summary>
internal static class OurOrganization
{
    public static NamedEntity Self { get; } = new(StableId.Of("organization", "pillion"), "Pillion");

    /// <summary>The division that everything belongs to, as the vendor calls the first one.</summary>
    public static NamedEntity Division { get; } = new(StableId.Of("division", "home"), "Home");

    public static string SelfUri { get; } = $"/api/v2/organizations/{Self.Id}";
}
