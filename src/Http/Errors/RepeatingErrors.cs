using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Http.Errors;

/// <summary>Codes of the header Idempotency-Key.</summary>
internal static class RepeatingErrors
{
    private static readonly ErrorExample Good = Post("/api/v2/routing/wrapupcodes", 200, """{ "name": "{newName}" }""").With("Idempotency-Key", "{newKey}");

    public static ErrorGroup Group { get; } = new("Repeated requests",
    [
        new("invalid.idempotency.key", [400], "The key can't be used")
        {
            Means = "`Idempotency-Key` is not one value of 1 to 255 printable ASCII characters.",
            Why = "The header is empty, is there twice, is too long, or holds letters outside of ASCII.",
            Cure = "Send a key such as `T-17/open`: the ticket's number and its new status.",
            Refused = Good.With("Idempotency-Key", "{longKey}") with { Status = 400 },
            Works = Good,
        },
        new("idempotency.key.running", [409], "The first request with this key is still being served")
        {
            Means = "Another request with the same key came first, and its answer was not there within the time that this one waited.",
            Why = "The request was repeated while the first one is at work.",
            Cure = "Wait `Retry-After` seconds and send it again with the same key: it gets the first one's answer.",
            Unshown = "It takes two requests at the same moment.",
        },
        new("idempotency.key.reused", [422], "The key belongs to another request")
        {
            Means = "A request with this key and another path or body was served within the last 24 hours.",
            Why = "A key stands for one request, so that it can be repeated without happening twice.",
            Cure = "Use a new key for a new request, and exactly the same body for a repeated one.",
            Unshown = "It takes two requests: one with the key, and another one with the same key.",
        },
    ]);
}
