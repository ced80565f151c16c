using Microsoft.AspNetCore.Http;

namespace Pillion.Samples.Shop;

/// <summary>The shop's own API: signing in, the account, and the token that tells Pillion who is signed in.</summary>
internal sealed class ShopBackend(ShopCookie cookie, IdentityTokens tokens)
{
    public async Task<IResult> SignInAsync(HttpContext context)
    {
        if (await ShopRequest.ReadAsync(context.Request) is not { } body)
        {
            return NotUnderstood("""Send {"email", "password"} as application/json.""");
        }

        if (Customers.Find(ShopRequest.Text(body, "email"), ShopRequest.Text(body, "password")) is not { } customer)
        {
            return Refuse(StatusCodes.Status401Unauthorized, "This email address and password don't belong together.");
        }

        cookie.Write(context, customer);
        return Private(context, View(customer));
    }

    public IResult SignOut(HttpContext context)
    {
        cookie.Clear(context);
        return Results.NoContent();
    }

    public IResult Me(HttpContext context) =>
        Private(context, cookie.Read(context.Request) is { } customer ? View(customer) : new { signedIn = false });

    public IResult Account(HttpContext context) => cookie.Read(context.Request) is { } customer
        ? Private(context, new { customer.Name, customer.Email, customer.Phone, customer.DateOfBirth, customer.LoyaltyNumber, customer.Address, customer.Orders })
        : SignInFirst();

    public IResult PillionToken(HttpContext context) => cookie.Read(context.Request) is { } customer
        ? Private(context, new { token = tokens.For(customer) })
        : SignInFirst();

    /// <summary>Checks everything and changes nothing: many people share the demo customers.</summary>
    public async Task<IResult> ChangePasswordAsync(HttpContext context)
    {
        if (cookie.Read(context.Request) is not { } customer)
        {
            return SignInFirst();
        }

        if (await ShopRequest.ReadAsync(context.Request) is not { } body)
        {
            return NotUnderstood("""Send {"current", "new"} as application/json.""");
        }

        if (Customers.Find(customer.Email, ShopRequest.Text(body, "current")) is null)
        {
            return Refuse(StatusCodes.Status400BadRequest, "That is not your current password.");
        }

        return ShopRequest.Text(body, "new") is not { Length: >= 10 and <= 200 }
            ? Refuse(StatusCodes.Status400BadRequest, "A new password has 10 to 200 characters.")
            : Private(context, new { message = "All checks passed. Demo customers are shared, so their password stays as it was." });
    }

    public static IResult Refuse(int status, string message) => Results.Json(new { message }, statusCode: status);

    private static IResult NotUnderstood(string message) => Refuse(StatusCodes.Status400BadRequest, message);

    private static IResult SignInFirst() => Refuse(StatusCodes.Status401Unauthorized, "Sign in first.");

    /// <summary>An answer for one customer, which no cache may keep for another.</summary>
    private static IResult Private(HttpContext context, object body)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(body);
    }

    private static object View(Customer customer) =>
        new { signedIn = true, customer.Email, customer.Name, customer.ExternalId };
}
