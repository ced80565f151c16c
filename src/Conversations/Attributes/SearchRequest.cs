using Pillion.Kernel.Json;

namespace Pillion.Conversations.Attributes;

/// <summary>Request of a search for conversations by the attributes of their participants.</summary>
/// <param name="Query">1 to 20 criteria.</param>
/// <param name="SortOrder"><c>DESC</c>, newest first, or <c>ASC</c>.</param>
/// <param name="SortBy"><c>startTime</c>.</param>
/// <param name="ReturnFields">Fields of the results to answer; all when left out.</param>
/// <param name="Cursor">From the answer before, with the same query.</param>
public sealed record ConversationParticipantSearchRequest(
    IReadOnlyList<ConversationParticipantSearchCriteria> Query,
    string? SortOrder,
    string? SortBy,
    IReadOnlyList<SearchSort>? Sort,
    IReadOnlyList<string>? ReturnFields,
    string? Cursor);

/// <summary>One criterion.</summary>
/// <param name="Type"><c>EXACT TERM TERMS STARTS_WITH CONTAINS DATE_RANGE REQUIRED_FIELDS MATCH_ALL</c></param>
/// <param name="Fields"><c>conversationId divisionId startTime endTime</c>, and, ours, names of attributes.</param>
/// <param name="Operator"><c>AND</c>, <c>OR</c> or <c>NOT</c>.</param>
public sealed record ConversationParticipantSearchCriteria(
    string Type,
    IReadOnlyList<string>? Fields,
    string? Value,
    IReadOnlyList<string>? Values,
    string? StartValue,
    string? EndValue,
    string? DateFormat,
    string? Operator,
    IReadOnlyList<ConversationParticipantSearchCriteria>? Group);

/// <summary>By what to sort.</summary>
public sealed record SearchSort(string? SortBy, string? SortOrder);

/// <summary>A search that has been read.</summary>
/// <param name="Fields">The fields of the results to answer.</param>
internal sealed record Search(IReadOnlyList<Criterion> Criteria, bool NewestFirst, IReadOnlyList<string> Fields, string? Cursor)
{
    /// <summary>Criteria that one search may have, in each of its groups.</summary>
    public const int MostCriteria = 20;

    /// <summary>Values that one criterion may have.</summary>
    public const int MostValues = 100;

    private const int DeepestGroup = 3;
    private const int LongestField = 120;

    private static readonly string[] Types = ["EXACT", "TERM", "TERMS", "STARTS_WITH", "CONTAINS", "DATE_RANGE", "REQUIRED_FIELDS", "MATCH_ALL"];
    private static readonly string[] Operators = ["AND", "OR", "NOT"];
    private static readonly string[] Orders = ["ASC", "DESC"];
    private static readonly string[] Times = [Criterion.StartTime, Criterion.EndTime];

    private static readonly AliasTable Names = new(("criteria", "query"), ("filter", "query"), ("filters", "query"), ("order", "sortOrder"), ("fields", "returnFields"));
    private static readonly AliasTable CriterionNames = new(("field", "fields"), ("start", "startValue"), ("from", "startValue"), ("end", "endValue"), ("to", "endValue"));

    public static Search Read(BodyReader body)
    {
        var order = body.OneOf("sortOrder", Orders);
        body.OneOf("sortBy", [Criterion.StartTime]);
        foreach (var sort in body.Objects("sort", 0, 1) ?? [])
        {
            order = sort.OneOf("sortOrder", Orders) ?? order;
            sort.OneOf("sortBy", [Criterion.StartTime]);
            sort.Close();
        }

        var search = new Search(
            ReadAll(body, "query", 1),
            order != "ASC",
            body.Texts("returnFields", 0, SearchRow.Names.Count, accepted: SearchRow.Names) is { Count: > 0 } chosen ? chosen : SearchRow.Names,
            body.Text("cursor", longest: SearchCursor.Longest));
        body.Close(Names);
        return search;
    }

    private static List<Criterion> ReadAll(BodyReader body, string name, int depth) =>
        (body.Objects(name, 1, MostCriteria, required: depth == 1) ?? []).Select(criterion => ReadOne(criterion, depth)).ToList();

    private static Criterion ReadOne(BodyReader body, int depth)
    {
        var type = body.OneOf("type", Types, required: true) ?? "";
        var grouped = body.Has("group");
        if (grouped && depth == DeepestGroup)
        {
            body.Refuse("group", "invalid.value", $"Groups stand in each other {DeepestGroup} deep at most.");
        }

        var range = type == "DATE_RANGE";
        var needsFields = !grouped && type is not ("MATCH_ALL" or "");
        var fields = body.Texts("fields", 1, MostCriteria, needsFields, range ? Times : null) ?? [];
        if (fields.FirstOrDefault(field => field.Length is 0 or > LongestField) is not null)
        {
            body.Refuse("fields", "invalid.length", $"Names of fields have 1 to {LongestField} characters.");
        }

        var values = (body.Texts("values", 0, MostValues) ?? []).Concat(body.Text("value", longest: 2000) is { } value ? [value] : []).ToList();
        var (from, until) = (range ? IsoTime.Read(body, "startValue") : null, range ? IsoTime.Read(body, "endValue") : null);
        body.Text("dateFormat");
        if (needsFields && !range && type != "REQUIRED_FIELDS" && values.Count == 0 && !body.Has("value") && !body.Has("values"))
        {
            body.Refuse("value", "missing.field", "`value` or `values` is needed here.");
        }

        if (range && !body.Has("startValue") && !body.Has("endValue"))
        {
            body.Refuse("startValue", "missing.field", "A range needs `startValue`, `endValue` or both.");
        }

        var criterion = new Criterion(
            type, body.OneOf("operator", Operators) ?? "AND", fields, values, from, until, grouped && depth < DeepestGroup ? ReadAll(body, "group", depth + 1) : []);
        body.Close(CriterionNames);
        return criterion;
    }
}
