namespace Pillion.Conversations.WrapUpCodes;

/// <summary>A word under which agents file conversations; also the stored document.</summary>
/// <param name="CreatedBy">Id of the user or client; absent for codes from the configuration.</param>
public sealed record WrapUpCode(string Id, string Name, string? Description, DateTimeOffset DateCreated, string? CreatedBy)
{
    /// <summary>Where it can be read.</summary>
    public string SelfUri => $"/api/v2/routing/wrapupcodes/{Id}";
}
