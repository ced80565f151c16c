/** Where a conversation stands, from what the API, the lobby and the live socket say. */
import type { EndReason } from '@pillion/protocol';
import type { Communication, Conversation, LobbyConversation, Participant } from '../api/types';
import { visitorName } from '../layout/visitorName';
import type { LiveSnapshot } from '../live/liveSession';
import { legState, ownParticipant } from '../lobby/grouping';

export type Phase =
  /** It waits for me to accept. */
  | 'incoming'
  /** The visitor is not on the site. */
  | 'waiting'
  /** The visitor has been asked. */
  | 'offered'
  /** The visitor agreed; the first picture is on its way. */
  | 'joining'
  | 'live'
  /** The visitor, or the console itself, has lost the connection. */
  | 'reconnecting'
  /** It goes on, but this screen does not take part. */
  | 'stopped'
  /** No page is shared, or none any more; the call or the messages go on. */
  | 'apart'
  | 'ended';

export interface Sources {
  conversation: Conversation;
  lobby: LobbyConversation | undefined;
  live: LiveSnapshot;
  myId: string;
}

export function phaseOf({ conversation, lobby, live, myId }: Sources): Phase {
  if (conversation.endTime !== undefined) return 'ended';
  if (isNotShared(conversation, lobby, live, myId)) {
    return mediumGoingOn(conversation, myId) ? 'apart' : 'ended';
  }
  if (legState(ownParticipant(conversation, myId)) === 'alerting') return 'incoming';

  const { phase } = live.status;
  const involved = ownParticipant(conversation, myId) !== undefined;
  if (involved && live.state !== undefined && (phase === 'stopped' || phase === 'refused')) {
    return 'stopped';
  }
  if (live.state === 'active') return phase === 'open' ? 'live' : 'reconnecting';
  if (live.state === 'reconnecting') return 'reconnecting';

  const invitation = lobby?.state ?? conversation.invitation?.state;
  if (invitation === 'waiting' || invitation === 'offered') return invitation;
  if (invitation === 'reconnecting') return 'reconnecting';
  return involved ? 'joining' : 'live';
}

/** The cobrowse session is over, or there has been none. */
function isNotShared(
  conversation: Conversation,
  lobby: LobbyConversation | undefined,
  live: LiveSnapshot,
  myId: string,
): boolean {
  const leg = legState(ownParticipant(conversation, myId));
  const invitation = conversation.invitation?.state;
  return (
    live.state === 'ended' ||
    leg === 'disconnected' ||
    leg === 'terminated' ||
    invitation === 'declined' ||
    invitation === 'expired' ||
    invitation === 'canceled' ||
    (invitation === undefined && lobby === undefined)
  );
}

/**
 * What goes on beside the cobrowse session: of the conversation as I take part in it, or as its agent does when I look
 * on from outside.
 */
export function mediumGoingOn(
  conversation: Conversation,
  myId: string,
): 'call' | 'messages' | undefined {
  const mine = ownParticipant(conversation, myId);
  const agents = mine ? [mine] : conversation.participants.filter(isAgent);
  if (agents.some(({ calls }) => calls?.some(goesOn))) return 'call';
  return agents.some(({ messages }) => messages?.some(goesOn)) ? 'messages' : undefined;
}

function isAgent({ purpose }: Participant): boolean {
  return purpose === 'agent';
}

function goesOn({ state }: Communication): boolean {
  return state !== 'disconnected' && state !== 'terminated';
}

export function customerOf(conversation: Conversation): Participant | undefined {
  return conversation.participants.find((participant) => participant.purpose === 'customer');
}

/** Why it ended, in a sentence; general where nobody said why. Of a conversation that goes on: why no page is shared. */
export function endSentence(conversation: Conversation, live: LiveSnapshot, myId: string): string {
  const goesOn = conversation.endTime === undefined && mediumGoingOn(conversation, myId);
  const name = visitorName(customerOf(conversation));
  const mine = ownParticipant(conversation, myId) !== undefined;
  switch (live.endReason ?? reasonFrom(conversation)) {
    case 'visitor_ended':
      return `${name} stopped sharing.`;
    case 'agent_ended':
      return mine ? 'You ended the session.' : 'The agent ended the session.';
    case 'declined':
      return `${name} did not want to share their page.`;
    case 'expired':
      return `The invitation expired before ${name} answered.`;
    case 'canceled':
      return 'The invitation was canceled.';
    case 'visitor_gone':
      return `${name} left the site and did not come back in time.`;
    case 'disconnected':
      return goesOn
        ? 'The session was ended from outside.'
        : 'The conversation was ended from outside the session.';
    default:
      return goesOn ? 'No page is shared now.' : 'The conversation is over.';
  }
}

/** The part of the reason that the conversation itself keeps. */
function reasonFrom(conversation: Conversation): EndReason | undefined {
  const invitation = conversation.invitation?.state;
  if (invitation === 'declined' || invitation === 'expired' || invitation === 'canceled') {
    return invitation;
  }
  const ending = customerOf(conversation)?.cobrowsesessions?.at(-1)?.disconnectType;
  if (ending === 'client' || ending === 'endpoint') return 'visitor_ended';
  if (ending === 'peer') return 'agent_ended';
  if (ending === 'timeout' || ending === 'transport.failure') return 'visitor_gone';
  if (ending === 'system') return 'disconnected';
  return undefined;
}
