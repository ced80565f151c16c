import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seeded, startServer } from '../server.mjs';
import { logIn, refusal } from './client.mjs';

// Where the SDK takes a body among its options, and where as an argument of its own, differs from medium to medium.
const media = [
  { type: 'call', word: 'Call', legs: 'calls', inOptions: ['ParticipantCommunicationWrapup'] },
  {
    type: 'message',
    word: 'Message',
    legs: 'messages',
    inOptions: ['Participant', 'ParticipantAttributes', 'ParticipantCommunicationWrapup'],
  },
  {
    type: 'cobrowse',
    word: 'Cobrowsesession',
    legs: 'cobrowsesessions',
    inOptions: [
      'Participant',
      'ParticipantAttributes',
      'ParticipantCommunicationWrapup',
      'ParticipantReplace',
    ],
  },
];

describe('conversations of a medium through the SDK', () => {
  let server, conversations, code, other;

  before(async () => {
    server = await startServer();
    const sdk = await logIn(server);
    conversations = new sdk.ConversationsApi();
    code = (await server.call('GET', '/api/v2/routing/wrapupcodes')).body.entities[0].id;
    const users = (await server.call('GET', '/api/v2/users')).body.entities;
    other = users.find((user) => user.email === seeded.otherAgent).id;
  });
  after(() => server.stop());

  for (const { type, word, legs, inOptions } of media) {
    describe(word, () => {
      const read = (rest, ...values) => conversations[`getConversations${word}${rest}`](...values);
      const write = (verb, rest, ...values) => {
        const body = values.pop();
        return conversations[`${verb}Conversations${word}${rest}`](
          ...values,
          inOptions.includes(rest) ? { body } : body,
        );
      };
      let id;

      const start = async (visitor) => {
        const started = await server.call('POST', '/api/v2/conversations', {
          type,
          participants: [
            { userId: seeded.agent, role: 'agent' },
            { userId: visitor, role: 'user' },
          ],
        });
        assert.equal(started.status, 201, JSON.stringify(started.body));
        return started.body.id;
      };
      const agent = async (of = id) =>
        (await read('', of)).participants.find((one) => one.purpose === 'agent');
      const leg = async () =>
        (await conversations.getConversation(id)).participants.find(
          (one) => one.purpose === 'agent',
        )[legs][0];

      before(async () => {
        id = await start(`${type}@example.test`);
      });

      it('reads it and writes attributes', async () => {
        const { id: participant } = await agent();
        await write('patch', 'ParticipantAttributes', id, participant, {
          attributes: { seen: 'yes' },
        });
        assert.equal((await agent()).attributes.seen, 'yes');
      });

      it('takes a state of recording that is so already and refuses another', async () => {
        await write('put', 'Recordingstate', id, { recordingState: 'NONE' });
        const error = await refusal(
          write('put', 'Recordingstate', id, { recordingState: 'ACTIVE' }),
        );
        assert.equal(error.status, 409);
      });

      it('files by participant and by communication, and reads it back', async () => {
        const participant = (await agent()).id;
        const communication = (await leg()).id;
        await write('patch', 'Participant', id, participant, { wrapup: { code, notes: 'First' } });
        assert.equal((await read('ParticipantWrapup', id, participant)).notes, 'First');
        assert.ok((await read('ParticipantWrapupcodes', id, participant)).length > 1);
        await write('post', 'ParticipantCommunicationWrapup', id, participant, communication, {
          code,
          notes: 'Second',
        });
        const filed = await read('ParticipantCommunicationWrapup', id, participant, communication);
        assert.equal(filed.notes, 'Second');
      });

      it('hands it over', async () => {
        const handed = await start(`handed-${type}@example.test`);
        await write('post', 'ParticipantReplace', handed, (await agent(handed)).id, {
          userId: other,
        });
        const agents = (await conversations.getConversation(handed)).participants.filter(
          (one) => one.purpose === 'agent',
        );
        assert.equal(agents.at(-1).userId, other);
      });

      it('ends a communication, and the conversation', async () => {
        await write('patch', 'ParticipantCommunication', id, (await agent()).id, (await leg()).id, {
          state: 'disconnected',
        });
        assert.equal((await leg()).state, 'disconnected');
        await write('patch', '', id, { state: 'disconnected' });
        assert.ok((await conversations.getConversation(id)).endTime);
      });
    });
  }
});
