using Pillion.Kernel.Json;

namespace Pillion.Identity.Users;

/// <summary>A way to reach a user, in the vendor's terms.</summary>
/// <param name="MediaType"><c>PHONE</c>, <c>EMAIL</c> or <c>SMS</c>.</param>
/// <param name="Type">Which of several: <c>PRIMARY</c>, <c>WORK</c>, <c>MOBILE</c>, ...</param>
internal sealed record Contact(string? Address, string? MediaType, string? Type, string? Extension, string? CountryCode)
{
    /// <summary>Contacts that one user may have.</summary>
    public const int Most = 20;

    private static readonly string[] MediaTypes = ["PHONE", "EMAIL", "SMS"];
    private static readonly string[] Types = ["PRIMARY", "WORK", "WORK2", "WORK3", "WORK4", "HOME", "MOBILE", "MAIN", "OTHER"];

    /// <summary>The vendor derives this one from the email address of the user.</summary>
    public static Contact Primary(string email) => new(email, "EMAIL", "PRIMARY", null, null);

    public static Contact Read(BodyReader reader)
    {
        var contact = new Contact(
            reader.Text("address", required: !reader.Has("extension")),
            reader.OneOf("mediaType", MediaTypes),
            reader.OneOf("type", Types),
            reader.Text("extension", longest: 20),
            reader.Text("countryCode", longest: 10));

        // What the vendor makes of an address, and where it took it from.
        ChangingUsers.AcceptReadOnly(reader, "display", "integration");
        reader.Close();
        return contact;
    }
}
