import { describe, expect, test } from 'vitest';
import type { CommunicationState, InvitationState } from '../src/api/types';
import { endSentence, phaseOf } from '../src/conversation/phase';
import type { LiveSnapshot } from '../src/live/liveSession';
import { agent, World } from './fake/world';

const idle: LiveSnapshot = {
  status: { phase: 'connecting' },
  capabilities: [],
  rendered: false,
  log: [],
};
const open: LiveSnapshot = { ...idle, status: { phase: 'open' } };

function conversation(
  leg: CommunicationState,
  invitation: InvitationState,
  disconnected?: string,
  beside?: 'calls' | 'messages',
) {
  const world = new World();
  const { id } = world.conversation({
    agentLeg: leg,
    ...(beside ? { beside } : {}),
    state: 'offered',
    visitor: { name: 'Robin Doe', identified: true, online: true },
  });
  const made = world.conversations.get(id)!;
  made.invitation = { id: 'i', state: invitation };
  if (disconnected) made.participants[1]!.cobrowsesessions![0]!.disconnectType = disconnected;
  return made;
}

const phase = (
  leg: CommunicationState,
  invitation: InvitationState,
  live: LiveSnapshot = open,
  myId = agent.id,
) => phaseOf({ conversation: conversation(leg, invitation), lobby: undefined, live, myId });

test('follows the invitation until there is a session', () => {
  expect(phase('alerting', 'offered')).toBe('incoming');
  expect(phase('connected', 'waiting')).toBe('waiting');
  expect(phase('connected', 'offered')).toBe('offered');
  expect(phase('connected', 'accepted')).toBe('joining');
});

test('follows the session once there is one', () => {
  expect(phase('connected', 'accepted', { ...open, state: 'active' })).toBe('live');
  expect(phase('connected', 'accepted', { ...open, state: 'reconnecting' })).toBe('reconnecting');
  expect(
    phase('connected', 'accepted', {
      ...idle,
      state: 'active',
      status: { phase: 'retrying', failures: 1 },
    }),
  ).toBe('reconnecting');
  expect(
    phase('connected', 'accepted', {
      ...idle,
      state: 'active',
      status: { phase: 'stopped', why: 'superseded' },
    }),
  ).toBe('stopped');
});

test.each(['declined', 'expired', 'canceled'] as const)(
  'an invitation that is %s ends it',
  (state) => {
    expect(phase('connected', state)).toBe('ended');
  },
);

describe.each(['calls', 'messages'] as const)('beside %s', (beside) => {
  const sources = (leg: CommunicationState, invitation: InvitationState, live = open) => ({
    conversation: conversation(leg, invitation, undefined, beside),
    lobby: undefined,
    live,
    myId: agent.id,
  });

  test.each([
    ['declined', 'Robin Doe did not want to share their page.'],
    ['expired', 'The invitation expired before Robin Doe answered.'],
    ['canceled', 'The invitation was canceled.'],
  ] as const)('an invitation that is %s leaves the conversation going on', (state, sentence) => {
    const declined = sources('disconnected', state);
    expect(phaseOf(declined)).toBe('apart');
    expect(phaseOf({ ...declined, myId: 'another' })).toBe('apart');
    expect(endSentence(declined.conversation, idle, agent.id)).toBe(sentence);
  });

  test('so does the end of a session', () => {
    const ended = { ...open, state: 'ended', endReason: 'disconnected' } as const;
    const running = sources('connected', 'accepted', ended);
    expect(phaseOf(running)).toBe('apart');
    expect(endSentence(running.conversation, ended, agent.id)).toBe(
      'The session was ended from outside.',
    );
  });

  test('there may have been no session at all', () => {
    const none = sources('connected', 'accepted', idle);
    delete none.conversation.invitation;
    for (const each of none.conversation.participants) delete each.cobrowsesessions;
    expect(phaseOf(none)).toBe('apart');
    expect(endSentence(none.conversation, idle, agent.id)).toBe('No page is shared now.');
  });

  test('the end of the conversation, and of my part in it, is the end', () => {
    const over = sources('disconnected', 'declined');
    over.conversation.endTime = '2030-01-01T12:00:00.000Z';
    expect(phaseOf(over)).toBe('ended');
    const left = sources('disconnected', 'accepted');
    left.conversation.participants[0]![beside]![0]!.state = 'disconnected';
    expect(phaseOf(left)).toBe('ended');
  });

  test('while the visitor is asked, or shares, that is what shows', () => {
    expect(phaseOf(sources('connected', 'offered'))).toBe('offered');
    expect(phaseOf(sources('connected', 'accepted', { ...open, state: 'active' }))).toBe('live');
  });
});

test('what the live socket says of the end goes before what the conversation keeps', () => {
  const made = conversation('disconnected', 'accepted', 'system');
  expect(endSentence(made, { ...open, endReason: 'visitor_ended' }, agent.id)).toBe(
    'Robin Doe stopped sharing.',
  );
});

test.each([
  ['client', 'Robin Doe stopped sharing.'],
  ['peer', 'You ended the session.'],
  ['transport.failure', 'Robin Doe left the site and did not come back in time.'],
  ['system', 'The conversation was ended from outside the session.'],
  ['something.new', 'The conversation is over.'],
])('reads the end from a disconnect type: %s', (type, sentence) => {
  expect(endSentence(conversation('disconnected', 'accepted', type), idle, agent.id)).toBe(
    sentence,
  );
});

test('somebody else sees that the agent ended it', () => {
  const made = conversation('disconnected', 'accepted', 'peer');
  expect(endSentence(made, idle, 'another')).toBe('The agent ended the session.');
});
