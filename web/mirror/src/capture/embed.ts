import type { OpWriter } from '../wire/writer';
import type { EmbeddingHello, ToEmbedded } from './embedding';
import type { CaptureOptions, UnseenBox } from './options';

/** How often frames are looked at. */
export const lookMs = 250;
/** A page is asked this often, with twice the time in between from one to the next, up to the longest. */
const mostAsks = 10;
const longestWaitMs = 30_000;
/** Until then a page that has loaded must have answered, or what is shown of the one before it goes. */
const answerMs = 3_000;
const deepest = 4;
/** What one frame may send: payloads within a minute, and assets in all. */
const mostBytesAMinute = 32 * 1024 * 1024;
const mostAssetBytes = 32 * 1024 * 1024;
/** Payloads that wait; beyond them only a keyframe helps. */
const mostWaitingBytes = 8 * 1024 * 1024;
const mostRequests = 32;
const mostHashes = 256;
const mostUnseen = 500;
const hashPattern = /^[0-9a-f]{64}$/;

/** A part of a page in a frame that is not seen, where the frame is. */
export interface UnseenRect {
  left: number;
  top: number;
  right: number;
  bottom: number;
  missing: boolean;
}

/** What the page around does for the pages in its frames. */
export interface Surroundings {
  options: CaptureOptions;
  /** What a frame shows in place of its content has changed. */
  touch(frame: Element): void;
  point(event: PointerEvent): void;
  soon(): void;
}

/** What came through a port: nothing of it is sure. */
type Untrusted = Partial<
  Record<
    | 'type'
    | 'payload'
    | 'x'
    | 'y'
    | 'pressed'
    | 'id'
    | 'hashes'
    | 'hash'
    | 'mediaType'
    | 'bytes'
    | 'url'
    | 'as'
    | 'boxes',
    unknown
  >
>;

/** The page in one frame, as it shows itself through a port. */
export class Embed {
  /** Its page is shown, in place of a box. */
  shown = false;
  /** Resolves with the next keyframe. */
  whole: Promise<void> = Promise.resolve();
  #arrived: () => void = () => undefined;
  readonly #o: Surroundings;
  readonly #frame: HTMLIFrameElement;
  readonly #isPaused: () => boolean;
  readonly #loaded = () => this.#again();
  #port: MessagePort | null = null;
  /** Ports that went out with the last question. */
  #asking: MessagePort[] = [];
  #asks = 0;
  #askAt = 0;
  /** When another page may have come into the frame; 0 once one has answered. */
  #loadedAt = 0;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** Deltas make sense: the keyframe before them is written, or waits. */
  #follows = false;
  /** Under which id the page was written. */
  #id = 0;
  #gone = false;
  #minute = 0;
  #minuteBytes = 0;
  #assetBytes = 0;
  #requests = 0;
  #boxes: UnseenBox[] = [];
  #unseenAt = 0;

