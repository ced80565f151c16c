using static Pillion.Http.Errors.ErrorExample;

namespace Pillion.Http.Errors;

/// <summary>Codes of bodies, whatever operation they are sent to.</summary>
internal static class BodyErrors
{
    private const string Codes = "/api/v2/routing/wrapupcodes";

    private static readonly ErrorExample GoodCode = Post(Codes, 200, """{ "name": "{newName}" }""");

    public static ErrorGroup Group { get; } = new("Bodies",
    [
        new("bad.request", [400], "Several things are wrong")
        {
            Means = "The request has more than one fault, or it broke the rules of HTTP so that it could not be read at all.",
            Why = "`errors` lists every fault with a code of its own. A request that ended early or has a broken header has no list.",
            Cure = "Read `errors`, mend all of them, and send the request again; `suggestion` is the corrected request where it could be made out.",
            Refused = Post(Codes, 400, """{ "nmae": "Resolved", "color": "red" }"""),
            Works = GoodCode,
        },
        new("invalid.json", [400], "The body is not JSON")
        {
            Means = "Reading stopped at the line, column and byte that the message names; `found` is what stands there.",
            Why = "Most often a comma after the last item, single or curly quotes, a comment, a name without quotes, or a value of another language such as `None` or `NaN`.",
            Cure = "Write the body with a JSON library instead of by hand. When the repair is plain, `suggestion` holds the repaired body: look it over and send it.",
            Refused = Post(Codes, 400, "{ 'name': 'Resolved', }"),
            Works = GoodCode,
        },
        new("json.too.deep", [400], "The body is nested too deeply")
        {
            Means = "Objects and lists stand inside each other more than 32 levels deep.",
            Why = "No operation needs more than a few levels, and deep nesting is a way to attack parsers. A value was probably wrapped again and again.",
            Cure = "Send the fields at the level that the operation's description shows.",
            Refused = Post(Codes, 400, """{ "name": {deepJson} }"""),
            Works = GoodCode,
        },
        new("invalid.text", [400], "A text can't be read")
        {
            Means = "The text that `pointer` names holds half of a surrogate pair, or bytes that are not UTF-8.",
            Why = "The text was cut in the middle of a character, or was written in another encoding such as Latin-1.",
            Cure = "Encode bodies as UTF-8, and cut texts between characters.",
            Refused = Post(Codes, 400, """{ "name": "\ud83d" }"""),
            Works = GoodCode,
        },
        new("invalid.type", [400], "A value has the wrong type")
        {
            Means = "The value that `pointer` names is, for example, a number where a text belongs.",
            Why = "JSON types are taken exactly: `\"5\"` is not `5`, and one item is not a list of one.",
            Cure = "Send the type that the message names.",
            Refused = Post(Codes, 400, """{ "name": 17 }"""),
            Works = GoodCode,
        },
        new("invalid.value", [400], "A value is not accepted")
        {
            Means = "The value is of the right type but is none of those that are accepted, or is out of bounds.",
            Why = "Values are taken exactly, upper and lower case too, so that what is stored is what was meant.",
            Cure = "Take one of `expected`; `nearest` is the one that was probably meant.",
            Refused = Put("/api/v2/users/{agentId}/routingstatus", 400, """{ "status": "idle" }"""),
            Works = Put("/api/v2/users/{agentId}/routingstatus", 200, """{ "status": "IDLE" }"""),
        },
        new("invalid.length", [400], "A text or a list is too long or too short")
        {
            Means = "The text or list that `pointer` names is outside of the bounds that the message gives.",
            Why = "Everything that is stored is bounded. A text of spaces only counts as empty.",
            Cure = "Keep within the bounds. Long notes belong into the ticket that `externalTag` names.",
            Refused = Post(Codes, 400, """{ "name": "" }"""),
            Works = GoodCode,
        },
        new("missing.field", [400], "A needed field is not there")
        {
            Means = "The operation can't work without the field that `pointer` names.",
            Why = "The field was left out, or is `null`, which counts as left out; often its name is mistyped, and `errors` says that too.",
            Cure = "Add the field; `expected` lists its values where there is a choice.",
            Refused = Post(Codes, 400, """{ "description": "The matter is closed" }"""),
            Works = GoodCode,
        },
        new("unknown.field", [400], "There is no such field")
        {
            Means = "The operation does not know the field that `pointer` names. Nothing was changed.",
            Why = "A field that is passed over silently would be a wish that nobody hears: a mistyped `waitSeconds` would make an invitation wait too long.",
            Cure = "Rename it to `nearest`, or leave it out. `expected` lists the fields that are known there.",
            Refused = Post(Codes, 400, """{ "Name": "Resolved" }"""),
            Works = GoodCode,
        },
        new("duplicate.field", [400], "One name stands twice")
        {
            Means = "An object has the same field twice.",
            Why = "JSON leaves open which of them counts, so programs disagree; it can't be known which one was meant.",
            Cure = "Send the field once.",
            Refused = Post(Codes, 400, """{ "name": "Resolved", "name": "Reopened" }"""),
            Works = GoodCode,
        },
        new("too.many", [400], "An object has too many entries")
        {
            Means = "The object that `pointer` names holds more entries than are kept.",
            Why = "What is stored with a conversation is bounded.",
            Cure = "Send fewer entries; the message names the bound.",
            Refused = Patch(
                "/api/v2/conversations/{conversationId}/participants/{visitorParticipantId}/attributes",
                400,
                """{ "attributes": {manyAttributes} }"""),
            Works = Patch(
                "/api/v2/conversations/{conversationId}/participants/{visitorParticipantId}/attributes",
                202,
                """{ "attributes": { "ticket": "T-17" } }"""),
        },
        new("too.many.faults", [400], "More is wrong than is listed")
        {
            Means = "The request has more than 50 faults; the first 50 are listed.",
            Why = "A refusal must not grow with the request. Usually the body is that of another operation.",
            Cure = "Mend the listed faults first, or compare the body with the operation's description at `/docs`.",
            Refused = Post(Codes, 400, "{wideJson}"),
            Works = GoodCode,
        },
        new("request.entity.too.large", [413], "The body is too large")
        {
            Means = "The body has more than 256 KB, counted after decompression.",
            Why = "No operation needs as much. Page content never goes through the API.",
            Cure = "Send less, or in several requests.",
            Refused = Post(Codes, 413, """{ "name": "{longText}" }"""),
            Works = GoodCode,
        },
        new("unsupported.media.type", [415], "The body is something other than JSON")
        {
            Means = "The `Content-Type` says that the body is XML or a multipart form, for example, and its bytes are no JSON either.",
            Why = "Operations read JSON. What the header says does not matter as long as the bytes are JSON, so `curl -d '{...}'` is fine.",
            Cure = "Send JSON with `Content-Type: application/json`. For a form, `suggestion` is the JSON made from its fields.",
            Refused = Post(Codes, 415, "name={newName}").With("Content-Type", "application/x-www-form-urlencoded"),
            Works = GoodCode,
        },
        new("unsupported.charset", [415], "The body is not in UTF-8")
        {
            Means = "The `Content-Type` names a character set other than UTF-8.",
            Why = "JSON between systems is UTF-8 (RFC 8259, 8.1); reading other encodings would turn names into other names.",
            Cure = "Encode the body as UTF-8 and leave `charset` out.",
            Refused = Post(Codes, 415, """{ "name": "{newName}" }""").With("Content-Type", "application/json; charset=iso-8859-1"),
            Works = GoodCode,
        },
        new("unsupported.encoding", [415], "The body is compressed in a way that is not read here")
        {
            Means = "`Content-Encoding` names something other than `gzip` or `identity`, or several encodings at once.",
            Why = "Bodies are small, so one encoding is enough.",
            Cure = "Send the body as it is, or compressed with gzip.",
            Refused = Post(Codes, 415, """{ "name": "{newName}" }""").With("Content-Encoding", "br"),
            Works = GoodCode,
        },
        new("invalid.encoding", [400], "The compressed body can't be unpacked")
        {
            Means = "The header says `Content-Encoding: gzip`, and the bytes are not gzip or end early.",
            Why = "The header was set without compressing, or the body was cut off on the way.",
            Cure = "Compress the body, or leave the header out.",
            Refused = Post(Codes, 400, """{ "name": "{newName}" }""").With("Content-Encoding", "gzip"),
            Works = GoodCode,
        },
    ]);
}
