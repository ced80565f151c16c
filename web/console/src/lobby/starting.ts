/** Starting a conversation from the console, and accepting one. */
import type { ApiClient } from '../api/client';
import { changeParticipant, getConversation, startConversation } from '../api/operations';
import type { Conversation, StartConversation } from '../api/types';
import { rememberVisitorLink } from '../conversation/visitorLink';
import { legState, ownParticipant } from './grouping';

/** Starts it and takes the caller's own leg, since they plainly want it. Resolves to its id. */
export async function start(api: ApiClient, request: StartConversation): Promise<string> {
  const started = await startConversation(api, request);
  if (started.visitorLink) rememberVisitorLink(started.id, started.visitorLink);
  // If this fails the conversation is there all the same, with its own accept button.
  await acceptLeg(api, started.conversation, request.agentId).catch(() => undefined);
  return started.id;
}

export async function accept(api: ApiClient, conversationId: string, myId: string): Promise<void> {
  await acceptLeg(api, await getConversation(api, conversationId), myId);
}

async function acceptLeg(api: ApiClient, conversation: Conversation, myId: string): Promise<void> {
  const participant = ownParticipant(conversation, myId);
  if (!participant || legState(participant) !== 'alerting') return;
  await changeParticipant(api, conversation.id, participant.id, { state: 'connected' });
}
