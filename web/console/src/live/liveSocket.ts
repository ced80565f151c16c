/**
 * The agent's end of `pillion.v1`: one socket for one session, connected again for as long as the
 * session lives and the server wants it. Nothing here knows the page or React.
 */
import {
  decodeFrame,
  decodeJson,
  encodeFrame,
  encodeJson,
  Flag,
  Kind,
  ProtocolError,
  type AgentEvent,
  type AgentHello,
  type AgentRequest,
  type AgentWelcome,
  type EndReason,
  type Frame,
} from '@pillion/protocol';
import { Refusal } from '../api/refusal';
import type { ViewerGrant } from '../api/types';
import { afterClose, backoff, type StopReason } from './backoff';
import type { Position } from './gate';

export type LiveStatus =
  | { phase: 'connecting' }
  | { phase: 'open' }
  | { phase: 'retrying'; failures: number }
  | { phase: 'stopped'; why: StopReason | 'closed' | 'ended'; detail?: string | undefined }
  | { phase: 'refused'; refusal: Refusal };

export interface LiveHandlers {
  mint(signal: AbortSignal): Promise<ViewerGrant>;
  /** The newest ordered frame that the viewer has applied. */
  applied(): Position;
  onGrant(grant: ViewerGrant): void;
  onWelcome(session: AgentWelcome['session']): void;
  /** A frame for the viewer, and the message it came in. */
  onFrame(frame: Frame, message: ArrayBuffer): void;
  onEvent(event: AgentEvent): void;
  onStatus(status: LiveStatus): void;
}

/** A welcome that takes longer than this is not coming. */
const welcomeTimeoutMs = 10_000;
/** Pointers are dropped while this much waits to be sent: only the newest matters. */
const pointerQueueBytes = 16 * 1024;
/** A token is not used for a hello when it has less than this left. */
const tokenMarginMs = 5_000;

type AgentCall = AgentRequest extends infer R
  ? R extends AgentRequest
    ? Omit<R, 'id'>
    : never
  : never;

export class LiveSocket {
  readonly #handlers: LiveHandlers;
  readonly #abort = new AbortController();
  #grant: ViewerGrant | undefined;
  #socket: WebSocket | undefined;
  #welcomed = false;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastRequest = 0;
  #over = false;
  #wasOver = false;

  constructor(handlers: LiveHandlers) {
    this.#handlers = handlers;
  }

