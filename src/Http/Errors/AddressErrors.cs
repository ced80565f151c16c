using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Http.Errors;

/// <summary>Codes of addresses, methods and query parameters.</summary>
internal static class AddressErrors
{
    public static ErrorGroup Group { get; } = new("Addresses, methods and parameters",
    [
        new("not.found", [404], "Nothing is there")
        {
            Means = "No operation has this address, or the thing that the address names does not exist.",
            Why = "The path is mistyped, belongs to another product or version, or the id is of something that is gone.",
            Cure = "Use `nearest`, which is the operation that looks most like the request; `suggestion` is the request to send where it is plain. All operations are at `/docs`.",
            Refused = Get("/api/v2/conversation", 404),
            Works = Get("/api/v2/conversations", 200),
        },
        new("malformed.id", [400, 404], "This is no id")
        {
            Means = "What stands where an id belongs is not written like one. In an address the status is 404, in a body 400.",
            Why = "Ids are UUIDs in lower case, 36 characters, exactly as the server wrote them. Capitals, braces and cut ends make another text of them.",
            Cure = "Take the id from the answer that you got it with; `nearest` is the id in the right spelling where it can be told.",
            Refused = Get("/api/v2/conversations/17", 404),
            Works = Get("/api/v2/conversations/{conversationId}", 200),
        },
        new("method.not.allowed", [405], "Another method is needed")
        {
            Means = "Something is at this address, but not for this method. The header `Allow` and `expected` list those that work.",
            Why = "`PUT` was sent where `PATCH` is meant, for example, or an address was opened in a browser, which sends `GET`.",
            Cure = "Use one of `expected`. When it can be told which operation was meant, `nearest` names it and `suggestion` is the request.",
            Refused = Put("/api/v2/conversations/{conversationId}/participants/{agentParticipantId}", 405, """{ "state": "connected" }"""),
            Works = Patch("/api/v2/conversations/{conversationId}/participants/{agentParticipantId}", 202, """{ "state": "connected" }"""),
        },
        new("unknown.parameter", [400], "There is no such query parameter")
        {
            Means = "The operation does not know the parameter that `pointer` names.",
            Why = "A parameter that is passed over silently would answer another question than the one that was asked.",
            Cure = "Rename it to `nearest`, or leave it out.",
            Refused = Get("/api/v2/users?page_size=5", 400),
            Works = Get("/api/v2/users?pageSize=5", 200),
        },
        new("invalid.query.param.value", [400], "A query parameter has a value that is not accepted")
        {
            Means = "The value of the parameter that `pointer` names is none of those that are accepted, or out of bounds.",
            Why = "Pages have at most 500 entries, and pages are counted from 1.",
            Cure = "Take one of `expected`.",
            Refused = Get("/api/v2/users?pageSize=0", 400),
            Works = Get("/api/v2/users?pageSize=25&pageNumber=1", 200),
        },
        new("uri.too.long", [414], "The address is too long")
        {
            Means = "Path and query of the request have more than 8,192 characters.",
            Why = "A long text was put into a query parameter, or a list into one that names single things.",
            Cure = "Send long values in the body of an operation that takes them; ask for long lists in several requests.",
            Refused = Get("/api/v2/users?pageSize={longWord}", 414),
            Works = Get("/api/v2/users?pageSize=25", 200),
        },
        new("headers.too.large", [431], "The headers are too large")
        {
            Means = "Names and values of all headers have more than 32,768 characters together.",
            Why = "Most often a browser sends many cookies that another program on the same host has set.",
            Cure = "Delete those cookies, or send fewer headers. A token stands in the one header `Authorization`.",
            Refused = Get("/api/v2/users", 431).With("X-Notes", "{longWord}"),
            Works = Get("/api/v2/users", 200),
        },
        new("request.conflict", [409], "Others were faster")
        {
            Means = "Others kept changing the same thing at the same time, and the request gave way after several tries. Nothing was changed.",
            Why = "Several programs work on one conversation, user or site at once.",
            Cure = "Send the request again. If it happens often, let one program make the changes.",
            Unshown = "It takes several writers that meet at the same moment.",
        },
    ]);
}
