using Pillion.Contracts;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.WrapUpCodes;

/// <summary>A wrap-up code to create or to put in the place of one. What GET answers can be sent back.</summary>
/// <param name="Name">1 to 200 characters; unique, whatever the case.</param>
/// <param name="Description">At most 1000 characters.</param>
public sealed record WrapUpCodeRequest(string? Name, string? Description)
{
    private const int LongestDescription = 1000;

    // What the server decides; programs send back what they were answered.
    private static readonly string[] ReadOnly = ["id", "dateCreated", "dateModified", "createdBy", "modifiedBy", "selfUri"];

    private static readonly AliasTable Names = new(
        ("title", "name"), ("label", "name"), ("code", "name"), ("desc", "description"), ("text", "description"));

    internal static WrapUpCodeRequest Read(BodyReader body)
    {
        var name = body.Text("name", required: true, longest: WrapUpCatalog.LongestName)?.Trim();
        var description = body.Text("description", longest: LongestDescription);
        if (body.Object("division") is { } division)
        {
            ReadDivision(division);
        }

        foreach (var field in ReadOnly)
        {
            body.Has(field);
        }

        body.Close(Names);
        return new WrapUpCodeRequest(name, description);
    }

    private static void ReadDivision(BodyReader division)
    {
        if (division.Text("id") is { } id && id != Division.Home.Id)
        {
            division.Refuse(
                "id",
                "invalid.value",
                $"There is one division here, {Division.Home.Name}, with the id {Division.Home.Id}. Leave `division` out, or name it.",
                [Division.Home.Id],
                Division.Home.Id);
        }

        foreach (var field in new[] { "name", "selfUri", "starred" })
        {
            division.Has(field);
        }

        division.Close();
    }
}