  start(): void {
    this.#handlers.onStatus({ phase: 'connecting' });
    globalThis.addEventListener('online', this.#networkIsBack);
    void this.#connect();
  }

  /** Ends this client, not the session. */
  close(): void {
    this.#stop();
    this.#handlers.onStatus({ phase: 'stopped', why: 'closed' });
  }

  /** False when there is no connection to send on. */
  request(call: AgentCall): boolean {
    const id = ++this.#lastRequest;
    return this.#send({
      kind: Kind.request,
      flags: Flag.last,
      ...this.#handlers.applied(),
      dt: 0,
      payload: encodeJson({ ...call, id }),
    });
  }

  /** Sends a pointer payload, newest wins. */
  pointer(payload: Uint8Array): void {
    if ((this.#socket?.bufferedAmount ?? 0) > pointerQueueBytes) return;
    this.#send({
      kind: Kind.pointer,
      flags: Flag.ephemeral | Flag.last,
      ...this.#handlers.applied(),
      dt: 0,
      payload,
    });
  }

  #send(frame: Frame): boolean {
    if (!this.#welcomed || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(encodeFrame(frame) as Uint8Array<ArrayBuffer>);
    return true;
  }

  async #connect(): Promise<void> {
    let grant: ViewerGrant;
    try {
      grant = await this.#goodGrant();
    } catch (error) {
      this.#mintFailed(error);
      return;
    }
    if (this.#over) return;

    const socket = new WebSocket(grant.websocketUrl, 'pillion.v1');
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    this.#welcomed = false;
    const patience = setTimeout(() => socket.close(), welcomeTimeoutMs);

    socket.onopen = () => {
      const hello: AgentHello = {
        role: 'agent',
        protocol: 1,
        token: grant.token,
        ...this.#handlers.applied(),
      };
      socket.send(
        encodeFrame({
          kind: Kind.hello,
          flags: Flag.last,
          epoch: 0,
          seq: 0,
          dt: 0,
          payload: encodeJson(hello),
        }) as Uint8Array<ArrayBuffer>,
      );
    };
    socket.onmessage = (message: MessageEvent<unknown>) => {
      if (socket !== this.#socket || !(message.data instanceof ArrayBuffer)) return;
      try {
        if (this.#receive(message.data)) clearTimeout(patience);
      } catch (error) {
        // A frame that can't be read says nothing about the next connection's.
        if (error instanceof ProtocolError) socket.close();
        else throw error;
      }
    };
    socket.onclose = (close) => {
      clearTimeout(patience);
      if (socket === this.#socket) this.#closed(close.code, close.reason);
    };
  }

  /** True once the welcome has come. */
  #receive(message: ArrayBuffer): boolean {
    const frame = decodeFrame(message);
    if (frame.kind === Kind.welcome) {
      const { session } = decodeJson<AgentWelcome>(frame.payload);
      this.#welcomed = true;
      this.#failures = 0;
      this.#handlers.onStatus({ phase: 'open' });
      this.#handlers.onWelcome(session);
      // The event with the reason, and the close, are still to come.
      this.#wasOver = session.state === 'ended';
    } else if (frame.kind === Kind.event) {
      const event = decodeJson<AgentEvent>(frame.payload);
      this.#handlers.onEvent(event);
      if (event.type === 'ended') this.#ended(event.reason);
    } else if (
      frame.kind === Kind.keyframe ||
      frame.kind === Kind.delta ||
      frame.kind === Kind.pointer ||
      frame.kind === Kind.drawing
    ) {
      this.#handlers.onFrame(frame, message);
    }
    return this.#welcomed;
  }

  #closed(code: number, reason: string): void {
    this.#socket = undefined;
    if (this.#over) return;
    if (this.#wasOver) {
      this.#ended();
      return;
    }
    if (!this.#welcomed) this.#failures++;
    this.#welcomed = false;
    const next = afterClose(code, this.#failures, Math.random());
    if (next.action === 'stop') {
      this.#stop();
      this.#handlers.onStatus({ phase: 'stopped', why: next.why, detail: reason || undefined });
      return;
    }
    if (next.mint) this.#grant = undefined;
    this.#retryIn(next.delayMs);
  }

  #mintFailed(error: unknown): void {
    if (this.#over) return;
    const refusal = error instanceof Refusal ? error : undefined;
    const passes =
      refusal !== undefined &&
      (refusal.status === 0 || refusal.status === 429 || refusal.status >= 500);
    if (passes) {
      this.#failures++;
      this.#retryIn(backoff(this.#failures, Math.random()));
      return;
    }
    this.#stop();
    if (refusal) this.#handlers.onStatus({ phase: 'refused', refusal });
    else this.#handlers.onStatus({ phase: 'stopped', why: 'closed' });
  }

  #retryIn(delayMs: number): void {
    this.#handlers.onStatus({ phase: 'retrying', failures: this.#failures });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#connect(), delayMs);
  }

  readonly #networkIsBack = (): void => {
    if (this.#over) return;
    const socket = this.#socket;
    if (socket) {
      // After a network change the old connection may hang for minutes; resuming costs little.
      socket.close();
      return;
    }
    this.#retryIn(0);
  };

  async #goodGrant(): Promise<ViewerGrant> {
    const held = this.#grant;
    if (held && Date.parse(held.expires) - tokenMarginMs > Date.now()) return held;
    const minted = await this.#handlers.mint(this.#abort.signal);
    this.#grant = minted;
    this.#handlers.onGrant(minted);
    return minted;
  }

  #ended(reason?: EndReason): void {
    this.#stop();
    this.#handlers.onStatus({ phase: 'stopped', why: 'ended', detail: reason });
  }

  #stop(): void {
    this.#over = true;
    globalThis.removeEventListener('online', this.#networkIsBack);
    clearTimeout(this.#timer);
    this.#abort.abort();
    this.#socket?.close();
    this.#socket = undefined;
  }
}
