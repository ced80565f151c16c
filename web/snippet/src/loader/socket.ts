import type { Kind } from '@pillion/protocol';

// Taken when the tag runs, so that what the page does to its globals later changes nothing here.
const Socket = WebSocket;
const later = setTimeout;
const forget = clearTimeout;

const firstRetryMs = 250;
const slowestRetryMs = 8000;
const answerWithinMs = 10_000;
const welcome: typeof Kind.welcome = 0x02;

export const enum Close {
  goingAway = 1001,
  abnormal = 1006,
  bad = 4400,
  token = 4401,
  origin = 4403,
  unknown = 4404,
  superseded = 4409,
  tooLarge = 4413,
  tooFast = 4429,
}

export interface SocketEvents {
  /** The first frame of every connection. */
  hello(): Uint8Array;
  frame(bytes: Uint8Array): void;
  /** A connection that had its welcome is gone. */
  lost(): void;
  /** Whether to connect again after this close code. */
  retry(code: number, reason: string): boolean;
}

/** One WebSocket at a time, connected again with backoff until `stop`. */
export function createSocket(url: string, on: SocketEvents) {
  let socket: WebSocket | undefined;
  let welcomed = false;
  let running = false;
  let attempts = 0;
  let timer: ReturnType<typeof later> | undefined;

  function open(): void {
    if (socket || !running) return;
    forget(timer);
    let opened: WebSocket;
    try {
      opened = socket = new Socket(url, 'pillion.v1');
    } catch {
      // A page that may not use the network, or a secure one with an insecure address in its tag.
      running = false;
      return;
    }
    opened.binaryType = 'arraybuffer';
    opened.onopen = () => opened.send(on.hello() as Uint8Array<ArrayBuffer>);
    opened.onmessage = ({ data }) => {
      const bytes = new Uint8Array(data as ArrayBuffer);
      if (bytes[0] === welcome) {
        welcomed = true;
        attempts = 0;
        forget(timer);
      }
      on.frame(bytes);
    };
    opened.onclose = ({ code, reason }) => gone(code, reason);
    timer = later(drop, answerWithinMs);
  }

  function gone(code: number, reason: string): void {
    const wasWelcomed = welcomed;
    detach();
    if (wasWelcomed) on.lost();
    running = running && on.retry(code, reason);
    if (!running) return;
    let wait = Math.min(slowestRetryMs, firstRetryMs * 2 ** attempts++);
    if (code === Close.tooFast) wait = slowestRetryMs * 2;
    // Jitter, or all the tabs of a restarted server would come back in the same moment.
    timer = later(open, wait * (0.5 + Math.random() / 2));
  }

  function detach(): void {
    forget(timer);
    const old = socket;
    socket = undefined;
    welcomed = false;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close();
  }

  /** Treats the socket as lost without waiting for the network to agree. */
  function drop(): void {
    if (socket) gone(Close.abnormal, '');
  }

  return {
    start(): void {
      running = true;
      open();
    },
    stop(): void {
      running = false;
      detach();
    },
    /** Connects at once when it only waits to do so. */
    hurry: open,
    drop,
    connected: () => welcomed,
    buffered: () => socket?.bufferedAmount ?? 0,
    send(bytes: Uint8Array): void {
      if (welcomed) socket?.send(bytes as Uint8Array<ArrayBuffer>);
    },
  };
}
