using Microsoft.AspNetCore.Http;
using Pillion.Contracts;
using Pillion.Conversations.Lifecycle;
using Pillion.Conversations.Repeating;
using Pillion.Http;
using Pillion.Kernel;
using Pillion.Kernel.Json;

namespace Pillion.Conversations.Starting;

/// <summary>
/// Starts a conversation once for every Idempotency-Key. The key is part of the commit that starts it: should the server
/// die before the answer is kept, or a slow request be taken for dead, the repeated request finds the conversation.
/// </summary>
internal sealed class RepeatedStart(ConversationLog log, KeptAnswers kept, ISites sites, Addresses addresses, TimeProvider time)
{
    /// <summary>The answer about the conversation that an earlier request with this key has started; null when none has.</summary>
    public async Task<IResult?> AnswerAsync(HttpContext context) =>
        IdempotentRequest.Of(context) is { Made: { } id } ? await AnswerAsync(context, id) : null;

    /// <summary>Stores the conversation and answers with it.</summary>
    public async Task<IResult> StartAsync(HttpContext context, Start start, SiteView site, bool present)
    {
        var cancellation = context.RequestAborted;
        var once = IdempotentRequest.Of(context);
        var started = await log.StartAsync(start, commit => Mark(commit, once, start.Id), cancellation);
        return started switch
        {
            { Refusal: { } refusal } => refusal.ToResult(),
            { Value: { } state } => Answer(context, state, site, present),
            _ when once is not null && await kept.MadeAsync(once, cancellation) is { } id && await AnswerAsync(context, id) is { } made => made,
            _ => Refusal.Conflict("request.conflict", "The conversation could not be stored. Nothing was changed; send the request again.").ToResult(),
        };
    }

    private void Mark(Storage.Commit commit, IdempotentRequest? once, string id)
    {
        if (once is not null)
        {
            kept.MarkMade(commit, once, id);
        }
    }

    private async Task<IResult?> AnswerAsync(HttpContext context, string id)
    {
        var state = await log.FindAsync(id, context.RequestAborted);
        var site = state is null ? null : await sites.FindAsync(state.SiteId, context.RequestAborted);
        return state is null || site is null ? null : Answer(context, state, site, state.Session?.Invitation is not InvitationState.Waiting);
    }

    private IResult Answer(HttpContext context, ConversationState state, SiteView site, bool present)
    {
        var answer = StartedConversation.Of(state, site, present, addresses, time.GetUtcNow());
        context.Response.Headers.Location = answer.SelfUri;
        return Results.Json(answer, Wire.Options, statusCode: StatusCodes.Status201Created);
    }
}
