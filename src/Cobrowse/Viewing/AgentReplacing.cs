using Pillion.Cobrowse.Invitations;
using Pillion.Cobrowse.Sessions;
using Pillion.Contracts;
using Pillion.Storage.Messages;

namespace Pillion.Cobrowse.Viewing;

/// <summary>
/// Another agent takes over: from then on the invitation is theirs, the prompt has their name, and the former agent's
/// view ends. The visitor's session goes on.
/// </summary>
internal sealed class AgentReplacing(InvitationDesk desk, LiveSessions sessions) : ISubscriber<AgentReplaced>
{
    public async Task HandleAsync(AgentReplaced message, CancellationToken cancellation)
    {
        var change = await desk.ChangeAsync(message.InvitationId, new InvitationCommand.Reassign(message.AgentId, message.AgentName));
        if (change.Refused)
        {
            throw new InvalidOperationException($"The invitation could not be given to another agent: {change.Refusal.Code}.");
        }

        if (sessions.Find(message.SessionId) is { } session)
        {
            // Only now, so that they can't come back in between.
            session.Expel(message.FormerAgentId);
            if (await desk.PromptAsync(session) is { } prompt)
            {
                session.OfferAgain(prompt);
            }
        }
    }
}
