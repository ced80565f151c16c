/** The operations that the console calls, on a world. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Conversation, Participant, SystemPresence } from '../../src/api/types';
import type { FakeLive } from './live';
import { json, readJson, refuse, type Fault } from './http';
import { agent, ago, type World } from './world';

export class FakeApi {
  /** Answers the lobby's stream with 503, so that only polling works. */
  streamBroken = false;
  /** Answers everything about the lobby with 503. */
  lobbyBroken = false;
  readonly #world: World;
  readonly #live: FakeLive;
  readonly #streams = new Set<ServerResponse>();

  constructor(world: World, live: FakeLive) {
    this.#world = world;
    this.#live = live;
    world.onChange(() => {
      for (const stream of this.#streams) this.#writeLobby(stream);
    });
  }

  /** Cuts every open lobby stream. */
  cutStreams(): void {
    for (const stream of this.#streams) stream.destroy();
  }

  get streams(): number {
    return this.#streams.size;
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const path = url.pathname.replace('/api/v2', '');
    const [, area, id, part, partId] = path.split('/');
    const route = `${request.method} /${area ?? ''}`;
    if (path === '/users/me') return this.#me(response);
    if (route === 'PATCH /users') return this.#setPresence(response, await readJson(request));
    if (path === '/tokens/me') return json(response, 200);
    if (path === '/routing/wrapupcodes')
      return json(response, 200, listing(this.#world.wrapUpCodes));
    if (path === '/cobrowse/lobby' && !this.lobbyBroken) {
      return json(response, 200, this.#world.lobby());
    }
    if (path === '/cobrowse/lobby/stream' && !this.streamBroken && !this.lobbyBroken) {
      return this.#stream(request, response);
    }
    if (path.startsWith('/cobrowse/lobby')) {
      return refuse(response, 503, 'service.unavailable', 'The lobby is being restarted.');
    }
    if (area === 'cobrowse' && path.endsWith('/viewers')) {
      return this.#live.grant(response, path.split('/')[3] ?? '');
    }
    if (path === '/conversations' && request.method === 'POST') {
      return this.#start(response, await readJson(request));
    }
    if (path === '/conversations') {
      const own = [...this.#world.conversations.values()].filter(({ endTime }) => !endTime);
      return json(response, 200, listing(own));
    }
    if (request.method === 'PATCH' && id === 'cobrowsesessions') {
      const ended = this.#world.conversations.get(part ?? '');
      this.#world.endCobrowse(part ?? '', {
        invitation: { id: ended?.invitation?.id ?? '', state: 'canceled' },
      });
      return json(response, 200, {});
    }
    const conversation = this.#world.conversations.get(id ?? '');
    if (area !== 'conversations' || !conversation) {
      return refuse(response, 404, 'not.found', `There is no ${area} ${id ?? ''}.`);
    }
    if (part === undefined) return json(response, 200, conversation);
    if (part === 'cobrowse') {
      const { sessionId } = this.#world.askAgain(conversation.id);
      return json(response, 200, { id: sessionId });
    }
    if (part === 'disconnect') {
      this.#world.end(conversation.id, {
        invitation: { id: conversation.invitation?.id ?? '', state: 'canceled' },
      });
      return json(response, 202);
    }
    const participant = conversation.participants.find((each) => each.id === partId);
    if (!participant) return refuse(response, 404, 'not.found', 'There is no such participant.');
    return this.#change(response, conversation, participant, await readJson(request));
  }

  #me(response: ServerResponse): void {
    const { password: _, ...me } = agent;
    json(response, 200, {
      ...me,
      username: me.email,
      state: 'active',
      version: 1,
      presence: { presenceDefinition: { systemPresence: this.#world.presence } },
      selfUri: `/api/v2/users/${me.id}`,
    });
  }

  #setPresence(response: ServerResponse, body: Record<string, unknown>): void {
    const definition = body['presenceDefinition'] as { systemPresence: SystemPresence };
    this.#world.presence = definition.systemPresence;
    json(response, 200, { presenceDefinition: definition });
  }

  #stream(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
    this.#streams.add(response);
    request.on('close', () => this.#streams.delete(response));
    this.#writeLobby(response);
  }

  #writeLobby(stream: ServerResponse): void {
    stream.write(`event: lobby\ndata: ${JSON.stringify(this.#world.lobby())}\n\n`);
  }

  #start(response: ServerResponse, body: Record<string, unknown>): void {
    const world = this.#world;
    const [, guest] = body['participants'] as Record<string, string>[];
    const faults: Fault[] = [];
    const subject = body['subject'] as string | undefined;
    if (subject && subject.length > 200) {
      faults.push({
        code: 'too.long',
        message: 'A subject has at most 200 characters.',
        pointer: '/subject',
        found: subject.length,
        expected: ['at most 200 characters'],
      });
    }
    const byCode = guest?.['joinCode'];
    const visitorId = byCode ? world.visitorCodes.get(byCode) : guest?.['userId'];
    const visitor = world.visitors.find(({ id }) => id === visitorId);
    if (!visitor) {
      faults.push({
        code: 'visitor.unknown',
        message: byCode
          ? 'No visitor shows this code now. Codes are good for ten minutes and for one use.'
          : 'No visitor has this id.',
        pointer: byCode ? '/participants/1/joinCode' : '/participants/1/userId',
        found: byCode ?? guest?.['userId'],
        expected: byCode ? ['a code of six digits that a visitor reads out now'] : [],
      });
    }
    if (faults.length > 0 || !visitor) {
      const count = faults.length === 1 ? 'One thing is' : `${faults.length} things are`;
      return refuse(response, 400, 'bad.request', `${count} wrong with this request.`, faults);
    }
    world.starts.push(body);
    const entry = world.conversation({
      state: 'offered',
      visitor: {
        id: visitor.id,
        identified: visitor.identified,
        online: true,
        ...(visitor.name ? { name: visitor.name } : {}),
      },
      joinCode: '482913',
      page: visitor.page,
      ...(subject ? { subject } : {}),
    });
    world.changed();
    json(response, 201, {
      id: entry.id,
      conversation: world.conversations.get(entry.id),
      sessionId: entry.sessionId,
      joinCode: entry.joinCode,
      invitation: {
        id: randomUUID(),
        state: 'offered',
        expires: entry.expires,
        message: 'The visitor is on the site now and has been asked.',
      },
      visitorLink: `https://shop.test/#pillion=${entry.joinCode ?? ''}`,
      selfUri: `/api/v2/conversations/${entry.id}`,
    });
  }

  #change(
    response: ServerResponse,
    conversation: Conversation,
    participant: Participant,
    body: Record<string, unknown>,
  ): void {
    const wrapup = body['wrapup'] as { code: string; notes?: string } | undefined;
    if (wrapup && !this.#world.wrapUpCodes.some(({ id }) => id === wrapup.code)) {
      return refuse(response, 400, 'bad.request', 'One thing is wrong with this request.', [
        {
          code: 'wrapup.unknown',
          message: 'No wrap-up code has this id or name.',
          pointer: '/wrapup/code',
          found: wrapup.code,
          expected: this.#world.wrapUpCodes.map(({ name }) => name),
        },
      ]);
    }
    this.#world.changes.push({
      conversationId: conversation.id,
      participantId: participant.id,
      body,
    });
    const leg = participant.cobrowsesessions?.at(-1);
    if (body['state'] === 'connected' && leg) {
      leg.state = 'connected';
      leg.connectedTime = ago(0);
    }
    json(response, 202);
    this.#world.changed();
  }
}

function listing<T>(entities: T[]): object {
  return { entities, total: entities.length, pageNumber: 1, pageSize: 100, pageCount: 1 };
}
