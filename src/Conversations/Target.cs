using Microsoft.AspNetCore.Http;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Media;
using Pillion.Conversations.Reading;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Conversations;

/// <summary>What an address names: one participant of a conversation, perhaps one communication, perhaps as part of one medium.</summary>
/// <param name="Medium">The medium below whose path the operation is; null for the generic paths.</param>
internal sealed record Target(string ConversationId, string? ParticipantId = null, string? CommunicationId = null, Medium? Medium = null)
{
    /// <summary>Finds it for reading.</summary>
    public ValueTask<Result<Found>> FindAsync(HttpContext context, ConversationLog log) => FindAsync(context, log, toChange: false);

    /// <summary>Finds it for changing, which is for those only who may.</summary>
    public ValueTask<Result<Found>> FindToChangeAsync(HttpContext context, ConversationLog log) => FindAsync(context, log, toChange: true);

    private async ValueTask<Result<Found>> FindAsync(HttpContext context, ConversationLog log, bool toChange)
    {
        var found = await Lookups.FindAsync(log, ConversationId, context.RequestAborted);
        if (found.Refused)
        {
            return found.Refusal;
        }

        var state = found.Value;
        if ((toChange ? Lookups.Forbidden(state, Caller.From(context.User)) : null) is { } forbidden)
        {
            return forbidden;
        }

        if (Medium is not null && state.Participants.All(party => !Has(party)))
        {
            return NoMedium(context, state);
        }

        return ParticipantId is null ? new Found(state, null, null) : Find(state, ParticipantId);
    }

    private Result<Found> Find(ConversationState state, string participantId)
    {
        if (state.Participant(participantId) is not { } party)
        {
            return Lookups.Unknown(state, participantId);
        }

        if (Medium is not null && !Has(party))
        {
            return Elsewhere(
                $"{party.Name} has no {Medium.Name} in this conversation.",
                "path:participantId",
                participantId,
                state.Participants.Where(Has).Select(other => other.Id).ToList());
        }

        if (CommunicationId is null)
        {
            return new Found(state, party, null);
        }

        var leg = party.Communications.FirstOrDefault(leg => leg.Id == CommunicationId);
        return leg is not null && Fits(leg) ? new Found(state, party, leg) : WrongCommunication(state, party, leg, CommunicationId);
    }

    // The id of a communication is easily sent to the path of another medium, or with the other participant.
    private Refusal WrongCommunication(ConversationState state, ParticipantState party, CommunicationState? leg, string id)
    {
        var owner = state.WithCommunication(id);
        leg ??= owner?.Communications.First(known => known.Id == id);
        var own = party.Communications.Where(Fits).Select(known => known.Id).ToList();
        var what = leg is null ? "This conversation has no such communication."
            : !Fits(leg) ? $"This is the id of {Media.Medium.Of(leg.Kind).Article}, which is served below {Media.Medium.Of(leg.Kind).Path}."
            : $"This is a communication of {owner!.Name}, whose participant id is {owner.Id}.";
        var message = $"{what} {party.Name} has {(own.Count == 0 ? "none here" : string.Join(", ", own))}.";
        const string code = "conversation.error.communication.not.found";
        return new Refusal(404, code, message, [new Fault(code, message, "path:communicationId", Lookups.Cut(id), own, Nearest.To(id, own) ?? (own.Count == 1 ? own[0] : null))]);
    }

    private Refusal NoMedium(HttpContext context, ConversationState state)
    {
        var there = state.Participants.SelectMany(party => party.Communications).Select(leg => Media.Medium.Of(leg.Kind)).Distinct().ToList();
        var message = $"This conversation has no {Medium!.Name}. It has {string.Join(" and ", there.Select(medium => $"{medium.Article} ({MediaViews.SelfUri(medium.Kind, state.Id)})"))}.";
        var suggestion = HttpMethods.IsGet(context.Request.Method) && ParticipantId is null
            ? new Suggestion("GET", MediaViews.SelfUri(there[0].Kind, state.Id), new Dictionary<string, string>(StringComparer.Ordinal), null)
            : null;
        return Elsewhere(message, "path:conversationId", state.Id, []) with { Suggestion = suggestion };
    }

    private static Refusal Elsewhere(string message, string pointer, string found, List<string> expected) =>
        new(404, "no.such.medium", message, [new Fault("no.such.medium", message, pointer, found, expected.Count == 0 ? null : expected, expected.Count == 1 ? expected[0] : null)]);

    private bool Has(ParticipantState party) => party.Communications.Any(Fits);

    private bool Fits(CommunicationState leg) => Medium is null || leg.Kind == Medium.Kind;
}

/// <summary>What was found under an address.</summary>
/// <param name="Party">There when the address names a participant.</param>
/// <param name="Leg">There when the address names a communication.</param>
internal sealed record Found(ConversationState Conversation, ParticipantState? Party, CommunicationState? Leg)
{
    public ParticipantState Participant => Party ?? throw new InvalidOperationException("The address names no participant.");

    public CommunicationState Communication => Leg ?? throw new InvalidOperationException("The address names no communication.");
}
