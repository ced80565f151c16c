namespace Pillion.Contracts;

/// <summary>
/// A division of the organization, in the vendor's terms. There is one, and everything belongs to it; its id is the same
/// on every server.
/// </summary>
public sealed record Division(string Id, string Name)
{
    public static Division Home { get; } = new("1768541f-f5af-862a-b9f5-3c87c7f3afcc", "Home");
}
