import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clientToken, seeded, startServer } from '../server.mjs';
import { neverServed, operationsOf } from './description.mjs';
import { communicationsOf, mediumOf } from './media.mjs';
import { personToken } from './people.mjs';

const reader = { id: 'reader', secret: 'reader-secret-of-16-letters' };
let number = 0;

/** Everything that an example may name in braces; made anew for every example, because examples change things. */
async function placeholders(server, tokens, path = '') {
  number += 1;
  const type = mediumOf(path) ?? 'cobrowse';
  const start = async (who, type = 'cobrowse') => {
    const answer = await server.call('POST', '/api/v2/conversations', {
      type,
      participants: [
        { userId: seeded.agent, role: 'agent' },
        { userId: `${who}-${number}@example.test`, role: 'user' },
      ],
      siteId: seeded.site,
    });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  };
  const party = (started, purpose) =>
    started.conversation.participants.find((one) => one.purpose === purpose);
  const [live, ended, filed] = [
    await start('live', type),
    await start('ended'),
    await start('filed'),
  ];
  await server.call('POST', `/api/v2/conversations/${ended.id}/disconnect`);
  await server.call(
    'PATCH',
    `/api/v2/conversations/${filed.id}/participants/${party(filed, 'agent').id}`,
    {
      wrapup: { code: 'Resolved' },
    },
  );
  const users = (await server.call('GET', '/api/v2/users')).body.entities;
  const codes = (await server.call('GET', '/api/v2/routing/wrapupcodes')).body.entities;
  const sites = (await server.call('GET', '/api/v2/sites')).body.entities;
  const id = (email) => users.find((user) => user.email === email).id;
  const channel = await server.call('POST', '/api/v2/notifications/channels');
  return {
    conversationId: live.id,
    participantId: party(live, 'agent').id,
    agentParticipantId: party(live, 'agent').id,
    visitorParticipantId: party(live, 'customer').id,
    communicationId: communicationsOf(party(live, 'agent'), path)[0].id,
    sessionId: live.sessionId,
    endedConversationId: ended.id,
    endedAgentParticipantId: party(ended, 'agent').id,
    endedSessionId: ended.sessionId,
    filedConversationId: filed.id,
    filedAgentParticipantId: party(filed, 'agent').id,
    siteId: sites.find((site) => site.key === seeded.site).id,
    deploymentId: seeded.site,
    sourceId: 'purecloud',
    agentId: id(seeded.agent),
    userId: id('lee@example.test'),
    codeId: codes.find((code) => code.name !== 'Resolved').id,
    agentToken: tokens.agent,
    otherAgentToken: tokens.otherAgent,
    readOnlyToken: tokens.reader,
    expiredToken: tokens.ended,
    channelId: channel.body?.id,
    credentials: btoa(`${seeded.client.id}:${seeded.client.secret}`),
    newName: `Name ${number}`,
    newKey: `key-${number}`,
    offlineAgentEmail: 'gone@example.test',
    longText: 'x'.repeat(300_000),
    longWord: 'w'.repeat(40_000),
    longKey: 'k'.repeat(256),
    manyAttributes: JSON.stringify(
      Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a${i}`, 'x'])),
    ),
    deepJson: '['.repeat(40) + ']'.repeat(40),
    wideJson: JSON.stringify(
      Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`strange${i}`, 1])),
    ),
  };
}

describe('documented examples', () => {
  let server, tokens, operations, codes;

  before(async () => {
    const seed = {
      Pillion__Seed__Clients__1__Id: reader.id,
      Pillion__Seed__Clients__1__Name: 'A client that reads',
      Pillion__Seed__Clients__1__Secret: reader.secret,
      Pillion__Seed__Clients__1__Scopes__0: 'conversation:read',
      Pillion__Seed__Users__2__Email: 'gone@example.test',
      Pillion__Seed__Users__2__Name: 'Gone Home',
      Pillion__Seed__Users__2__Roles__0: 'agent',
      Pillion__Seed__Users__2__Password: 'gone-for-the-day-long',
      Pillion__Seed__Users__2__Presence: 'Offline',
      Pillion__Seed__Users__3__Email: 'lee@example.test',
      Pillion__Seed__Users__3__Name: 'Lee Changeable',
      Pillion__Seed__Users__3__Roles__0: 'agent',
      Pillion__Seed__Users__3__Password: 'changes-all-day-long',
    };
    server = await startServer(seed);
    tokens = {
      all: await clientToken(server.url),
      reader: await clientToken(server.url, reader),
      agent: await personToken(server.url, seeded.agent),
      otherAgent: await personToken(server.url, seeded.otherAgent),
      ended: await clientToken(server.url),
    };
    await fetch(`${server.url}/api/v2/tokens/me`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${tokens.ended}` },
    });
    operations = operationsOf(await (await fetch(`${server.url}/openapi/v2.json`)).json());
    codes = (
      await (
        await fetch(`${server.url}/docs/errors`, { headers: { accept: 'application/json' } })
      ).json()
    ).codes;
  });
  after(() => server.stop());

  const send = async ({ method, path, headers = {}, body }) => {
    const given = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const all = {
      authorization: `Bearer ${tokens.all}`,
      ...(body === undefined || body === null ? {} : { 'content-type': 'application/json' }),
      ...given,
    };
    const answer = await fetch(server.url + path, {
      method,
      headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== '')),
      body: body ?? undefined,
      redirect: 'manual',
    });
    const text = await answer.text();
    return {
      status: answer.status,
      text,
      body: text.startsWith('{') ? JSON.parse(text) : undefined,
    };
  };
  const filled = (text, values) =>
    typeof text === 'string'
      ? text.replace(/\{(\w+)\}/g, (whole, name) =>
          Object.hasOwn(values, name) ? values[name] : whole,
        )
      : text;
  const request = (example, values) => ({
    method: example.method,
    path: filled(example.path, values),
    headers: Object.fromEntries(
      Object.entries(example.headers ?? {}).map(([name, value]) => [name, filled(value, values)]),
    ),
    body: filled(example.body, values),
  });

  it('of the OpenAPI file are served', async () => {
    const wrong = [];
    let sent = 0;
    // A second site comes last, because from then on a request has to say which one it means.
    const sorted = operations.toSorted(
      (a, b) => Number(a.id === 'postSites') - Number(b.id === 'postSites'),
    );
    for (const operation of sorted) {
      for (const example of operation.examples) {
        const values = await placeholders(server, tokens, operation.path);
        const answer = await send(request({ ...operation, body: JSON.stringify(example) }, values));
        sent += 1;
        if (answer.status >= 300) {
          wrong.push(`${operation.id}: ${answer.status} ${answer.text.slice(0, 400)}`);
        }
      }
    }
    assert.deepEqual(wrong, []);
    const bare = operations
      .filter(
        ({ id, path, body, examples }) =>
          path.startsWith('/api/') && body && examples.length === 0 && !neverServed.has(id),
      )
      .map((operation) => operation.id);
    assert.deepEqual(bare, [], 'every operation with a body shows one that works');
    assert.ok(sent > 20);
  });

  it('of the error pages are refused, with the code of the page, and work when they are cured', async () => {
    const wrong = [];
    const makesASite = (entry) =>
      Number([entry.refused, entry.works].some((example) => example?.path === '/api/v2/sites'));
    for (const entry of codes.toSorted((a, b) => makesASite(a) - makesASite(b))) {
      for (const [kind, example] of Object.entries({
        refused: entry.refused,
        works: entry.works,
      })) {
        if (!example) {
          continue;
        }

        const answer = await send(request(example, await placeholders(server, tokens)));
        const said = [answer.body?.code, ...(answer.body?.errors ?? []).map((fault) => fault.code)];
        if (
          answer.status !== example.status ||
          (kind === 'refused' && !said.includes(entry.code))
        ) {
          wrong.push(
            `${entry.code} ${kind}: ${example.method} ${example.path} was answered ${answer.status}, not ${example.status}: ${answer.text.slice(0, 300)}`,
          );
        }
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(codes.length > 60);
  });
});
