using Microsoft.AspNetCore.Http;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Identity.Users;

/// <summary>What the operations that change a user have in common.</summary>
internal static class ChangingUsers
{
    /// <summary>People change themselves; changing others takes <see cref="Scopes.UsersWrite"/>.</summary>
    public static Refusal? NotAllowed(HttpContext context, string userId)
    {
        var caller = Caller.From(context.User);
        return caller.UserId == userId || caller.Scopes.Contains(Scopes.UsersWrite) ? null : UserRefusals.NotYourself(caller);
    }

    /// <summary>Accepts fields that SDKs send back as they got them, without effect.</summary>
    public static void AcceptReadOnly(BodyReader reader, params string[] names)
    {
        foreach (var name in names)
        {
            reader.Has(name);
        }
    }
}
