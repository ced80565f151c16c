import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import WebSocket from 'ws';
import { seeded, startServer } from '../server.mjs';
import { logIn } from './client.mjs';

/** Collects what a channel says; `next` waits for the first message that fits, looking at those that came already. */
function listen(uri) {
  const socket = new WebSocket(uri);
  const heard = [];
  const waiting = [];
  socket.on('message', (data) => {
    heard.push(JSON.parse(data));
    waiting.splice(0).forEach((look) => look());
  });
  return {
    socket,
    heard,
    opened: new Promise((resume, reject) => socket.once('open', resume).once('error', reject)),
    async next(fits, what) {
      const deadline = Date.now() + 10_000;
      for (;;) {
        const index = heard.findIndex(fits);
        if (index >= 0) {
          return heard.splice(index, 1)[0];
        }
        assert.ok(Date.now() < deadline, `${what} did not come; heard: ${JSON.stringify(heard)}`);
        await new Promise((resume) => {
          waiting.push(resume);
          setTimeout(resume, 500).unref();
        });
      }
    },
    close: () => socket.terminate(),
  };
}

describe('notifications through the SDK', () => {
  let server, notifications, sdk, user, line, channel;

  before(async () => {
    server = await startServer();
    sdk = await logIn(server);
    notifications = new sdk.NotificationsApi();
    user = (await server.call('GET', '/api/v2/users')).body.entities.find(
      (one) => one.email === seeded.agent,
    );
    channel = await notifications.postNotificationsChannels();
    line = listen(channel.connectUri);
    await line.opened;
  });
  after(async () => {
    line.close();
    await server.stop();
  });

  it('opens a channel that lives a day', async () => {
    assert.match(channel.id, /^streaming-/);
    const hours = (Date.parse(channel.expires) - Date.now()) / 3_600_000;
    assert.ok(hours > 23.9 && hours <= 24);
    const listing = await notifications.getNotificationsChannels();
    assert.ok(listing.entities.some((one) => one.id === channel.id));
    await notifications.headNotificationsChannel(channel.id);
  });

  it('says which topics there are', async () => {
    const { entities } = await notifications.getNotificationsAvailabletopics({
      expand: ['description'],
    });
    assert.ok(entities.some((topic) => topic.id === 'v2.users.{id}.conversations'));
    assert.ok(entities.every((topic) => topic.description));
  });

  it('answers a ping', async () => {
    line.socket.send(JSON.stringify({ message: 'ping' }));
    const pong = await line.next((one) => one.eventBody?.message === 'pong', 'a pong');
    assert.equal(pong.topicName, 'channel.metadata');
  });

  it('tells of a conversation from its beginning to its end', async () => {
    const topics = [
      { id: `v2.users.${user.id}.conversations` },
      { id: `v2.users.${user.id}.conversations.cobrowseSessions` },
    ];
    const { entities } = await notifications.postNotificationsChannelSubscriptions(
      channel.id,
      topics,
    );
    assert.deepEqual(
      entities.map((topic) => topic.state),
      ['Permitted', 'Permitted'],
    );
    const started = await server.call('POST', '/api/v2/conversations', {
      type: 'cobrowse',
      participants: [
        { userId: user.id, role: 'agent' },
        { userId: 'robin@example.test', role: 'user' },
      ],
    });
    const { id } = started.body;
    const about = (topic, state) => (one) =>
      one.topicName.toLowerCase() === topic.id.toLowerCase() &&
      one.eventBody.id === id &&
      one.eventBody.participants.some(
        (participant) => (participant.cobrowsesessions?.[0] ?? participant).state === state,
      );
    const generic = await line.next(about(topics[0], 'alerting'), 'the conversation');
    assert.equal(generic.version, '2');
    assert.ok(generic.metadata.CorrelationId);
    const flat = await line.next(about(topics[1], 'alerting'), 'the cobrowse conversation');
    assert.ok(flat.eventBody.participants.some((one) => one.cobrowseRole === 'viewer'));
    await new sdk.ConversationsApi().postConversationDisconnect(id);
    await line.next(about(topics[0], 'disconnected'), 'the end');
  });

  it('tells of presence and routing status, subscribed to over the socket', async () => {
    line.socket.send(
      JSON.stringify({
        message: 'subscribe',
        topics: [`v2.users.${user.id}.presence`, `v2.users.${user.id}.routingstatus`],
        correlationId: 'one',
      }),
    );
    const answer = await line.next((one) => one.result === '200', 'the answer');
    assert.equal(answer.status, 'subscribed');
    await new sdk.PresenceApi().patchUserPresence(user.id, 'purecloud', {
      presenceDefinition: { systemPresence: 'Busy' },
    });
    const presence = await line.next((one) => one.topicName?.endsWith('.presence'), 'the presence');
    assert.equal(presence.eventBody.presenceDefinition.systemPresence.toLowerCase(), 'busy');
    await new sdk.UsersApi().putUserRoutingstatus(user.id, { status: 'IDLE' });
    const routing = await line.next(
      (one) => one.topicName?.endsWith('.routingstatus'),
      'the routing status',
    );
    assert.equal(routing.eventBody.routingStatus.status, 'IDLE');
  });

  it('replaces and removes subscriptions', async () => {
    const only = [{ id: `v2.users.${user.id}.presence` }];
    await notifications.putNotificationsChannelSubscriptions(channel.id, only);
    const left = await notifications.getNotificationsChannelSubscriptions(channel.id);
    assert.deepEqual(
      left.entities.map((topic) => topic.id),
      [only[0].id],
    );
    await notifications.deleteNotificationsChannelSubscriptions(channel.id);
    assert.equal(
      (await notifications.getNotificationsChannelSubscriptions(channel.id)).entities.length,
      0,
    );
  });

  it('keeps channel and subscriptions when the server is killed', async () => {
    const topic = { id: `v2.users.${user.id}.presence` };
    await notifications.postNotificationsChannelSubscriptions(channel.id, [topic]);
    await server.restart();
    const back = listen(channel.connectUri);
    await back.opened;
    await new sdk.PresenceApi().patchUserPresence(user.id, 'purecloud', {
      presenceDefinition: { systemPresence: 'Away' },
    });
    await back.next((one) => one.topicName === topic.id, 'the presence after the restart');
    back.close();
  });
});
