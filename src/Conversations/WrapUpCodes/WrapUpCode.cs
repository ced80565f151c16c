using Pillion.Contracts;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>A word under which agents file conversations; also the stored document.</summary>
/// <param name="CreatedBy">Id of the user or client; absent for codes from the configuration.</param>
/// <param name="DateModified">When it was last changed; absent for one that never was.</param>
/// <param name="ModifiedBy">Id of the user or client who did that.</param>
public sealed record WrapUpCode(
    string Id,
    string Name,
    string? Description,
    DateTimeOffset DateCreated,
    string? CreatedBy,
    DateTimeOffset? DateModified = null,
    string? ModifiedBy = null)
{
    /// <summary>The division that everything belongs to.</summary>
    public Division Division { get; } = Division.Home;

    /// <summary>Where it can be read.</summary>
    public string SelfUri => $"/api/v2/routing/wrapupcodes/{Id}";
}

/// <summary>The vendor's short form of a wrap-up code.</summary>
/// <param name="State"><c>active</c>, when <c>includeState</c> asks for it; deleted ones are not listed.</param>
public sealed record WrapUpCodeInDivision(string Id, string Name, Division Division, string? State);
