using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Users;

/// <summary><c>POST /api/v2/users</c>. Without a password the user can be asked into conversations, but not log in.</summary>
internal static class CreatingUser
{
    private const string Path = "/api/v2/users";

    /// <param name="Email">Also the name to log in with; unique, whatever its case.</param>
    /// <param name="Password">10 to 256 characters.</param>
    /// <param name="State"><c>active</c> (default) or <c>inactive</c>.</param>
    /// <param name="Roles"><c>agent</c> (default), <c>admin</c>; ours.</param>
    internal sealed record CreateUser(
        string Name,
        string Email,
        string? Department,
        string? Title,
        string? PreferredName,
        IReadOnlyList<Contact>? Addresses,
        string? Password,
        string? DivisionId,
        string? State,
        IReadOnlyList<string>? Roles);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost(Path, CreateAsync)
        .RequireScopes(Scopes.UsersWrite)
        .WithName("postUsers")
        .WithTags("Users")
        .WithSummary("Makes a user.")
        .Accepts<CreateUser>("application/json")
        .WithExample("An agent", """{ "name": "Kim Park", "email": "kim.park@example.test", "title": "Support", "password": "a long password" }""")
        .Produces<UserView>();

    private static async Task<IResult> CreateAsync(
        HttpContext context, UserDirectory users, Passwords passwords, TimeProvider time, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadAsync(context.Request, cancellation);
        if (body.Refused)
        {
            return body.Refusal.ToResult();
        }

        var faults = new List<Fault>();
        var (details, password) = Read(body.Value, faults);
        if (faults.Count > 0)
        {
            return Refusal.Of(UserReading.WithoutSecrets(faults), Mended(body.Value, faults)).ToResult();
        }

        var (caller, now) = (Caller.From(context.User), time.GetUtcNow());
        var user = details.On(New(details, password is null ? "" : passwords.Hash(password), now));
        if (user.IsAdmin && !caller.Scopes.Contains(Scopes.Admin))
        {
            return UserRefusals.AdminsOnly(caller, $"Making an admin takes the scope {Scopes.Admin}.").ToResult();
        }

        var added = await users.AddAsync(user, cancellation);
        if (added.Refused)
        {
            return added.Refusal.ToResult();
        }

        context.Response.Headers.Location = user.SelfUri;
        return Results.Ok(UserView.Of(user, []));
    }

    private static User New(UserDetails details, string hash, DateTimeOffset now) => new(
        Ids.New(),
        details.Name!,
        details.Email!,
        null,
        [Roles.Agent],
        true,
        hash,
        Ids.New(),
        new PresenceState(Presences.Offline, null, now),
        new RoutingState(RoutingStatuses.OffQueue, now),
        1,
        false,
        false);

    private static (UserDetails Details, string? Password) Read(JsonElement body, List<Fault> faults)
    {
        var reader = BodyReader.Root(body, faults);
        var details = UserReading.Read(reader, isNew: true);
        var password = NewPassword(reader, "password", required: false);
        UserReading.CheckDivision(reader, "divisionId", reader.Text("divisionId"));
        reader.Close(UserReading.Aliases);
        return (details, password);
    }

    /// <summary>A password that is long enough, and short enough to be hashed.</summary>
    public static string? NewPassword(BodyReader reader, string name, bool required)
    {
        var password = reader.Text(name, required, Passwords.Longest);
        if (password is { Length: < Passwords.Shortest })
        {
            reader.Refuse(name, "invalid.length", $"A password has {Passwords.Shortest} to {Passwords.Longest} characters.");
            return null;
        }

        return password;
    }

    private static Suggestion? Mended(JsonElement body, List<Fault> faults)
    {
        var mended = Suggestions.Tree(body, faults.Where(fault => fault.Pointer != "/role").ToList());
        if (mended is null)
        {
            return null;
        }

        UserReading.MendRoles(mended);
        if (mended["name"] is null && mended["firstName"] is null && mended["email"] is { } email && email.GetValueKind() == JsonValueKind.String)
        {
            mended["name"] = email.GetValue<string>().Trim();
        }

        return Suggestions.Checked("POST", Path, mended, (corrected, left) => Read(corrected, left));
    }
}
