using System.Text.Json.Nodes;
using Pillion.Http.Errors;
using Pillion.Kernel;

namespace Pillion.Http;

/// <summary>A refusal on the wire: the vendor's fields, and ours beside them.</summary>
/// <param name="ContextId">The <see cref="CorrelationId"/> of the answer.</param>
/// <param name="Details">Always empty; the vendor's SDKs expect the list.</param>
/// <param name="Docs">Path of the page of the code.</param>
public sealed record ErrorBody(
    string Message,
    string Code,
    int Status,
    string ContextId,
    IReadOnlyList<object> Details,
    IReadOnlyList<ErrorItem> Errors,
    SuggestedRequest? Suggestion,
    string Docs)
{
    /// <summary>The body for a refusal.</summary>
    public static ErrorBody Of(Refusal refusal, string contextId) => new(
        refusal.Message,
        refusal.Code,
        refusal.Status,
        contextId,
        [],
        refusal.Faults.Select(fault => Item(refusal, fault)).ToList(),
        refusal.Suggestion is { } suggestion
            ? new SuggestedRequest(suggestion.Method, suggestion.Path, suggestion.Headers, suggestion.Body)
            : null,
        ErrorCatalog.Page(refusal.Code));

    private static ErrorItem Item(Refusal refusal, Fault fault) => new(
        fault.Message,
        fault.Code,
        refusal.Status,
        fault.Pointer,
        fault.Found,
        fault.Expected,
        fault.Nearest,
        fault.Code == refusal.Code ? null : ErrorCatalog.Page(fault.Code));
}

/// <summary>One fault on the wire.</summary>
/// <param name="Docs">Path of the page of the code; absent when it is that of the whole.</param>
public sealed record ErrorItem(
    string Message, string Code, int Status, string? Pointer, JsonNode? Found, IReadOnlyList<string>? Expected, string? Nearest, string? Docs);

/// <summary>A corrected request, ready to send.</summary>
public sealed record SuggestedRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, JsonNode? Body);
