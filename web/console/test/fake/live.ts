/** The agent's end of `/live`, with a log per session that resumes as the protocol says. */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import {
  decodeFrame,
  decodeJson,
  encodeFrame,
  encodeJson,
  Flag,
  Kind,
  splitFrame,
  type AgentEvent,
  type AgentHello,
  type Frame,
} from '@pillion/protocol';
import { WebSocketServer, type WebSocket } from 'ws';
import { refuse, json } from './http';
import type { Session, World } from './world';

interface Connection {
  socket: WebSocket;
  session: Session;
}

export class FakeLive {
  /** Every hello, as it came. */
  hellos: AgentHello[] = [];
  /** Requests and pointers of agents, in order. */
  requests: Record<string, unknown>[] = [];
  pointers: Frame[] = [];
  minted = 0;
  /** Part of the address of assets. */
  signature = 'signature';
  /** Where the viewer page is. */
  viewerUrl = '';
  websocketUrl = '';
  readonly #world: World;
  readonly #tokens = new Map<string, string>();
  readonly #connections = new Set<Connection>();
  readonly #logs = new Map<string, Frame[]>();

  constructor(world: World) {
    this.#world = world;
  }

  listen(server: Server): void {
    const sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: (offered) => (offered.has('pillion.v1') ? 'pillion.v1' : false),
    });
    server.on('upgrade', (request: IncomingMessage, socket, head) => {
      sockets.handleUpgrade(request, socket, head, (open) => this.#greet(open));
    });
  }

  grant(response: ServerResponse, sessionId: string): void {
    if (!this.#world.sessions.has(sessionId)) {
      refuse(response, 404, 'not.found', 'There is no such session.');
      return;
    }
    const token = randomUUID();
    this.minted++;
    this.#tokens.set(token, sessionId);
    json(response, 200, {
      token,
      websocketUrl: this.websocketUrl,
      viewerUrl: this.viewerUrl,
      expires: new Date(Date.now() + 600_000).toISOString(),
    });
  }

  /** Appends a frame to a session's log and sends it to whoever watches. */
  append(sessionId: string, frame: Omit<Frame, 'dt'>): void {
    const whole: Frame = { ...frame, dt: 16 };
    const log = this.#log(sessionId);
    if (frame.kind === Kind.keyframe) log.length = 0;
    log.push(whole);
    for (const { socket } of this.#watching(sessionId)) sendWhole(socket, whole);
  }

  tell(sessionId: string, event: AgentEvent): void {
    for (const { socket } of this.#watching(sessionId)) sendEvent(socket, event);
  }

  setState(sessionId: string, state: Session['state'], page?: Session['page']): void {
    const session = this.#world.sessions.get(sessionId);
    if (!session) throw new Error(`no session ${sessionId}`);
    session.state = state;
    if (page) session.page = page;
    this.tell(sessionId, {
      type: 'state',
      state,
      capabilities: session.capabilities as ['view', 'point'],
      ...(session.page ? { page: { ...session.page, visible: true } } : {}),
    });
  }

  /** Closes every socket of a session with a code of the protocol. */
  drop(sessionId: string, code: number): void {
    for (const { socket } of this.#watching(sessionId)) {
      // 1006 is what a browser says of a connection that just broke off.
      if (code === 1006) socket.terminate();
      else socket.close(code);
    }
  }

  forgetTokens(): void {
    this.#tokens.clear();
  }

  watchers(sessionId: string): number {
    return this.#watching(sessionId).length;
  }

  #watching(sessionId: string): Connection[] {
    return [...this.#connections].filter(({ session }) => session.id === sessionId);
  }

  #log(sessionId: string): Frame[] {
    const log = this.#logs.get(sessionId) ?? [];
    this.#logs.set(sessionId, log);
    return log;
  }

  #greet(socket: WebSocket): void {
    let connection: Connection | undefined;
    socket.on('message', (data: Buffer) => {
      const frame = decodeFrame(new Uint8Array(data));
      if (connection) {
        this.#receive(connection, frame);
        return;
      }
      if (frame.kind !== Kind.hello) return socket.close(4400, 'hello comes first');
      const hello = decodeJson<AgentHello>(frame.payload);
      this.hellos.push(hello);
      const session = this.#world.sessions.get(this.#tokens.get(hello.token) ?? '');
      if (!session) return socket.close(4401, 'this token is not known');
      connection = { socket, session };
      this.#connections.add(connection);
      this.#welcome(connection, hello);
    });
    socket.on('close', () => connection && this.#connections.delete(connection));
  }

  #welcome({ socket, session }: Connection, hello: AgentHello): void {
    const welcome = {
      session: {
        id: session.id,
        conversationId: session.conversationId,
        state: session.state,
        visitor: { id: 'v', identified: true },
        ...(session.page ? { page: { ...session.page, visible: true } } : {}),
        capabilities: session.capabilities,
        assets: `/assets/${session.id}.9999999999.${this.signature}/`,
      },
    };
    socket.send(encodeFrame(plain(Kind.welcome, welcome)));
    if (session.state === 'ended') {
      const reason = session.endReason ?? 'disconnected';
      sendEvent(socket, { type: 'ended', session: session.id, reason });
      socket.close(1000, 'the session is over');
      return;
    }
    const log = this.#log(session.id);
    const has = log.some(({ epoch, seq }) => epoch === hello.epoch && seq === hello.seq);
    for (const frame of log) {
      if (!has || frame.seq > hello.seq) sendWhole(socket, frame);
    }
  }

  #receive({ socket, session }: Connection, frame: Frame): void {
    if (frame.kind === Kind.pointer) this.pointers.push(frame);
    if (frame.kind !== Kind.request) return;
    const request = decodeJson<Record<string, unknown>>(frame.payload);
    this.requests.push(request);
    if (request['type'] === 'keyframe') {
      for (const each of this.#log(session.id)) sendWhole(socket, each);
    }
    if (request['type'] === 'end') {
      this.tell(session.id, { type: 'ended', session: session.id, reason: 'agent_ended' });
      this.#world.end(session.conversationId);
    }
  }
}

function sendEvent(socket: WebSocket, event: AgentEvent): void {
  socket.send(encodeFrame(plain(Kind.event, event)));
}

function sendWhole(socket: WebSocket, frame: Frame): void {
  for (const part of splitFrame(frame)) socket.send(encodeFrame(part));
}

function plain(kind: typeof Kind.welcome | typeof Kind.event, body: object): Frame {
  return { kind, flags: Flag.last, epoch: 0, seq: 0, dt: 0, payload: encodeJson(body) };
}
