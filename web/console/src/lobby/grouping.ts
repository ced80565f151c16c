/** Which of the lobby's conversations need what from whom. */
import type { Conversation, LobbyConversation, Participant } from '../api/types';

export interface Grouped {
  forMe: LobbyConversation[];
  waiting: LobbyConversation[];
  live: LobbyConversation[];
}

export function group(
  conversations: readonly LobbyConversation[],
  own: ReadonlyMap<string, Conversation>,
  myId: string,
): Grouped {
  const grouped: Grouped = { forMe: [], waiting: [], live: [] };
  for (const conversation of conversations) {
    if (needsMe(conversation, own.get(conversation.id), myId)) grouped.forMe.push(conversation);
    else if (conversation.state === 'waiting' || conversation.state === 'offered') {
      grouped.waiting.push(conversation);
    } else grouped.live.push(conversation);
  }
  return grouped;
}

export function ownParticipant(
  conversation: Conversation | undefined,
  myId: string,
): Participant | undefined {
  return conversation?.participants.find(
    (participant) => participant.purpose === 'agent' && participant.userId === myId,
  );
}

/** The state of a participant's newest cobrowse leg. */
export function legState(participant: Participant | undefined): string | undefined {
  return participant?.cobrowsesessions?.at(-1)?.state;
}

function needsMe(
  conversation: LobbyConversation,
  details: Conversation | undefined,
  myId: string,
): boolean {
  if (conversation.agent.id !== myId) return false;
  const leg = conversation.agent.state ?? legState(ownParticipant(details, myId));
  return leg === undefined ? conversation.state === 'accepted' : leg === 'alerting';
}
