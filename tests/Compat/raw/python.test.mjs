import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clientToken, seeded, startServer } from '../server.mjs';
import { sendBytes } from './bytes.mjs';

// The vendor's Python SDK declares JSON on every request, writes `null` where a body is optional, joins lists with
// commas, and writes dates as Python's isoformat() does.
describe('what the Python SDK puts on the wire', () => {
  let server, headers, id, agent;

  before(async () => {
    server = await startServer();
    headers = [
      'Accept-Encoding: identity',
      'User-Agent: PureCloud SDK/python',
      'purecloud-sdk: 257.1.0',
      'Accept: application/json',
      'Content-Type: application/json',
      `Authorization: Bearer ${await clientToken(server.url)}`,
    ];
    const started = await server.call('POST', '/api/v2/conversations', {
      type: 'call',
      participants: [
        { userId: seeded.agent, role: 'agent' },
        { userId: 'robin@example.test', role: 'user' },
      ],
    });
    id = started.body.id;
    agent = started.body.conversation.participants.find((one) => one.purpose === 'agent');
  });
  after(() => server.stop());

  const send = (method, path, body) =>
    sendBytes(
      server,
      [
        `${method} ${path} HTTP/1.1`,
        ...headers,
        ...(body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`]),
      ],
      body,
    );

  it('logs in with a form and basic credentials', async () => {
    const body = 'grant_type=client_credentials';
    const answer = await sendBytes(
      server,
      [
        'POST /oauth/token HTTP/1.1',
        `Authorization: Basic ${btoa('dev:dev-secret')}`,
        'Content-Type: application/x-www-form-urlencoded',
        `Content-Length: ${body.length}`,
      ],
      body,
    );
    assert.equal(answer.status, 200);
    assert.ok(answer.body.access_token);
  });

  it('starts cobrowse with the body null, and gets the correlation id in the case that it looks for', async () => {
    const answer = await send('POST', `/api/v2/conversations/${id}/cobrowse`, 'null');
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.communicationType, 'Call');
    assert.match(answer.headers.get('ININ-Correlation-Id'), /^[0-9a-f-]{36}$/);
    assert.match(answer.body.dateOfferEnds, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('reads with a content type and no body, and lists joined with commas', async () => {
    const answer = await send(
      'GET',
      `/api/v2/users?expand=presence%2CroutingStatus&id=${agent.userId}`,
    );
    assert.equal(answer.status, 200, answer.text);
    assert.ok(answer.body.entities[0].presence);
    assert.ok(answer.body.entities[0].routingStatus);
  });

  it('files with dates as isoformat() writes them, and reads 202 without a body', async () => {
    const code = (await server.call('GET', '/api/v2/routing/wrapupcodes')).body.entities[0].id;
    for (const endTime of ['2026-11-22T13:00:00', '2026-11-22T13:00:00.005000+00:00']) {
      const answer = await send(
        'PATCH',
        `/api/v2/conversations/${id}/participants/${agent.id}`,
        JSON.stringify({ wrapup: { code, name: 'Resolved', notes: 'done', endTime } }),
      );
      assert.equal(answer.status, 202, answer.text);
      assert.equal(answer.text, '');
    }
  });

  it('opens a channel and disconnects with the body null', async () => {
    assert.equal((await send('POST', '/api/v2/notifications/channels', 'null')).status, 200);
    const ended = await send('POST', `/api/v2/conversations/${id}/disconnect`, 'null');
    assert.equal(ended.status, 202, ended.text);
    assert.equal(ended.text, '');
  });

  it('answers 429 with Retry-After only, so that its silent repetition of POSTs stays harmless', async () => {
    const again = await server.call('POST', '/api/v2/conversations', {
      type: 'call',
      participants: [
        { userId: seeded.agent, role: 'agent' },
        { userId: 'sam@example.test', role: 'user' },
      ],
    });
    const path = `/api/v2/conversations/${again.body.id}/cobrowse`;
    const [first, second] = await Promise.all([
      send('POST', path, 'null'),
      send('POST', path, 'null'),
    ]);
    assert.deepEqual([first.status, second.status], [200, 200]);
    assert.equal(first.body.id, second.body.id);
  });
});
