import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  Kind,
  decodeFrame,
  decodeJson,
  encodeFrame,
  encodeJson,
  isOrdered,
  type Agent,
  type Frame,
  type Invitation,
  type PrivacyPolicy,
  type VisitorEvent,
  type VisitorHello,
  type VisitorRequest,
  type VisitorSession,
  type VisitorWelcome,
} from '@pillion/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Bundles } from './bundles';
import { until } from './until';

export const avery: Agent = { id: 'u1', name: 'Avery Moss' };
const sessionId = '3f0c';
export const frameToken = 'frame-token';
const lastFlag = 4;

/** One socket of a visitor, and all that came over it. */
export class Visit {
  readonly frames: Frame[] = [];
  readonly requests: VisitorRequest[] = [];
  hello: VisitorHello | undefined;
  closed: number | undefined;

  constructor(readonly socket: WebSocket) {}

  get ordered(): Frame[] {
    return this.frames.filter(({ kind }) => isOrdered(kind));
  }

  send(kind: Kind, payload: Uint8Array, epoch = 0, seq = 0): void {
    this.socket.send(encodeFrame({ kind, flags: 0, epoch, seq, dt: 0, payload }));
  }

  event(event: VisitorEvent): void {
    this.send(Kind.event, encodeJson(event));
  }

  ack(epoch: number, seq: number): void {
    this.send(Kind.ack, new Uint8Array(), epoch, seq);
  }

  /** The request of a type, newest first, as soon as it is there. */
  async request<T extends VisitorRequest['type']>(
    type: T,
    fits: (request: Extract<VisitorRequest, { type: T }>) => boolean = () => true,
  ): Promise<Extract<VisitorRequest, { type: T }>> {
    type Wanted = Extract<VisitorRequest, { type: T }>;
    return until(
      `request ${type}`,
      () =>
        this.requests.findLast(
          (request): request is Wanted => request.type === type && fits(request as Wanted),
        ),
      { seen: () => this.requests },
    );
  }

  async orderedUpTo(epoch: number, seq: number): Promise<Frame[]> {
    await until(
      `ordered frame ${epoch}/${seq}`,
      () =>
        this.ordered.some((one) => one.epoch === epoch && one.seq === seq && one.flags & lastFlag),
      { seen: () => this.ordered.map((one) => `${one.epoch}/${one.seq}`) },
    );
    return this.ordered;
  }
}

/** A server that speaks just enough of `pillion.v1` for one visitor, and does as it is told. */
export class LiveServer {
  readonly visits: Visit[] = [];
  /** Of the log: the newest seq per epoch. */
  readonly log = new Map<number, number>();
  invitation: Invitation | undefined;
  session = false;
  titled = true;
  agents: Agent[] = [];
  assetOrigins: string[] | undefined;
  preset: PrivacyPolicy['preset'] = 'balanced';
  hide: string[] = [];
  /** What the site's policy has come to hide since the visitor agreed to the one before. */
  hideSince: string[] = [];
  /** The origins of the site. */
  origins: string[] = [];
  /** Which pages asked of which whether it is of the site: "<origin> <embedder>". */
  readonly embeddings: string[] = [];
  autoAck = true;
  /** What a new connection gets instead of a welcome. */
  refuse: number | undefined;
  reason = '';
  /** The epoch that a welcome names instead of the hello's. */
  epoch: number | undefined;
  /** Hashes the store does not have. */
  needed = new Set<string>();
  base = '';
  #http: Server;
  #tokens = 0;

