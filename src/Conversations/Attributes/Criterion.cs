using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;

namespace Pillion.Conversations.Attributes;

/// <summary>One criterion of a search. Several are joined from left to right.</summary>
/// <param name="Operator">How it is joined to those before it: <c>AND</c>, <c>OR</c>, or <c>NOT</c> for "and not".</param>
/// <param name="Fields">One of them has to match.</param>
/// <param name="Values">One of them has to be found, whatever its case.</param>
/// <param name="From">Of a range: included.</param>
/// <param name="Until">Of a range: not included.</param>
/// <param name="Group">Criteria that stand in parentheses in the place of this one.</param>
internal sealed record Criterion(
    string Type,
    string Operator,
    IReadOnlyList<string> Fields,
    IReadOnlyList<string> Values,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    IReadOnlyList<Criterion> Group)
{
    public const string ConversationId = "conversationId";
    public const string DivisionId = "divisionId";
    public const string StartTime = "startTime";
    public const string EndTime = "endTime";

    /// <summary>Says that a field is an attribute, though it has the name of another field.</summary>
    public const string AttributePrefix = "attributes.";

    /// <summary>True for what asks for one of its values as a whole.</summary>
    public bool IsExact => Group.Count == 0 && Type is "EXACT" or "TERM" or "TERMS";

    /// <summary>True when the conversation fulfils all of it.</summary>
    public static bool AllMatch(IReadOnlyList<Criterion> criteria, ConversationState state)
    {
        var result = true;
        foreach (var criterion in criteria)
        {
            var here = criterion.Matches(state);
            result = criterion.Operator switch
            {
                "OR" when criterion != criteria[0] => result || here,
                "NOT" => result && !here,
                _ => result && here,
            };
        }

        return result;
    }

    /// <summary>The name of an attribute, when a field is none of the conversation's own.</summary>
    public static string? AttributeOf(string field) => field switch
    {
        ConversationId or DivisionId or StartTime or EndTime => null,
        _ when field.StartsWith(AttributePrefix, StringComparison.Ordinal) => field[AttributePrefix.Length..],
        _ => field,
    };

    private bool Matches(ConversationState state) => Group.Count > 0
        ? AllMatch(Group, state)
        : Type == "MATCH_ALL" || Fields.Any(field => Matches(state, field));

    private bool Matches(ConversationState state, string field) => Type switch
    {
        "DATE_RANGE" => In(field == EndTime ? state.EndTime : state.StartTime),
        "REQUIRED_FIELDS" => Texts(state, field).Any(),
        _ => Texts(state, field).Any(text => Values.Any(value => Fits(text, value))),
    };

    private bool In(DateTimeOffset? time) => time is { } at && (From is null || at >= From) && (Until is null || at < Until);

    private bool Fits(string text, string value) => Type switch
    {
        "STARTS_WITH" => text.StartsWith(value, StringComparison.OrdinalIgnoreCase),
        "CONTAINS" => text.Contains(value, StringComparison.OrdinalIgnoreCase),
        _ => text.Equals(value, StringComparison.OrdinalIgnoreCase),
    };

    private static IEnumerable<string> Texts(ConversationState state, string field) => field switch
    {
        ConversationId => [state.Id],
        DivisionId => [Division.Home.Id],
        StartTime => [Kernel.Json.Wire.Date(state.StartTime)],
        EndTime => state.EndTime is { } ended ? [Kernel.Json.Wire.Date(ended)] : [],
        _ => state.Participants.Select(party => party.Attributes.GetValueOrDefault(AttributeOf(field)!)).OfType<string>(),
    };
}
