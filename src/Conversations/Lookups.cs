using Microsoft.AspNetCore.Http;
using Pillion.Conversations.Lifecycle;
using Pillion.Http;
using Pillion.Kernel;

namespace Pillion.Conversations;

/// <summary>Finds what an address names, or says what is wrong with the address.</summary>
internal static class Lookups
{
    public static async ValueTask<Result<ConversationState>> FindAsync(ConversationLog log, string conversationId, CancellationToken cancellation)
    {
        if (MalformedId(conversationId, "conversationId", "conversation") is { } malformed)
        {
            return malformed;
        }

        return await log.FindAsync(conversationId, cancellation) is { } state
            ? state
            : Refusal.NotFound(
                "conversation.error.conversation.not.found",
                "There is no conversation with this id. GET /api/v2/conversations lists the live ones.",
                "path:conversationId",
                conversationId);
    }

    /// <summary>The conversation, when the caller may change it.</summary>
    public static async ValueTask<Result<ConversationState>> FindToChangeAsync(HttpContext context, ConversationLog log, string conversationId)
    {
        var found = await FindAsync(log, conversationId, context.RequestAborted);
        return (found.Refusal ?? Forbidden(found.Value!, Caller.From(context.User))) is { } refusal ? refusal : found;
    }

    /// <summary>
    /// Carries out commands on the version that <c>If-Match</c> names, and answers with an empty body and the new ETag.
    /// </summary>
    public static Task<IResult> ChangeAsync(
        HttpContext context, ConversationLog log, string conversationId, IReadOnlyList<ConversationCommand> commands, int done = StatusCodes.Status202Accepted) =>
        ChangeAsync(context, log, conversationId, commands, _ => Results.StatusCode(done));

    /// <summary>As above, with an answer that is made from the conversation as it is then.</summary>
    /// <param name="explain">Adds to a refusal what the caller could do instead.</param>
    public static async Task<IResult> ChangeAsync(
        HttpContext context,
        ConversationLog log,
        string conversationId,
        IReadOnlyList<ConversationCommand> commands,
        Func<ConversationState, IResult> answer,
        Func<Refusal, Refusal>? explain = null)
    {
        var demanded = EntityTags.Demanded(context.Request);
        if (demanded.Refused)
        {
            return demanded.Refusal.ToResult();
        }

        var outcome = await log.ChangeAsync(conversationId, commands, context.RequestAborted, state => demanded.Value.Check(state.Version, "conversation"));
        if (outcome.Refused)
        {
            return (explain?.Invoke(outcome.Refusal) ?? outcome.Refusal).ToResult();
        }

        EntityTags.Show(context, outcome.Value.Version);
        return answer(outcome.Value);
    }

    /// <summary>
    /// A user changes only conversations of their own; a script with client credentials acts for everyone.
    /// </summary>
    public static Refusal? Forbidden(ConversationState state, Caller caller)
    {
        if (caller.UserId is null || caller.UserId == state.Agent.PartyId || caller.Scopes.Contains(Scopes.Admin))
        {
            return null;
        }

        var message = $"This conversation belongs to {state.Agent.Name}; only they, or a client with its own credentials, can change it.";
        return new Refusal(403, "not.authorized", message, [new Fault("not.authorized", message, "path:conversationId", state.Id)]);
    }

    /// <summary>Why an id is none of a participant. Each of the other ids of a conversation is easily taken for one.</summary>
    public static Refusal Unknown(ConversationState state, string id)
    {
        var ids = state.Participants.Select(party => party.Id).ToList();
        var byParty = state.Participants.LastOrDefault(party => party.PartyId == id);
        var meant = byParty ?? state.WithCommunication(id);
        var what = byParty is { Purpose: Purpose.Agent } ? "This is the agent's user id, not the id of a participant."
            : byParty is not null ? "This is the visitor's id, not the id of a participant."
            : meant is not null ? "This is the id of a communication, not of a participant."
            : "This conversation has no such participant.";
        var named = string.Join(", ", state.Participants.Select(party => $"{party.Id} ({Words.Name(party.Purpose)})"));
        var message = $"{what} Its participants are {named}.";
        const string code = "conversation.error.participant.not.found";
        return new Refusal(404, code, message, [new Fault(code, message, "path:participantId", id, ids, meant?.Id ?? Nearest.To(id, ids))]);
    }

    private static Refusal? MalformedId(string id, string name, string what)
    {
        if (Ids.IsId(id))
        {
            return null;
        }

        var nearest = Guid.TryParse(id, out var read) ? read.ToString("D") : null;
        var hint = nearest is null ? "" : $" Did you mean {nearest}?";
        var message = $"This is not the id of a {what}: ids are lower-case UUIDs of 36 characters.{hint}";
        return new Refusal(404, "malformed.id", message, [new Fault("malformed.id", message, $"path:{name}", Cut(id), ["a lower-case UUID"], nearest)]);
    }

    /// <summary>As much of a text as is shown again in a refusal.</summary>
    public static string Cut(string text) => text.Length <= 100 ? text : $"{text[..100]}…";
}