  private constructor(private readonly bundles: Bundles) {
    this.#http = createServer((request, response) => this.#serve(request, response));
    const sockets = new WebSocketServer({
      server: this.#http,
      path: '/live',
      handleProtocols: (offered) => (offered.has('pillion.v1') ? 'pillion.v1' : false),
    });
    sockets.on('connection', (socket) => this.#connected(socket));
  }

  static async start(bundles: Bundles): Promise<LiveServer> {
    const server = new LiveServer(bundles);
    await new Promise<void>((done) => server.#http.listen(0, '127.0.0.1', done));
    server.base = `http://localhost:${(server.#http.address() as AddressInfo).port}/`;
    return server;
  }

  async stop(): Promise<void> {
    for (const { socket } of this.visits) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((done) => this.#http.close(done));
  }

  /** The nth connection of the test, from 1, once its hello is there. */
  async visit(nth: number): Promise<Visit & { hello: VisitorHello }> {
    const found = await until(
      `connection ${nth}`,
      () => this.visits.find((visit, index) => index === nth - 1 && visit.hello),
      { seen: () => this.visits.length, within: 12_000 },
    );
    return found as Visit & { hello: VisitorHello };
  }

  offer(changes: Partial<Invitation> = {}): Invitation {
    this.invitation = {
      id: 'inv1',
      agent: avery,
      reason: 'Ticket T-17: payment fails',
      capabilities: ['view', 'point'],
      expires: new Date(Date.now() + 15 * 60_000).toISOString(),
      policy: { version: 4, preset: 'balanced', hide: [], show: [], readOnly: [] },
      ...changes,
    };
    return this.invitation;
  }

  /** As after a crash of the server process: the session lives, its log does not. */
  loseLog(): void {
    this.log.clear();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const path = (request.url ?? '').replace(/\?.*/, '');
    if (path.startsWith('/live/embedding/')) return void this.#serveEmbedding(request, response);
    const file = this.bundles.get(path.replace(/^\/(?:snippet\/)?/, ''));
    response.writeHead(file === undefined ? 404 : 200, {
      'Content-Type': 'text/javascript',
      'Access-Control-Allow-Origin': '*',
    });
    response.end(file);
  }

  async #serveEmbedding(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { url = '', headers, method } = request;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const origin = headers.origin ?? '';
    const embedder = new URL(url, this.base).searchParams.get('embedder') ?? '';
    this.embeddings.push(`${origin} ${embedder}`);
    const ours = method === 'POST' && this.origins.includes(origin);
    const shared = this.session && Buffer.concat(chunks).toString() === frameToken;
    const answers = ours && shared && this.origins.includes(embedder);
    response.writeHead(answers ? 200 : 403, {
      'Content-Type': 'application/json',
      ...(ours && { 'Access-Control-Allow-Origin': origin }),
    });
    const origins = this.origins.filter((one) => one !== origin);
    const policies = [this.#policy, { ...this.#policy, hide: this.hideSince }];
    response.end(answers ? JSON.stringify({ policies, origins }) : '');
  }

  get #policy(): PrivacyPolicy {
    return { version: 4, preset: this.preset, hide: this.hide, show: [], readOnly: [] };
  }

  #connected(socket: WebSocket): void {
    const visit = new Visit(socket);
    this.visits.push(visit);
    socket.on('close', (code) => {
      visit.closed = code;
    });
    socket.on('message', (data: Buffer) => {
      const frame = decodeFrame(new Uint8Array(data));
      visit.frames.push(frame);
      if (frame.kind === Kind.hello) this.#greet(visit, decodeJson(frame.payload));
      else if (frame.kind === Kind.request) this.#answer(visit, decodeJson(frame.payload));
      else if (isOrdered(frame.kind) && frame.flags & lastFlag && this.autoAck) {
        this.log.set(frame.epoch, frame.seq);
        visit.ack(frame.epoch, frame.seq);
      }
    });
  }

  #greet(visit: Visit, hello: VisitorHello): void {
    visit.hello = hello;
    if (this.refuse !== undefined) return visit.socket.close(this.refuse, this.reason);
    const welcome: VisitorWelcome = {
      titled: this.titled,
      now: new Date().toISOString(),
      visitor: { id: '9d0c', token: 'visitor-token', identified: !!hello.identity },
      ...(this.invitation && { invitation: this.invitation }),
      ...(hello.session && this.session && { session: this.#session(hello.session.epoch) }),
      ...(hello.session &&
        !this.session && { ended: { session: sessionId, reason: 'agent_ended' as const } }),
    };
    visit.send(Kind.welcome, encodeJson(welcome));
  }

  #session(epoch: number): VisitorSession {
    const acked = this.log.get(epoch);
    return {
      id: sessionId,
      token: `join-${++this.#tokens}`,
      epoch: this.epoch ?? epoch,
      acked: acked ?? 0,
      keyframe: acked === undefined,
      agents: this.agents,
      capabilities: ['view', 'point'],
      policy: this.#policy,
      ...(this.origins.length > 0 && {
        frames: { site: 'dev', origins: this.origins, token: frameToken },
      }),
      ...(this.assetOrigins && { assetOrigins: this.assetOrigins }),
    };
  }

  #answer(visit: Visit, request: VisitorRequest): void {
    visit.requests.push(request);
    if (request.type === 'accept') {
      this.invitation = undefined;
      this.session = true;
      visit.event({ type: 'session', session: this.#session(1) });
    } else if (request.type === 'decline') {
      this.invitation = undefined;
      visit.event({ type: 'withdrawn', invitation: request.invitation, reason: 'declined' });
    } else if (request.type === 'have') {
      const hashes = request.hashes.filter((hash) => this.needed.has(hash));
      visit.event({ type: 'need', id: request.id, hashes });
    } else if (request.type === 'end') {
      this.session = false;
      visit.event({ type: 'ended', session: sessionId, reason: 'visitor_ended' });
    }
  }
}
