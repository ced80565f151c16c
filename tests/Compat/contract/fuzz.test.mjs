import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { clientToken, startServer } from '../server.mjs';
import { Chance } from './chance.mjs';
import { neverServed, operationsOf } from './description.mjs';
import { Requests } from './requests.mjs';
import { send } from './sending.mjs';
import { World } from './world.mjs';

const requestsWanted = Number(process.env.PILLION_FUZZ ?? 100_000);
const seed = Number(process.env.PILLION_SEED ?? Date.now() % 0xffffffff);
const atOnce = 16;
const mostReported = 10;
const mostCures = 4;

// JSON that could not be read is suggested in a readable form; what it says is judged only then.
const onlyReadable = (answer, cured) =>
  answer.body.code === 'invalid.json' && cured.body.code !== 'invalid.json';
const endsTheToken = ({ method, path }) => method === 'DELETE' && path.includes('/tokens');

// These end what the other requests need, their token or the login throttle's patience, or are for people only.
const apart = new Set(['deleteTokensMe', 'getUsersMe', 'postCobrowseSessionViewers']);

describe(`the contract, fuzzed with seed ${seed}`, () => {
  let server, token, operations, requests, world, chance;
  const outcomes = new Map();
  const wrong = [];

  before(async () => {
    server = await startServer({
      Logging__LogLevel__Default: 'Error',
    });
    token = await clientToken(server.url);
    const file = await (await fetch(`${server.url}/openapi/v2.json`)).json();
    chance = new Chance(seed);
    world = new World(server, chance);
    await world.furnish();
    operations = operationsOf(file).filter(
      (operation) =>
        operation.path.startsWith('/api/') && !operation.streams && !apart.has(operation.id),
    );
    requests = new Requests(file, world, chance);
  });
  after(() => server.stop());

  it(`answers ${requestsWanted} requests by its own description, and never fails`, async () => {
    let left = requestsWanted;
    const worker = async () => {
      while (left > 0 && wrong.length < mostReported) {
        left -= 1;
        if (left % 500 === 0) {
          await world.furnish();
        }

        const operation = chance.of(operations);
        const good = chance.maybe(0.35);
        const request = good ? requests.good(operation) : requests.damaged(operation);
        if (!endsTheToken(request)) {
          await check(request, good);
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    assert.deepEqual(wrong, []);
  });

  it('got through to every operation at least once', () => {
    const never = operations
      .filter(({ id }) => !neverServed.has(id) && !outcomes.get(id)?.served)
      .map((operation) => operation.id);
    assert.deepEqual(
      never,
      [],
      `never served; last refusals: ${JSON.stringify(never.map((id) => outcomes.get(id)?.refusal))}`,
    );
  });

  it('was given suggestions that succeed when they are sent as they are', () => {
    const offered = [...outcomes.values()].reduce(
      (sum, outcome) => sum + (outcome.suggested ?? 0),
      0,
    );
    assert.ok(
      offered > requestsWanted / 100,
      `only ${offered} suggestions in ${requestsWanted} requests`,
    );
  });

  async function check(request, good) {
    const { operation } = request;
    const outcome = outcomes.get(operation.id) ?? { served: 0, suggested: 0 };
    outcomes.set(operation.id, outcome);
    const answer = await send(server, token, request).catch((lost) => ({
      status: 0,
      headers: {},
      text: lost.message,
    }));
    const fault = judged(request, answer);
    if (fault) {
      report(request, answer, fault);
    }

    if (answer.status < 300) {
      outcome.served += 1;
      if (answer.body?.conversation) {
        world.note(answer.body.conversation);
      }
    } else if (good) {
      outcome.refusal = answer.text.slice(0, 300);
    }

    // The request for a token has a place for a secret that only the caller knows.
    if (answer.body?.suggestion && answer.status !== 401 && chance.maybe(0.2)) {
      outcome.suggested += 1;
      const cured = await tryCures(request, answer);
      if (cured) {
        report(
          request,
          answer,
          `its suggestion is answered ${cured.status} ${cured.text.slice(0, 500)}`,
        );
      }
    }
  }

  /**
   * Does what a refusal suggests. Another request may take away what a suggestion names before it arrives, so a
   * suggestion that fails is not yet wrong: the request is asked again, for as long as chance may be to blame.
   * @returns {Promise<object | undefined>} the answer to the last suggestion, when every one failed
   */
  async function tryCures(request, answer) {
    let cured;
    for (let tries = 0; tries < mostCures && answer.body?.suggestion; tries++) {
      cured = await send(server, token, answer.body.suggestion);
      if (cured.status < 400 || cured.status === 409 || onlyReadable(answer, cured)) {
        return undefined;
      }

      answer = await send(server, token, request);
    }

    return answer.body?.suggestion ? cured : undefined;
  }

  function judged({ operation, method, path }, answer) {
    if (answer.status === 0) {
      return 'no answer';
    }

    if (answer.status >= 500) {
      return 'a failure on our side';
    }

    // Kestrel itself turns these away, before anything of ours is asked.
    if (answer.status === 400 && path.includes('%00')) {
      return undefined;
    }

    if (!/^[0-9a-f-]{36}$/.test(answer.headers['inin-correlation-id'] ?? '')) {
      return 'no correlation id';
    }

    // A damaged address or method may have reached another operation, which has its own word in its own turn.
    const meant =
      !path.includes('/..') &&
      method === operation.method &&
      new RegExp(`^${operation.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
    // The description of HEAD knows no bodies, which damage that makes another method of it brings back.
    if (operation.method === 'HEAD' && method !== 'HEAD') {
      return undefined;
    }

    if ((answer.status >= 400 && !path.includes('/..')) || meant) {
      return answer.status === 304 ? undefined : operation.fault(answer);
    }

    return undefined;
  }

  function report(request, answer, fault) {
    const { operation, ...sent } = request;
    wrong.push({
      fault,
      operation: operation.id,
      sent: JSON.stringify(sent).slice(0, 1500),
      status: answer.status,
      answer: answer.text.slice(0, 1500),
    });
  }
});
