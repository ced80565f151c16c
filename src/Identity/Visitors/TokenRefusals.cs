using Pillion.Kernel;

namespace Pillion.Identity.Visitors;

/// <summary>Why a token of a connecting visitor is not accepted. Status 401, which the live protocol closes with 4401.</summary>
internal static class TokenRefusals
{
    public static Refusal Visitor(string what, string message) =>
        One($"visitor.token.{what}", $"{message} Forget it, and connect without one to get another.", "/visitor");

    public static Refusal Identity(string what, string message, string? claim = null) =>
        One($"identity.token.{what}", message, claim is null ? "/identity" : $"/identity/{claim}");

    private static Refusal One(string code, string message, string pointer) =>
        new(401, code, message, [new Fault(code, message, pointer)]);
}
