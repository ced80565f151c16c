namespace Pillion.Identity;

/// <summary>A thing that is named by id and shown by name.</summary>
internal sealed record NamedEntity(string Id, string Name);

/// <summary>One server is one organization; it has the same id on every server.</summary>
internal static class OurOrganization
{
    public static NamedEntity Self { get; } = new(StableId.Of("organization", "pillion"), "Pillion");

    public static string SelfUri { get; } = $"/api/v2/organizations/{Self.Id}";
}
