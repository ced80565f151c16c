import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { seeded, startServer } from '../server.mjs';
import { eventually, logIn, refusal } from './client.mjs';

/** Starts a conversation in which a message goes on elsewhere: what cobrowse can be started beside. */
export async function startMessage(server, visitor = 'robin@example.test') {
  const started = await server.call('POST', '/api/v2/conversations', {
    type: 'message',
    participants: [
      { userId: seeded.agent, role: 'agent' },
      { userId: visitor, role: 'user' },
    ],
  });
  assert.equal(started.status, 201, JSON.stringify(started.body));
  return started.body.id;
}

const party = (conversation, purpose) =>
  conversation.participants.find((participant) => participant.purpose === purpose);

describe('conversations through the SDK', () => {
  let server, conversations, id;

  before(async () => {
    server = await startServer();
    const sdk = await logIn(server);
    conversations = new sdk.ConversationsApi();
    id = await startMessage(server);
  });
  after(() => server.stop());

  it('reads one, with nothing that is null', async () => {
    const conversation = await conversations.getConversation(id);
    assert.equal(conversation.id, id);
    assert.equal(conversation.selfUri, `/api/v2/conversations/${id}`);
    assert.equal(conversation.recordingState, 'NONE');
    assert.equal(party(conversation, 'agent').messages[0].state, 'connected');
    assert.equal(party(conversation, 'customer').messages[0].direction, 'inbound');
    assert.doesNotMatch(JSON.stringify(conversation), /:null/);
  });

  it('lists the live ones in the ten-field envelope', async () => {
    for (const listing of [
      await conversations.getConversations(),
      await conversations.getConversationsMessages(),
    ]) {
      assert.ok(listing.entities.some((conversation) => conversation.id === id));
      assert.equal(listing.pageNumber, 1);
      assert.equal(listing.total, listing.entities.length);
      assert.match(listing.selfUri, /^\/api\/v2\/conversations/);
    }
    assert.equal((await conversations.getConversationsCalls()).total, 0);
  });

  it('starts a cobrowse session beside the message, and again gives the same', async () => {
    const session = await conversations.postConversationCobrowse(id);
    assert.equal(session.communicationType, 'Message');
    assert.match(session.joinCode, /^\d{6}$/);
    assert.match(session.websocketUrl, /^ws:\/\/localhost/);
    assert.ok(Date.parse(session.dateOfferEnds) > Date.now());
    assert.equal(session.selfUri, `/api/v2/conversations/${id}/cobrowse/${session.id}`);
    const again = await conversations.postConversationCobrowse(id);
    assert.equal(again.id, session.id);
  });

  it('shows the session flat on the participants, by the media path', async () => {
    const listed = await conversations.getConversationsCobrowsesessions();
    assert.ok(listed.entities.some((conversation) => conversation.id === id));
    const conversation = await conversations.getConversationsCobrowsesession(id);
    assert.equal(party(conversation, 'customer').cobrowseRole, 'sharer');
    assert.equal(party(conversation, 'agent').cobrowseRole, 'viewer');
    assert.match(party(conversation, 'agent').viewerUrl, /^http/);
    assert.equal(conversation.otherMediaUris.length, 1);
    const message = await conversations.getConversationsMessage(id);
    assert.equal(party(message, 'agent').state, 'connected');
  });

  it('is seen by the visitor without a token, by id and by join code, and ended there', async () => {
    const session = await conversations.postConversationCobrowse(id);
    const deployments = new (await logIn(server)).WebDeploymentsApi();
    for (const key of [session.id, session.joinCode]) {
      const seen = await deployments.getWebdeploymentsDeploymentCobrowseSessionId(seeded.site, key);
      assert.equal(seen.id, session.id);
    }
    await deployments.deleteWebdeploymentsDeploymentCobrowseSessionId(
      seeded.site,
      session.joinCode,
    );
    // The conversation learns of it a moment later.
    await eventually(async () => {
      const customer = party(await conversations.getConversation(id), 'customer');
      return customer.cobrowsesessions.every((leg) => leg.state === 'disconnected');
    });
    const next = await conversations.postConversationCobrowse(id);
    assert.notEqual(next.id, session.id);
    assert.equal((await conversations.getConversation(id)).state, 'connected');
  });

  it('keeps attributes, tags and secure attributes', async () => {
    const customer = party(await conversations.getConversation(id), 'customer');
    await conversations.patchConversationParticipantAttributes(id, customer.id, {
      attributes: { ticket: 'T-17' },
    });
    await conversations.putConversationTags(id, { externalTag: 'T-17' });
    await conversations.patchConversationSecureattributes(id, { attributes: { iban: 'DE00' } });
    const conversation = await conversations.getConversation(id);
    assert.equal(party(conversation, 'customer').attributes.ticket, 'T-17');
    assert.equal(conversation.externalTag, 'T-17');
    assert.doesNotMatch(JSON.stringify(conversation), /DE00/);
    const secure = await conversations.getConversationSecureattributes(id);
    assert.equal(secure.attributes.iban, 'DE00');
    const found = await conversations.postConversationsParticipantsAttributesSearch({
      query: [{ fields: ['ticket'], value: 'T-17', type: 'EXACT' }],
    });
    assert.equal(found.results.length, 1);
  });

  it('hands a conversation over to another agent', async () => {
    const handed = await startMessage(server, 'sam@example.test');
    const users = await server.call('GET', '/api/v2/users');
    const other = users.body.entities.find((user) => user.email === seeded.otherAgent);
    const agent = party(await conversations.getConversation(handed), 'agent');
    await conversations.postConversationParticipantReplaceAgent(handed, agent.id, {
      userId: other.id,
    });
    const after = await conversations.getConversation(handed);
    const [first, second] = after.participants.filter(
      (participant) => participant.purpose === 'agent',
    );
    assert.equal(first.messages[0].disconnectType, 'transfer');
    assert.equal(second.userId, other.id);
    assert.equal(second.messages[0].state, 'alerting');
    assert.equal(after.recentTransfers[0].state, 'Complete');
  });

  it('hands over by the older address, assigns, and says that there are no queues', async () => {
    const users = (await server.call('GET', '/api/v2/users')).body.entities;
    const other = users.find((user) => user.email === seeded.otherAgent).id;
    const handed = await startMessage(server, 'toni@example.test');
    const agent = party(await conversations.getConversation(handed), 'agent');
    const error = await refusal(
      conversations.postConversationParticipantReplaceQueue(handed, agent.id, { queueId: other }),
    );
    assert.match(error.message, /queue/);
    await conversations.postConversationParticipantReplace(handed, agent.id, { userId: other });
    const agents = (await conversations.getConversation(handed)).participants.filter(
      (one) => one.purpose === 'agent',
    );
    assert.equal(agents.at(-1).userId, other);

    const assigned = await startMessage(server, 'kris@example.test');
    await conversations.postConversationAssign(assigned, { id: other });
    const holder = (await conversations.getConversation(assigned)).participants.at(-1);
    assert.equal(holder.userId, other);
  });

  it('takes a state of recording that is so already', async () => {
    await conversations.patchConversationRecordingstate(id, { recordingState: 'NONE' });
    assert.equal((await conversations.getConversation(id)).recordingState, 'NONE');
  });

  it('files, disconnects, and reads the filing back', async () => {
    const codes = (await server.call('GET', '/api/v2/routing/wrapupcodes')).body.entities;
    const agent = party(await conversations.getConversation(id), 'agent');
    const answer = await conversations.patchConversationParticipant(id, agent.id, {
      wrapup: { code: codes[0].id, notes: 'All good' },
      state: 'disconnected',
    });
    assert.equal(answer, undefined);
    const filed = await conversations.getConversationParticipantWrapup(id, agent.id);
    assert.equal(filed.code, codes[0].id);
    const choices = await conversations.getConversationParticipantWrapupcodes(id, agent.id);
    assert.equal(choices.length, codes.length);
    assert.equal((await conversations.getConversation(id)).state, 'disconnected');
  });

  it('ends for everyone, twice without a complaint', async () => {
    const ended = await startMessage(server, 'kim@example.test');
    await conversations.postConversationDisconnect(ended);
    await conversations.deleteConversation(ended);
    assert.ok((await conversations.getConversation(ended)).endTime);
  });

  it('serves what is deprecated by its media path', async () => {
    const old = await startMessage(server, 'alex@example.test');
    await conversations.postConversationCobrowse(old);
    const conversation = await conversations.getConversation(old);
    const agent = party(conversation, 'agent');
    const leg = agent.cobrowsesessions[0].id;
    const code = (await server.call('GET', '/api/v2/routing/wrapupcodes')).body.entities[0].id;
    await conversations.patchConversationsCobrowsesessionParticipantAttributes(old, agent.id, {
      body: { attributes: { seen: 'yes' } },
    });
    await conversations.postConversationsCobrowsesessionParticipantCommunicationWrapup(
      old,
      agent.id,
      leg,
      { body: { code } },
    );
    const filed = await conversations.getConversationsCobrowsesessionParticipantCommunicationWrapup(
      old,
      agent.id,
      leg,
    );
    assert.equal(filed.code, code);
    await conversations.patchConversationsCobrowsesessionParticipantCommunication(
      old,
      agent.id,
      leg,
      { state: 'disconnected' },
    );
    const after = await conversations.getConversation(old);
    assert.equal(party(after, 'agent').cobrowsesessions[0].state, 'disconnected');
    assert.equal(party(after, 'agent').messages[0].state, 'connected');
    await conversations.patchConversationsMessage(old, { state: 'disconnected' });
    assert.ok((await conversations.getConversation(old)).endTime);
  });

  it('rejects with a body in which the cure stands', async () => {
    const error = await refusal(conversations.postConversationCobrowse(id));
    assert.equal(error.status, 409);
    assert.equal(error.code, 'conversation.error.conversation.disconnected');
    const { method, path, body } = error.suggestion;
    const cured = await server.call(method, path, body);
    assert.equal(cured.status, 201, JSON.stringify(cured.body));
  });

  it('teaches those who take a word for an id', async () => {
    const error = await refusal(conversations.getConversation('cobrowse'));
    assert.equal(error.status, 405);
    assert.match(JSON.stringify(error), /cobrowsesessions/);
  });
});
