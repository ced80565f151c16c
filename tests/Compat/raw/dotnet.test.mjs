import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clientToken, seeded, startServer } from '../server.mjs';
import { sendBytes } from './bytes.mjs';

// The vendor's .NET SDK declares no content type without a body, adds a charset with one, repeats lists, accepts
// compression, and writes dates with seven digits of a second and any offset.
describe('what the .NET SDK puts on the wire', () => {
  let server, headers, id, agent;

  before(async () => {
    server = await startServer();
    headers = [
      'Accept: application/json',
      'User-Agent: PureCloud SDK/dotnet',
      'purecloud-sdk: 249.0.0',
      'Accept-Encoding: gzip, deflate, br',
      `Authorization: Bearer ${await clientToken(server.url)}`,
    ];
    const started = await server.call('POST', '/api/v2/conversations', {
      type: 'message',
      participants: [
        { userId: seeded.agent, role: 'agent' },
        { userId: 'robin@example.test', role: 'user' },
      ],
    });
    id = started.body.id;
    agent = started.body.conversation.participants.find((one) => one.purpose === 'agent');
  });
  after(() => server.stop());

  const bare = (method, path) =>
    sendBytes(server, [
      `${method} ${path} HTTP/1.1`,
      ...headers,
      ...(method === 'GET' ? [] : ['Content-Length: 0']),
    ]);
  const withBody = (method, path, body) =>
    sendBytes(
      server,
      [
        `${method} ${path} HTTP/1.1`,
        ...headers,
        'Content-Type: application/json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
      ],
      body,
    );

  it('logs in with a charset on its form', async () => {
    const body = 'grant_type=client_credentials';
    const answer = await sendBytes(
      server,
      [
        'POST /oauth/token HTTP/1.1',
        `Authorization: Basic ${btoa('dev:dev-secret')}`,
        'Content-Type: application/x-www-form-urlencoded; charset=utf-8',
        `Content-Length: ${body.length}`,
      ],
      body,
    );
    assert.equal(answer.status, 200);
    assert.equal(typeof answer.body.expires_in, 'number');
  });

  it('starts cobrowse without a body and without a content type', async () => {
    const answer = await bare('POST', `/api/v2/conversations/${id}/cobrowse`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.communicationType, 'Message');
  });

  it('reads lists that are repeated', async () => {
    const answer = await bare(
      'GET',
      `/api/v2/users?expand=presence&expand=routingStatus&id=${agent.userId}`,
    );
    assert.equal(answer.status, 200, answer.text);
    assert.ok(answer.body.entities[0].presence);
    assert.ok(answer.body.entities[0].routingStatus);
  });

  it('files with seven digits of a second and an offset', async () => {
    const code = (await server.call('GET', '/api/v2/routing/wrapupcodes')).body.entities[0].id;
    for (const EndTime of [
      '2026-11-22T13:00:00.1234567+01:00',
      '2026-11-22T13:00:00.1234567',
      '2026-11-22T12:00:00Z',
    ]) {
      const answer = await withBody(
        'PATCH',
        `/api/v2/conversations/${id}/participants/${agent.id}`,
        JSON.stringify({ wrapup: { code, notes: 'done', endTime: EndTime } }),
      );
      assert.equal(answer.status, 202, answer.text);
    }
  });

  it('disconnects without a body', async () => {
    const answer = await bare('POST', `/api/v2/conversations/${id}/disconnect`);
    assert.equal(answer.status, 202);
    assert.equal(answer.text, '');
  });

  it('is told of errors in a body, whatever it asked for', async () => {
    const answer = await bare('GET', `/api/v2/conversations/${agent.id}`);
    assert.equal(answer.status, 404);
    assert.equal(answer.body.status, 404);
  });
});
