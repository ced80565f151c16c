using System.Text.Json.Nodes;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Identity.Users;

/// <summary>The refusals that several operations on users share.</summary>
internal static class UserRefusals
{
    /// <summary>No such user; who sent an email address is told how to look it up.</summary>
    public static Refusal NotFound(string id)
    {
        var email = id.Contains('@', StringComparison.Ordinal);
        var message = email
            ? "Users are addressed by id here. Look the email address up with POST /api/v2/users/search."
            : "There is no user with this id. GET /api/v2/users lists them.";
        return new Refusal(404, "not.found", message, [new Fault("not.found", message, "path:userId", id)], email ? Search(id) : null);
    }

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

    private static Suggestion Search(string email) => Suggestion.Json("POST", "/api/v2/users/search", new JsonObject
    {
        ["query"] = new JsonArray(new JsonObject
        {
            ["fields"] = new JsonArray("email"),
            ["value"] = email,
            ["type"] = "EXACT",
        }),
    });
}
