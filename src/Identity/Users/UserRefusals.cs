using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>The refusals that several operations on users share.</summary>
internal static class UserRefusals
{
    /// <summary>No such user.</summary>
    public static Refusal NotFound(string id) => Refusal.NotFound(
        "not.found", "There is no user with this id. GET /api/v2/users lists them.", "path:userId", id.Length <= 100 ? id : $"{id[..100]}…");

    /// <summary>Two users can't log in with one email address.</summary>
    public static Refusal EmailTaken(string email, User? holder)
    {
        var hint = holder is null ? "" : $" That user is {holder.Id} ({holder.Name}, {holder.State}); change them with PATCH {holder.SelfUri}.";
        var message = $"There is a user with this email address already.{hint}";
        return new Refusal(409, "email.taken", message, [new Fault("email.taken", message, "/email", email)]);
    }

    /// <summary>Only those who may do everything change those who may.</summary>
    public static Refusal AdminsOnly(Caller caller, string message) => new(
        403,
        "missing.scope",
        message,
        [new Fault("missing.scope", message, "header:Authorization", string.Join(' ', caller.Scopes), [Scopes.Admin])]);

    /// <summary>A token that belongs to a client alone, where a person's is needed.</summary>
    public static Refusal NotAUser()
    {
        const string message = "This token belongs to an OAuth client, not to a person, so there is no \"me\". "
            + "Use GET /api/v2/users/{userId}, or log in with the authorization code grant.";
        return new Refusal(400, "not.a.user", message, [new Fault("not.a.user", message, "header:Authorization")]);
    }

    /// <summary>Someone else's presence.</summary>
    public static Refusal NotYourself(Caller caller)
    {
        var message = $"Only the user themself, or a token with the scope {Scopes.UsersWrite}, may change this.";
        return new Refusal(
            403,
            "missing.scope",
            message,
            [new Fault("missing.scope", message, "header:Authorization", string.Join(' ', caller.Scopes), [Scopes.UsersWrite])]);
    }
}
