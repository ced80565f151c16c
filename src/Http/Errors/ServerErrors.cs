namespace Pillion.Http.Errors;

/// <summary>Codes for what goes wrong on the server's side.</summary>
internal static class ServerErrors
{
    public static ErrorGroup Group { get; } = new("The server's own",
    [
        new("internal.server.error", [500], "This failed on the server's side")
        {
            Means = "The request met a bug or a broken engine.",
            Why = "The reason is in the server's log, beside the `contextId` of the answer, which is also its header `ININ-Correlation-Id`.",
            Cure = "Look the `contextId` up in the log. A POST with an `Idempotency-Key` can be sent again safely.",
            Unshown = "No request should ever get this answer.",
        },
    ]);
}
