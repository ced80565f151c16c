using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Http.Errors;

/// <summary>Codes of the header If-Match.</summary>
internal static class VersionErrors
{
    private static readonly ErrorExample Good = Patch(
        "/api/v2/conversations/{conversationId}/participants/{visitorParticipantId}/attributes",
        202,
        """{ "attributes": { "ticket": "T-17" } }""").With("If-Match", "*");

    public static ErrorGroup Group { get; } = new("Versions",
    [
        new("precondition.failed", [412], "It has changed since you read it")
        {
            Means = "The thing has another version than `If-Match` names; `expected` is the `ETag` that it has now. Nothing was changed.",
            Why = "Someone else changed it between your reading and your writing, or the tag is a weak one (`W/\"7\"`).",
            Cure = "Read it again. If the change is still right, send it with the new `ETag`; leave `If-Match` out to change whatever is there.",
            Refused = Good.With("If-Match", "\"0\"") with { Status = 412 },
            Works = Good,
        },
        new("invalid.entity.tag", [400], "This is no entity tag")
        {
            Means = "`If-Match` is not the text of an `ETag`.",
            Why = "The quotes belong to the tag: it is `\"7\"`, not `7`.",
            Cure = "Send the `ETag` as it came; `nearest` is the tag that was probably meant.",
            Refused = Good.With("If-Match", "7") with { Status = 400 },
            Works = Good,
        },
    ]);
}
