using System.Text.Json;
using System.Text.Json.Nodes;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Following;

/// <summary>
/// What happened, as the vendor's detail topics tell it: times in milliseconds since 1970, media and directions in
/// capitals, and a communication's id as <c>sessionId</c>.
/// </summary>
internal static class Details
{
    /// <param name="state">The state right after it happened.</param>
    public static IEnumerable<ConversationDetail> Of(ConversationState state, object happened) => happened switch
    {
        ConversationStarted started => state.Participants
            .SelectMany(party => party.Communications.Select(leg => Started(state, party, leg, started.At)))
            .Concat(started.Attributes.Count > 0 ? [Attributes(state, state.Visitor, started.At)] : []),
        CobrowseStarted started => Legs(state, leg => leg.SessionId == started.Session.SessionId, (party, leg) => Started(state, party, leg, started.At)),
        CobrowseEnded ended => Ended(state, ended.Legs, ended.At),
        MediaEnded ended => Ended(state, ended.Legs, ended.At),
        HandedOver handed => Ended(state, handed.Legs.Select(leg => new LegEnd(leg.FormerId, Conversation.Transferred)).ToList(), handed.At)
            .Concat(Legs(state, leg => handed.Legs.Any(taken => taken.Id == leg.Id), (party, leg) => Started(state, party, leg, handed.At))),
        WrapUpChosen chosen => Filed(state, chosen.ParticipantId, chosen.At),
        WrapUpSkipped skipped => AfterCallWork(state, skipped.ParticipantId, skipped.At),
        AttributesSet set => [Attributes(state, state.Participant(set.ParticipantId)!, set.At)],
        _ => [],
    };

    private static ConversationDetail Started(ConversationState state, ParticipantState party, CommunicationState leg, DateTimeOffset at) =>
        new($"{Who(party)}.start", Body(state, party, leg, at));

    private static IEnumerable<ConversationDetail> Ended(ConversationState state, IReadOnlyList<LegEnd> ends, DateTimeOffset at) => Legs(
        state,
        leg => ends.Any(end => end.CommunicationId == leg.Id),
        (party, leg) =>
        {
            var body = Body(state, party, leg, at);
            body["disconnectType"] = leg.DisconnectType!.ToUpperInvariant().Replace('.', '_');
            if (leg.ConnectedTime is { } connected)
            {
                body["interactingDurationMs"] = Milliseconds(connected, leg.EndTime!.Value);
            }

            body[party.Purpose == Purpose.Agent ? "alertingDurationMs" : "contactingDurationMs"] =
                Milliseconds(leg.AlertingTime, leg.ConnectedTime ?? leg.EndTime!.Value);
            return new ConversationDetail($"{Who(party)}.end", body);
        });

    // Filing is told twice: by itself, and, once the agent's part is over, as the end of the work after it.
    private static IEnumerable<ConversationDetail> Filed(ConversationState state, string participantId, DateTimeOffset at)
    {
        var party = state.Participant(participantId)!;
        var body = Body(state, party, Latest(party), at);
        AddWrapup(body, party);
        return [new ConversationDetail("wrapup", body), .. AfterCallWork(state, participantId, at)];
    }

    private static IEnumerable<ConversationDetail> AfterCallWork(ConversationState state, string participantId, DateTimeOffset at)
    {
        var party = state.Participant(participantId)!;
        if (party.EndTime is not { } ended)
        {
            return [];
        }

        var body = Body(state, party, Latest(party), at);
        AddWrapup(body, party);
        body["wrapupDurationMs"] = Milliseconds(ended, at);
        return [new ConversationDetail("acw", body)];
    }

    private static void AddWrapup(JsonObject body, ParticipantState party)
    {
        if (party.WrapUp is { } filed)
        {
            if (filed.Code is { } code)
            {
                body["wrapupCode"] = code;
            }

            if (filed.Notes is { } notes)
            {
                body["wrapupNotes"] = notes;
            }
        }
    }

    private static ConversationDetail Attributes(ConversationState state, ParticipantState party, DateTimeOffset at) => new("attributes", new JsonObject
    {
        ["eventTime"] = at.ToUnixTimeMilliseconds(),
        ["conversationId"] = state.Id,
        ["participantId"] = party.Id,
        ["attributes"] = JsonSerializer.SerializeToNode(party.Attributes, Wire.Options),
        ["communications"] = new JsonArray(party.Communications.Select(leg => (JsonNode)new JsonObject
        {
            ["id"] = leg.Id,
            ["mediaType"] = MediaType(leg.Kind),
        }).ToArray()),
    });

    private static JsonObject Body(ConversationState state, ParticipantState party, CommunicationState leg, DateTimeOffset at)
    {
        var body = new JsonObject
        {
            ["eventTime"] = at.ToUnixTimeMilliseconds(),
            ["conversationId"] = state.Id,
            ["participantId"] = party.Id,
            ["sessionId"] = leg.Id,
            ["mediaType"] = MediaType(leg.Kind),
            ["provider"] = leg.Provider,
            ["direction"] = leg.Direction == Direction.Inbound ? "INBOUND" : "OUTBOUND",
            [party.Purpose == Purpose.Agent ? "userId" : "externalContactId"] = party.PartyId,
        };
        if (leg.MessageType is { } messenger)
        {
            body["messageType"] = messenger.ToUpperInvariant();
        }

        return body;
    }

    private static IEnumerable<ConversationDetail> Legs(
        ConversationState state, Func<CommunicationState, bool> which, Func<ParticipantState, CommunicationState, ConversationDetail> tell) =>
        from party in state.Participants
        from leg in party.Communications
        where which(leg)
        select tell(party, leg);

    private static CommunicationState Latest(ParticipantState party) =>
        party.Communications.LastOrDefault(leg => leg.Live) ?? party.Communications.MaxBy(leg => leg.EndTime)!;

    private static string Who(ParticipantState party) => party.Purpose == Purpose.Agent ? "user" : "customer";

    private static string MediaType(CommunicationKind kind) => kind switch
    {
        CommunicationKind.Call => "VOICE",
        CommunicationKind.Message => "MESSAGE",
        _ => "COBROWSE",
    };

    private static long Milliseconds(DateTimeOffset from, DateTimeOffset to) => Math.Max(0, (long)(to - from).TotalMilliseconds);
}
