using Pillion.Http.Errors;
using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Conversations.Errors;

/// <summary>Codes of what is kept with a conversation, and of searching for it.</summary>
internal static class AttributeErrors
{
    private const string Secure = "/api/v2/conversations/{conversationId}/secureattributes";
    private const string Search = "/api/v2/conversations/participants/attributes/search";

    public static ErrorGroup Group { get; } = new("Attributes",
    [
        new("too.many.attributes", [409], "There are too many attributes")
        {
            Means = "With these the participant would have more than 100 attributes, or the conversation more than 100 secure ones.",
            Why = "Attributes are kept with the conversation and sent with it, so they are bounded.",
            Cure = "Reuse names: a name that is there already gets the new value.",
            Unshown = "It takes several requests that add attributes.",
        },
        new("stale.secure.attributes", [409], "The secure attributes have been changed since")
        {
            Means = "`version` is not that of the secure attributes now. Nothing was changed.",
            Why = "Someone else changed them between your reading and your writing.",
            Cure = "Read them again. If the change is still right, `suggestion` has the version that they have now.",
            Refused = Patch(Secure, 409, """{ "attributes": { "account": "4711" }, "version": 99 }"""),
            Works = Patch(Secure, 202, """{ "attributes": { "account": "4711" } }"""),
        },
        new("invalid.cursor", [400], "This cursor does not go on here")
        {
            Means = "The cursor is not one of an answer to this very query.",
            Why = "The query or its order was changed between two pages, or the cursor was cut.",
            Cure = "Send the same body again with nothing but the cursor changed, or leave the cursor out to begin again.",
            Refused = Post(Search, 400, """{ "query": [ { "type": "MATCH_ALL" } ], "cursor": "bm90LmEuY3Vyc29y" }"""),
            Works = Post(Search, 200, """{ "query": [ { "type": "MATCH_ALL" } ] }"""),
        },
    ]);
}
