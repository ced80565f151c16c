using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>The user whom the address of a request names, or why it names none.</summary>
/// <param name="Id">The id of <paramref name="User"/>, or the one that was probably meant.</param>
/// <param name="User">Null when the address names nobody.</param>
/// <param name="Fault">What is wrong with the address.</param>
/// <param name="Path">The address, corrected where what was meant can be read.</param>
/// <param name="Version">That of the user's document, which is the ETag; 0 when there is none.</param>
internal sealed record UserAddress(string? Id, User? User, Fault? Fault, string Path, long Version = 0)
{
    /// <summary>Looks the user up. An email address, <c>me</c> and an id in capitals are not accepted, but understood.</summary>
    public static async ValueTask<UserAddress> ReadAsync(HttpContext context, UserDirectory users, string given, CancellationToken cancellation)
    {
        var path = context.Request.Path.Value!;
        if (Ids.IsId(given) && await users.GetAsync(given, cancellation) is { } found)
        {
            return new UserAddress(found.Id, found.Value, null, path, found.Version);
        }

        var (meant, message) = await MeantAsync(context, users, given, cancellation);
        var fault = new Fault("not.found", message, "path:userId", given.Length <= 100 ? given : $"{given[..100]}…", Nearest: meant?.Id);
        return new UserAddress(meant?.Id, null, fault, meant is null ? path : Replaced(path, meant.Id));
    }

    /// <summary>
    /// Everything that is wrong with a request to this address. The suggestion has the corrected address too, and is
    /// there only when <paramref name="corrected"/> is a body that can be sent, or the request needs none.
    /// </summary>
    public Refusal Refuse(HttpContext context, IReadOnlyList<Fault> faults, Suggestion? corrected)
    {
        var suggestion = corrected is null || Id is null ? null : corrected with { Path = $"{Path}{context.Request.QueryString}" };
        if (Fault is null)
        {
            return Refusal.Of(faults, suggestion);
        }

        List<Fault> all = [Fault, .. faults];
        return new Refusal(404, "not.found", all.Count == 1 ? Fault.Message : $"{all.Count} things are wrong with this request.", all, suggestion);
    }

    /// <summary>As <see cref="Refuse(HttpContext, IReadOnlyList{Fault}, Suggestion?)"/>, for a request without a body.</summary>
    public Refusal Refuse(HttpContext context, IReadOnlyList<Fault> faults) =>
        Refuse(context, faults, faults.Count == 0 ? Suggestions.Get(Path) with { Method = context.Request.Method } : null);

    /// <summary>The body that came, as a suggestion for another address.</summary>
    public static Suggestion? SameBody(HttpContext context, JsonElement body) =>
        body.ValueKind == JsonValueKind.Object ? Suggestion.Json(context.Request.Method, "", JsonNode.Parse(body.GetRawText())) : null;

    private static async ValueTask<(User? User, string Message)> MeantAsync(
        HttpContext context, UserDirectory users, string given, CancellationToken cancellation)
    {
        if (given.Contains('@', StringComparison.Ordinal))
        {
            var named = await users.FindByEmailAsync(given, cancellation);
            return (named, named is null
                ? "Users are addressed by id here, and no user has this email address. GET /api/v2/users lists them."
                : $"Users are addressed by id here. The id of {named.Email} is {named.Id}.");
        }

        if (given.Equals("me", StringComparison.OrdinalIgnoreCase))
        {
            var self = Caller.From(context.User).UserId is { } id ? await users.FindAsync(id, cancellation) : null;
            return (self, self is null
                ? "This token belongs to an OAuth client, not to a person, so there is no \"me\". Name a user by id."
                : $"\"me\" stands for you in GET /api/v2/users/me only. Your id is {self.Id}.");
        }

        var folded = Guid.TryParse(given, out var guid) ? await users.FindAsync(guid.ToString("D"), cancellation) : null;
        return (folded, folded is null
            ? "There is no user with this id. GET /api/v2/users lists them."
            : $"Ids are lower-case UUIDs with dashes: {folded.Id}.");
    }

    // The user stands right behind "users", whatever follows.
    private static string Replaced(string path, string id)
    {
        var steps = path.Split('/');
        steps[Array.IndexOf(steps, "users") + 1] = id;
        return string.Join('/', steps);
    }
}
