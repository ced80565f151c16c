using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;

namespace Pillion.Conversations.Attributes;

/// <summary>One conversation that a search found.</summary>
/// <param name="ParticipantData">The participants who have attributes.</param>
/// <param name="TruncatedData">Always false: attributes are answered whole.</param>
public sealed record SearchRow(
    string ConversationId,
    DateTimeOffset StartTime,
    DateTimeOffset? EndTime,
    IReadOnlyList<string> DivisionIds,
    IReadOnlyList<ParticipantData> ParticipantData,
    bool TruncatedData)
{
    /// <summary>The fields, as the API spells them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["conversationId", "startTime", "endTime", "divisionIds", "participantData", "truncatedData"];

    internal static SearchRow Of(ConversationState state) => new(
        state.Id,
        state.StartTime,
        state.EndTime,
        [Division.Home.Id],
        state.Participants
            .Where(party => party.Attributes.Count > 0)
            .Select(party => new ParticipantData(
                party.Id, Words.Name(party.Purpose), party.Attributes, party.Communications.Select(leg => leg.Id).ToList()))
            .ToList(),
        false);
}

/// <summary>A participant and their attributes.</summary>
/// <param name="SessionIds">Their communications.</param>
public sealed record ParticipantData(
    string ParticipantId, string ParticipantPurpose, IReadOnlyDictionary<string, string> ParticipantAttributes, IReadOnlyList<string> SessionIds);

/// <summary>What a search found.</summary>
/// <param name="Types"><c>participant_attributes</c>.</param>
/// <param name="Cursor">Where to go on; absent when everything has been looked at.</param>
public sealed record JsonCursorSearchResponse(IReadOnlyList<string> Types, IReadOnlyList<SearchRow> Results, string? Cursor);
