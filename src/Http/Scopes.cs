using System.Collections.Frozen;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Pillion.Http.Tokens;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>The scopes of the API, what each one includes, and the vendor's names for them.</summary>
public static class Scopes
{
    public const string ConversationRead = "conversation:read";
    public const string ConversationWrite = "conversation:write";
    public const string Cobrowse = "cobrowse";
    public const string UsersRead = "users:read";
    public const string UsersWrite = "users:write";
    public const string Automation = "automation";
    public const string RecordingRead = "recording:read";
    public const string Admin = "admin";

    /// <summary>All scopes by Pillion's names.</summary>
    public static IReadOnlyList<string> All { get; } =
        [ConversationRead, ConversationWrite, Cobrowse, UsersRead, UsersWrite, Automation, RecordingRead, Admin];

    /// <summary>The vendor's scope names, each with the scopes that it stands for.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["conversations"] = [ConversationWrite, Cobrowse],
        ["conversations:readonly"] = [ConversationRead],
        ["routing"] = [ConversationWrite],
        ["routing:readonly"] = [ConversationRead],
        ["users"] = [UsersWrite],
        ["users:readonly"] = [UsersRead],
        ["presence"] = [UsersWrite],
        ["presence:readonly"] = [UsersRead],
        ["user-basic-info"] = [UsersRead],
        // Channels need no scope of their own; this is what their topics need.
        ["notifications"] = [ConversationRead, UsersRead],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>
    /// Lets only callers through whose token holds all of these scopes, or ones that include them. Without a valid
    /// token the answer is 401, without a scope 403 that names it.
    /// </summary>
    public static TBuilder RequireScopes<TBuilder>(this TBuilder builder, params string[] scopes)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.WithMetadata(new RequiredScopes(scopes));
        return builder.AddEndpointFilter(async (context, next) => Check(context.HttpContext, scopes) is { } refusal
            ? refusal.ToResult()
            : await next(context));
    }

    /// <summary>Lets any caller with a valid token through.</summary>
    public static TBuilder RequireToken<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.RequireScopes();

    /// <summary>Why this caller may not use an operation that needs these scopes, or null.</summary>
    internal static Refusal? Check(HttpContext context, IReadOnlyList<string> needed)
    {
        if (context.User.Identity?.IsAuthenticated != true)
        {
            return TokenRefusals.Unauthenticated(context);
        }

        var caller = Caller.From(context.User);
        var missing = needed.Where(scope => !Holds(caller.Scopes, scope)).ToList();
        return missing.Count == 0 ? null : TokenRefusals.Missing(context, caller, missing);
    }

    /// <summary>True when these scopes hold this one, or one that includes it.</summary>
    public static bool Holds(IReadOnlySet<string> held, string scope) => held.Contains(scope) || scope switch
    {
        ConversationRead => held.Contains(ConversationWrite),
        UsersRead => held.Contains(UsersWrite),
        _ => false,
    };
}

/// <summary>The scopes of an operation, for its description.</summary>
public sealed record RequiredScopes(IReadOnlyList<string> Scopes);
