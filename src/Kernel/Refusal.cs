using System.Text.Json.Nodes;

namespace Pillion.Kernel;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Code">Stable, dotted, for programs: <c>invalid.value</c>, <c>unknown.field</c>.</param>
/// <param name="Message">For people: what is wrong and what to do instead.</param>
/// <param name="Pointer">JSON Pointer (RFC 6901) into the body; <c>query:name</c> or <c>path:name</c> elsewhere.</param>
/// <param name="Found">What the caller sent there.</param>
/// <param name="Expected">What would be accepted there.</param>
/// <param name="Nearest">The accepted name or value that looks most like what was sent.</param>
public sealed record Fault(
    string Code,
    string Message,
    string? Pointer = null,
    JsonNode? Found = null,
    IReadOnlyList<string>? Expected = null,
    string? Nearest = null);

/// <summary>A corrected request that can be sent as it is.</summary>
public sealed record Suggestion(string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body)
{
    /// <summary>A suggestion with a JSON body.</summary>
    public static Suggestion Json(string method, string path, JsonNode? body) =>
        new(method, path, new Dictionary<string, string>(StringComparer.Ordinal) { ["Content-Type"] = "application/json" }, body);
}

/// <summary>
/// Why a request is not served. A value, not an exception: only bugs and broken engines throw.
/// </summary>
/// <param name="Status">HTTP status, 400 to 499.</param>
/// <param name="Code">The code of the whole refusal; that of the fault when there is only one.</param>
/// <param name="Message">One sentence for people.</param>
/// <param name="Faults">Everything that is wrong, in the order of the request.</param>
/// <param name="Suggestion">What to send instead, when the intent can be read.</param>
public sealed record Refusal(
    int Status,
    string Code,
    string Message,
    IReadOnlyList<Fault> Faults,
    Suggestion? Suggestion = null)
{
    /// <summary>Status 400 with every fault of a request.</summary>
    public static Refusal Of(IReadOnlyList<Fault> faults, Suggestion? suggestion = null) => new(
        400,
        faults.Count == 1 ? faults[0].Code : "bad.request",
        faults.Count == 1 ? faults[0].Message : $"{faults.Count} things are wrong with this request.",
        faults,
        suggestion);

    /// <summary>Status 404 for a thing that does not exist.</summary>
    public static Refusal NotFound(string code, string message, string? pointer = null, string? found = null) =>
        new(404, code, message, [new Fault(code, message, pointer, found)]);

    /// <summary>Status 409 for a request that the present state does not allow.</summary>
    public static Refusal Conflict(string code, string message) =>
        new(409, code, message, [new Fault(code, message)]);
}
