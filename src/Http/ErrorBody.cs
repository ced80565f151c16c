using System.Text.Json.Nodes;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>A refusal on the wire: the vendor's fields, and ours beside them.</summary>
/// <param name="ContextId">The <see cref="CorrelationId"/> of the answer.</param>
/// <param name="Details">Always empty; the vendor's SDKs expect the list.</param>
public sealed record ErrorBody(
    string Message,
    string Code,
    int Status,
    string ContextId,
    IReadOnlyList<object> Details,
    IReadOnlyList<ErrorItem> Errors,
    SuggestedRequest? Suggestion,
    string? Docs)
{
    /// <summary>The body for a refusal.</summary>
    public static ErrorBody Of(Refusal refusal, string contextId) => new(
        refusal.Message,
        refusal.Code,
        refusal.Status,
        contextId,
        [],
        refusal.Faults
            .Select(fault => new ErrorItem(fault.Message, fault.Code, refusal.Status, fault.Pointer, fault.Found, fault.Expected, fault.Nearest))
            .ToList(),
        refusal.Suggestion is { } suggestion
            ? new SuggestedRequest(suggestion.Method, suggestion.Path, suggestion.Headers, suggestion.Body)
            : null,
        refusal.Docs);
}

/// <summary>One fault on the wire.</summary>
public sealed record ErrorItem(
    string Message, string Code, int Status, string? Pointer, JsonNode? Found, IReadOnlyList<string>? Expected, string? Nearest);

/// <summary>A corrected request, ready to send.</summary>
public sealed record SuggestedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body);