  constructor(options: Surroundings, frame: HTMLIFrameElement, isPaused: () => boolean) {
    this.#o = options;
    this.#frame = frame;
    this.#isPaused = isPaused;
    frame.addEventListener('load', this.#loaded);
  }

  send(message: ToEmbedded): void {
    this.#port?.postMessage(message);
  }

  look(): void {
    const now = performance.now();
    if (this.#port && this.#loadedAt && now - this.#loadedAt > answerMs) this.#leave();
    if ((this.#port && !this.#loadedAt) || now < this.#askAt || this.#asks >= mostAsks) return;
    this.#askAt = now + Math.min(lookMs * 2 ** this.#asks++, longestWaitMs);
    this.#ask();
  }

  unseen(): UnseenRect[] {
    const now = performance.now();
    if (now - this.#unseenAt > lookMs) {
      this.#unseenAt = now;
      this.send({ type: 'unseen' });
    }
    return this.#boxes.map(({ x, y, width, height, missing }) => {
      const [left, top] = this.#placeOf(x, y);
      const [right, bottom] = this.#placeOf(x + width, y + height);
      return { left, top, right, bottom, missing };
    });
  }

  renew(): void {
    this.#follows = false;
    this.#setWaiting([]);
    if (!this.#port) return;
    this.#arrived();
    this.whole = new Promise((resolve) => (this.#arrived = resolve));
    this.send({ type: 'keyframe' });
  }

  write(writer: OpWriter, id: number): void {
    if (this.#gone) {
      this.#gone = false;
      writer.embedded(id, new Uint8Array());
    }
    if (this.#id !== id) {
      this.#id = id;
      // The frame was written anew, and is empty.
      if (this.#follows && !isKeyframe(this.#waiting[0])) this.renew();
    }
    for (const payload of this.#waiting) writer.embedded(id, payload);
    this.#setWaiting([]);
  }

  close(): void {
    this.#frame.removeEventListener('load', this.#loaded);
    this.send({ type: 'stop' });
    this.#use(null);
    this.#arrived();
  }

  #again(): void {
    this.#asks = this.#askAt = 0;
    this.#loadedAt = performance.now();
    this.look();
  }

  /** The port of the page that is shown, or none; others are closed. */
  #use(port: MessagePort | null): void {
    for (const other of [this.#port, ...this.#asking]) if (other !== port) other?.close();
    this.#port = port;
    this.#asking = [];
  }

  #ask(): void {
    const { embed, window, fetchOpaque } = this.#o.options;
    const target = this.#frame.contentWindow;
    if (!embed || !target) return;
    const { site, token, depth = 1 } = embed;
    if (depth > deepest) return;
    for (const port of this.#asking) port.close();
    this.#asking = this.#origins(embed.origins).map((origin) => {
      const { port1, port2 } = new window.MessageChannel();
      port1.onmessage = ({ data }) => this.#hear(port1, (data ?? {}) as Untrusted);
      const hello: EmbeddingHello = { pillion: site, token, depth, fetches: !!fetchOpaque };
      target.postMessage(hello, origin, [port2]);
      return port1;
    });
  }

  /** Whose page it may be: where it says where it is from, that origin alone. */
  #origins(trusted: readonly string[]): readonly string[] {
    const { src } = this.#frame;
    const { origin } = this.#o.options.window.location;
    let named = '';
    try {
      if (/^https?:/.test(src)) named = new URL(src).origin;
    } catch {
      // Not an address.
    }
    return trusted.filter((one) => one !== origin && (!named || named === origin || named === one));
  }

  /** A page of the site may have been taken over by somebody else, so what comes is looked at first. */
  #hear(port: MessagePort, message: Untrusted): void {
    const { type } = message;
    if (port !== this.#port) {
      if (type !== 'here' || !this.#asking.includes(port)) return;
      this.#use(port);
      this.#follows = false;
      this.#setWaiting([]);
      this.#loadedAt = 0;
      this.send({ type: this.#isPaused() ? 'pause' : 'resume' });
    } else if (type === 'keyframe' || type === 'delta') this.#take(type, message.payload);
    else if (type === 'pointer') this.#point(message);
    else if (type === 'unseen') this.#setUnseen(message.boxes);
    else if (type === 'bye') this.#leave();
    else if (typeof message.id === 'number') void this.#serve(port, message.id, message);
  }

  #take(type: 'keyframe' | 'delta', payload: unknown): void {
    if (!(payload instanceof Uint8Array) || payload.length === 0) return;
    const keyframe = type === 'keyframe';
    if (keyframe !== isKeyframe(payload)) return;
    const minute = Math.floor(performance.now() / 60_000);
    if (minute !== this.#minute) this.#minuteBytes = 0;
    this.#minute = minute;
    this.#minuteBytes += payload.length;
    if (this.#minuteBytes > mostBytesAMinute) {
      this.#asks = mostAsks;
      return this.#leave();
    }
    if (keyframe) {
      this.#setWaiting([]);
      this.#follows = true;
      this.#arrived();
    }
    if (!this.#follows) return;
    this.#setWaiting([...this.#waiting, payload]);
    if (this.#waitingBytes > mostWaitingBytes) return this.renew();
    if (!this.shown) {
      this.shown = true;
      this.#o.touch(this.#frame);
    }
    this.#o.soon();
  }

  #point({ x, y, pressed }: Untrusted): void {
    if (typeof x !== 'number' || typeof y !== 'number') return;
    const frame: EventTarget = this.#frame;
    const [clientX, clientY] = this.#placeOf(x, y);
    // As if the frame told it itself, which it does not while the pointer is in it.
    this.#o.point({
      type: 'pointermove',
      buttons: pressed === true ? 1 : 0,
      clientX,
      clientY,
      composedPath: () => [frame],
    } as PointerEvent);
  }

  /** From the viewport of the page in the frame to where the frame is, and not beyond it. */
  #placeOf(x: number, y: number): [x: number, y: number] {
    const frame = this.#frame;
    const { clientLeft, clientTop, clientWidth, clientHeight, offsetWidth, offsetHeight } = frame;
    const { left, top, width, height } = frame.getBoundingClientRect();
    const { paddingLeft, paddingTop } = this.#o.options.window.getComputedStyle(frame);
    const within = (at: number, most: number) => Math.min(Math.max(at, 0), most);
    const across = clientLeft + parseFloat(paddingLeft) + within(x, clientWidth);
    const down = clientTop + parseFloat(paddingTop) + within(y, clientHeight);
    return [
      left + across * (width / (offsetWidth || 1)),
      top + down * (height / (offsetHeight || 1)),
    ];
  }

  #setUnseen(boxes: unknown): void {
    if (!Array.isArray(boxes)) return;
    this.#boxes = (boxes as Partial<UnseenBox>[])
      .slice(0, mostUnseen)
      .map((box) => ({
        x: Number(box?.x),
        y: Number(box?.y),
        width: Number(box?.width),
        height: Number(box?.height),
        missing: box?.missing === true,
      }))
      .filter(({ x, y, width, height }) => Number.isFinite(x + y + width + height));
  }

  async #serve(port: MessagePort, id: number, message: Untrusted): Promise<void> {
    let value: string[] | string | null = null;
    if (this.#requests < mostRequests) {
      this.#requests++;
      value = await this.#answer(message).catch(() => null);
      this.#requests--;
    }
    if (port === this.#port) this.send({ type: 'answer', id, value });
  }

  async #answer(message: Untrusted): Promise<string[] | string | null> {
    const { sink, fetchOpaque } = this.#o.options;
    const { type, hashes, hash, mediaType, bytes, url, as } = message;
    if (type === 'missing') {
      const fits = Array.isArray(hashes) && hashes.length <= mostHashes && hashes.every(isHash);
      return fits ? [...(await sink.missing(hashes as string[]))] : null;
    }
    if (type === 'asset') {
      if (!isHash(hash) || typeof mediaType !== 'string' || mediaType.length > 100) return null;
      if (!(bytes instanceof Uint8Array)) return null;
      this.#assetBytes += bytes.length;
      if (this.#assetBytes > mostAssetBytes) return null;
      // The server looks whether these are the bytes of that hash.
      await sink.asset(hash, mediaType, bytes);
      return hash;
    }
    const fetches =
      type === 'fetch' && typeof url === 'string' && (as === 'asset' || as === 'sheet');
    return (fetches && (await fetchOpaque?.(url, as))) || null;
  }

  /** Its page is gone, or is not to be shown any longer. */
  #leave(): void {
    this.send({ type: 'stop' });
    this.#use(null);
    this.#loadedAt = 0;
    this.#boxes = [];
    this.#follows = false;
    this.#setWaiting([]);
    this.#arrived();
    if (!this.shown) return;
    this.shown = false;
    this.#gone = true;
    this.#o.touch(this.#frame);
    this.#o.soon();
  }

  #setWaiting(payloads: Uint8Array[]): void {
    this.#waiting = payloads;
    this.#waitingBytes = payloads.reduce((sum, { length }) => sum + length, 0);
  }
}

/** It begins with the operation `page`. */
function isKeyframe(payload: Uint8Array | undefined): boolean {
  return payload?.[0] === 1;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && hashPattern.test(value);
}
