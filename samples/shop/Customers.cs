using System.Security.Cryptography;
using System.Text;

namespace Pillion.Samples.Shop;

internal sealed record Customer(
    string ExternalId,
    string Name,
    string Email,
    string Phone,
    string DateOfBirth,
    string LoyaltyNumber,
    Address Address,
    Order[] Orders);

internal sealed record Address(string Street, string Postcode, string City, string Country);

internal sealed record Order(string Number, string Placed, string Status, decimal Total, OrderLine[] Lines);

internal sealed record OrderLine(string Product, string Name, int Quantity);

/// <summary>Two people who don't exist. Their password is printed on the sign-in page.</summary>
internal static class Customers
{
    private static readonly byte[] Password = "tandem-demo"u8.ToArray();

    private static readonly Customer[] All =
    [
        new(
            "customer-17",
            "Robin Doe",
            "robin@example.test",
            "+1 555 0117",
            "1988-04-12",
            "TC-4471-0093",
            new Address("14 Mill Lane", "4051", "Basel", "CH"),
            [
                new("TC-20418", "2026-10-30", "Delivered", 227.00m, [new("panniers", "Long Road Panniers", 1), new("helmet", "Cloudcap Helmet", 1)]),
                new("TC-20655", "2026-11-14", "On its way", 64.00m, [new("front-light", "Firefly Front Light", 1)]),
            ]),
        new(
            "customer-23",
            "Kim Vale",
            "kim@example.test",
            "+1 555 0123",
            "1994-09-03",
            "TC-5120-7716",
            new Address("3 Harbour Row", "1013", "Amsterdam", "NL"),
            [new("TC-20702", "2026-11-19", "Being packed", 403.00m, [new("tent", "Two-Up Tent", 1), new("stove", "Slow Morning Stove", 1)])]),
    ];

    public static Customer? ById(string externalId) => Array.Find(All, customer => customer.ExternalId == externalId);

    public static Customer? Find(string? email, string? password)
    {
        var known = password is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(password), Password);
        return known && email is not null
            ? Array.Find(All, customer => customer.Email.Equals(email.Trim(), StringComparison.OrdinalIgnoreCase))
            : null;
    }
}
