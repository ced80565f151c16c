using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pillion.Cobrowse.Invitations;
using Pillion.Kernel;

namespace Pillion.Cobrowse.Guests;

/// <summary>What guests are told. It says how to do it right, and nothing about sessions that they can't name.</summary>
internal static class GuestRefusals
{
    private const string Pointer = "path:sessionId";
    private const int LongestShown = 100;

    public static Refusal UnknownDeployment(string given) => Refusal.NotFound(
        "not.found",
        "There is no such deployment. A deployment is a site: use its id or its key, the one that stands in the snippet's tag.",
        "path:deploymentId",
        Cut(given));

    public static Refusal UnknownSession(string given) => Refusal.NotFound(
        "session.not.found", "This site has no cobrowse session with this id.", Pointer, given);

    public static Refusal UnknownCode(string given) => Refusal.NotFound(
        "join.code.unknown",
        "No invitation on this site waits under this join code. A code works once, until its invitation ends; check the digits, or ask for a new one.",
        Pointer,
        given);

    /// <param name="meant">The code, when it is one that works.</param>
    public static Refusal MalformedCode(string given, HttpRequest request, string? meant) => Malformed(
        "malformed.join.code", "A join code is six digits with nothing between them.", given, ["six digits"], request, meant);

    /// <param name="meant">The id, when there is a session with it that is not over.</param>
    public static Refusal MalformedId(string given, HttpRequest request, string? meant) => Malformed(
        "malformed.id",
        "This is neither the id of a cobrowse session, which is a lower-case UUID, nor a join code, which is six digits.",
        given,
        ["a lower-case UUID", "six digits"],
        request,
        meant);

    /// <param name="reason">An end reason of the live protocol.</param>
    public static Refusal Over(string reason) => Refusal.NotFound(
        "session.ended",
        reason switch
        {
            EndReasons.Declined => "The visitor has turned this invitation down.",
            EndReasons.Expired => "Nobody answered this invitation in time.",
            EndReasons.Canceled => "This invitation was taken back.",
            _ => "This session is over.",
        },
        Pointer);

    /// <summary>The conversation has only just begun.</summary>
    public static Result<InvitationChange> TooEarly { get; } =
        Refusal.Conflict("request.conflict", "This session is only just being made. Send it again in a second.");

    public static Refusal TooManyCodes(HttpResponse response, TimeSpan wait)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        var message = $"Too many join codes were tried. Try again in {seconds} seconds; a session's id works at any time.";
        return new Refusal(429, "too.many.requests.retry.after", message, [new Fault("too.many.requests.retry.after", message, Pointer)]);
    }

    private static Refusal Malformed(
        string code, string message, string given, IReadOnlyList<string> expected, HttpRequest request, string? meant)
    {
        var path = request.Path.Value!;
        return new Refusal(
            404,
            code,
            message,
            [new Fault(code, message, Pointer, Cut(given), expected, meant)],
            meant is null
                ? null
                : new Suggestion(request.Method, $"{path[..(path.LastIndexOf('/') + 1)]}{meant}", new Dictionary<string, string>(StringComparer.Ordinal), null));
    }

    private static string Cut(string text) => text.Length <= LongestShown ? text : $"{text[..LongestShown]}…";
}
