/**
 * The console's side of the viewer: the handshake with the embedded page and the port between them.
 * The viewer shows hostile pages, so nothing it says is taken for more than what its types allow.
 */
import type { FromViewer, ToViewer, ViewerConnect, ViewerTheme } from '@pillion/viewer/port';

export interface BridgeHandlers {
  /** The viewer page is there and waits; it may come again when that page loads anew. */
  onHello(): void;
  /** The port is open: frames may flow. */
  onReady(): void;
  onMessage(message: FromViewer): void;
}

export class ViewerBridge {
  readonly #frame: HTMLIFrameElement;
  readonly #origin: string;
  readonly #handlers: BridgeHandlers;
  #port: MessagePort | undefined;
  #helloed = false;

  constructor(frame: HTMLIFrameElement, viewerUrl: string, handlers: BridgeHandlers) {
    this.#frame = frame;
    this.#origin = new URL(viewerUrl, location.href).origin;
    this.#handlers = handlers;
    globalThis.addEventListener('message', this.#hear);
  }

  /** True when the viewer page has said hello and a `connect` would reach it. */
  get helloed(): boolean {
    return this.#helloed;
  }

  /** Opens a new port, which replaces an older one. */
  connect(assets: string, theme: ViewerTheme): void {
    const target = this.#frame.contentWindow;
    if (!target) return;
    this.#port?.close();
    const channel = new MessageChannel();
    this.#port = channel.port1;
    channel.port1.onmessage = (event: MessageEvent<unknown>) => {
      if (!isFromViewer(event.data)) return;
      if (event.data.type === 'ready') this.#handlers.onReady();
      this.#handlers.onMessage(event.data);
    };
    const connect: ViewerConnect = { type: 'pillion:connect', assets, theme };
    target.postMessage(connect, this.#origin, [channel.port2]);
  }

  send(message: ToViewer): void {
    // Frames are moved, not copied: nobody here needs them any more.
    this.#port?.postMessage(message, message.type === 'frame' ? [message.bytes] : []);
  }

  close(): void {
    globalThis.removeEventListener('message', this.#hear);
    this.#port?.close();
    this.#port = undefined;
  }

  readonly #hear = (event: MessageEvent<unknown>): void => {
    // Both checks: the right window, and the right page in that window.
    if (event.source !== this.#frame.contentWindow || event.origin !== this.#origin) return;
    const data = event.data;
    if (!isRecord(data) || data['type'] !== 'pillion:viewer-ready') return;
    this.#helloed = true;
    this.#handlers.onHello();
  };
}

function isFromViewer(value: unknown): value is FromViewer {
  if (!isRecord(value)) return false;
  switch (value['type']) {
    case 'ready':
    case 'rendered':
      return true;
    case 'applied':
      return isCount(value['epoch']) && isCount(value['seq']);
    case 'viewport':
      return isFinite(value['width']) && isFinite(value['height']);
    case 'pointer':
      return (
        value['node'] === null ||
        (isCount(value['node']) && isFinite(value['fx']) && isFinite(value['fy']))
      );
    case 'needKeyframe':
      return (
        typeof value['reason'] === 'string' &&
        value['reason'].length < 200 &&
        isCount(value['times'])
      );
    default:
      return false;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
