using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Users;

/// <summary>What a request says about a user; null is what it does not mention.</summary>
internal sealed record UserDetails(
    string? Name,
    string? Email,
    string? Department,
    string? Title,
    string? PreferredName,
    IReadOnlyList<Contact>? Addresses,
    bool? Active,
    IReadOnlyList<string>? Roles)
{
    /// <summary>These details on a user; what is not mentioned stays.</summary>
    public User On(User user) => user with
    {
        Name = Name ?? user.Name,
        Email = Email ?? user.Email,
        Department = Department ?? user.Department,
        Title = Title ?? user.Title,
        PreferredName = PreferredName ?? user.PreferredName,
        Addresses = Addresses is null || (user.Addresses ?? []).SequenceEqual(Addresses) ? user.Addresses : Addresses,
        Active = Active ?? user.Active,
        Roles = Roles is null || user.Roles.SequenceEqual(Roles, StringComparer.Ordinal) ? user.Roles : Roles,
    };
}

/// <summary>Reads the fields of a user that requests have in common, with every fault at once.</summary>
internal static class UserReading
{
    private const int LongestText = 255;

    /// <summary>Names that people guess, each with the field's real name.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["fullName"] = "name",
        ["full_name"] = "name",
        ["displayName"] = "name",
        ["display_name"] = "name",
        ["mail"] = "email",
        ["emailAddress"] = "email",
        ["email_address"] = "email",
        ["login"] = "email",
        ["jobTitle"] = "title",
        ["job_title"] = "title",
        ["nickname"] = "preferredName",
        ["contacts"] = "addresses",
        ["status"] = "state",
    };

    /// <summary>The vendor's fields of things that are not kept here.</summary>
    private static readonly string[] NotKept =
    [
        "chat", "manager", "images", "certifications", "biography", "employerInfo", "acdAutoAnswer", "profileSkills",
        "locations", "groups", "skills", "languages", "team", "workPlanBidRanks", "languagePreference",
    ];

    private static readonly string[] Secrets = ["password", "newPassword"];

    public static UserDetails Read(BodyReader reader, bool isNew)
    {
        var name = reader.Text("name", required: isNew, longest: User.LongestName)?.Trim();
        var email = Email(reader, isNew);
        var details = new UserDetails(
            name,
            email,
            reader.Text("department", longest: LongestText),
            reader.Text("title", longest: LongestText),
            reader.Text("preferredName", longest: LongestText),
            reader.Objects("addresses", 0, Contact.Most)?.Select(Contact.Read).ToList(),
            State(reader),
            reader.Texts("roles", 1, Roles.All.Count, accepted: Roles.All)?.Distinct(StringComparer.Ordinal).ToList());
        foreach (var field in NotKept)
        {
            NotKeptHere(reader, field);
        }

        return details;
    }

    /// <summary>Refuses a division other than the one that there is.</summary>
    public static void CheckDivision(BodyReader reader, string name, string? id)
    {
        if (id is not null && id != Division.Home.Id)
        {
            reader.Refuse(
                name,
                "invalid.value",
                $"There is one division here, {Division.Home.Name}, with the id {Division.Home.Id}. Leave this out, or name it.",
                [Division.Home.Id],
                Division.Home.Id);
        }
    }

    private static string? Email(BodyReader reader, bool required)
    {
        if (reader.Text("email", required, longest: User.LongestEmail) is not { } text)
        {
            return null;
        }

        var trimmed = text.Trim().ToLowerInvariant();
        if (IsEmail(trimmed))
        {
            return trimmed;
        }

        var meant = string.Concat(trimmed.Where(c => !char.IsWhiteSpace(c)));
        meant = meant.StartsWith("mailto:", StringComparison.Ordinal) ? meant["mailto:".Length..] : meant;
        reader.Refuse("email", "malformed.email", "An email address has a name, an @ and a host, and no spaces.", nearest: IsEmail(meant) ? meant : null);
        return null;
    }

    private static bool IsEmail(string text) =>
        text.Split('@') is [{ Length: > 0 }, { Length: > 0 } host]
        && !host.StartsWith('.') && !host.EndsWith('.')
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';');

    private static bool? State(BodyReader reader)
    {
        // Whoever wants a user gone wants above all that they can do nothing more.
        if (reader.Peek("state") is { ValueKind: System.Text.Json.JsonValueKind.String } state && state.GetString() == "deleted")
        {
            reader.Has("state");
            reader.Refuse(
                "state",
                "invalid.value",
                "Users stay to be named in old conversations, so they are not deleted. An inactive user can't log in and is not listed.",
                ["active", "inactive"],
                "inactive");
            return null;
        }

        return reader.OneOf("state", ["active", "inactive"]) is { } known ? known == "active" : null;
    }

    // An empty one is what GET answers, and says nothing that would be lost.
    private static void NotKeptHere(BodyReader reader, string name)
    {
        if (reader.Has(name)
            && reader.Peek(name) is { } value
            && !(value.ValueKind == System.Text.Json.JsonValueKind.Array && value.GetArrayLength() == 0))
        {
            reader.Refuse(name, "not.supported", $"`{name}` of users is not kept here, and would be lost. Leave it out.");
        }
    }

    /// <summary>Faults without what was found in places that hold a password, mistyped ones too.</summary>
    public static List<Fault> WithoutSecrets(IEnumerable<Fault> faults) => faults
        .Select(fault => fault.Pointer is { } at && (at.Contains("pass", StringComparison.OrdinalIgnoreCase) || Nearest.To(at.TrimStart('/'), Secrets) is not null)
            ? fault with { Found = null }
            : fault)
        .ToList();

    /// <summary>One role, where a list of them belongs.</summary>
    public static void MendRoles(JsonObject body)
    {
        if (body.Remove("role", out var role) || (body["roles"] is JsonValue && body.Remove("roles", out role)))
        {
            body["roles"] = new JsonArray(role?.DeepClone());
        }
    }
}
