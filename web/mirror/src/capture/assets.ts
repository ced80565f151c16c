import { maxAssetBytes } from '@pillion/protocol';
import type { CaptureOptions } from './options';
import { sha256 } from './hash';

/** Images and fonts of one page that are uploaded at most, together. */
const budgetBytes = 32 * 1024 * 1024;
/** Loads at a time. */
const atOnce = 4;
/** A browser that is never idle still gets its images through. */
const idleTimeoutMs = 500;
/** Shorter data URLs travel as they are. */
export const inlineDataUnits = 4 * 1024;

/** `asset:<hash>`, null when there is nothing to show, undefined while it is on its way. */
type State = string | null | undefined;

/**
 * Brings what a page shows into the store: from the visitor's own browser, so that what needs the
 * visitor's cookies is there as well, and at idle, so that it never stands in the page's way.
 */
export class Assets {
  readonly #states = new Map<string, State>();
  readonly #queue: { url: string; image: Element | null }[] = [];
  readonly #known = new Set<string>();
  readonly #stop = new AbortController();
  #running = 0;
  #spent = 0;

  constructor(
    private readonly window: Window & typeof globalThis,
    private readonly o: CaptureOptions,
    private readonly onSettled: (url: string) => void,
    private readonly onProblem: (problem: unknown) => void,
    private readonly isHidden: (image: Element) => boolean,
  ) {}

  /** Where the other side finds what is at an address; asks for it to be brought there if it is not. */
  at(url: string, image: Element | null): State {
    if (this.#states.has(url)) return this.#states.get(url);
    if (/^data:(?:image|font)\//i.test(url) && url.length <= inlineDataUnits) return url;
    if (!/^(?:https?|blob|data):/i.test(url)) return null;
    this.#states.set(url, undefined);
    this.#queue.push({ url, image });
    this.#next();
    return undefined;
  }

  /** Uploads bytes unless the store has them; resolves to their hash, null when they are too many. */
  async put(bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<string | null> {
    if (bytes.length > maxAssetBytes) return null;
    const hash = await sha256(bytes);
    if (this.#stop.signal.aborted) return null;
    if (this.#known.has(hash)) return hash;
    const missing = await this.o.sink.missing([hash]);
    if (this.#stop.signal.aborted) return null;
    if (missing.has(hash)) await this.o.sink.asset(hash, mediaType, bytes);
    this.#known.add(hash);
    return hash;
  }

  stop(): void {
    this.#stop.abort();
    this.#queue.length = 0;
  }

  #next(): void {
    if (this.#running >= atOnce || this.#queue.length === 0) return;
    this.#running++;
    const { window } = this;
    const go = () => void this.#load();
    if (window.requestIdleCallback) window.requestIdleCallback(go, { timeout: idleTimeoutMs });
    else window.setTimeout(go, 1);
  }

  async #load(): Promise<void> {
    const item = this.#queue.shift();
    if (item && !this.#stop.signal.aborted) {
      let state: string | null = null;
      try {
        const loaded = await this.#read(item.url, item.image);
        if (typeof loaded === 'string') state = `asset:${loaded}`;
        else if (loaded && this.#spent + loaded.bytes.length <= budgetBytes) {
          this.#spent += loaded.bytes.length;
          const hash = await this.put(loaded.bytes, loaded.type);
          state = hash && `asset:${hash}`;
        }
      } catch (problem) {
        if (!this.#stop.signal.aborted) this.onProblem(problem);
      }
      if (!this.#stop.signal.aborted) {
        this.#states.set(item.url, state);
        this.onSettled(item.url);
      }
    }
    this.#running--;
    this.#next();
  }

  /** The bytes, or the hash of what the store has already. */
  async #read(url: string, image: Element | null): Promise<Loaded | string | null> {
    try {
      const response = await this.window.fetch(url, {
        cache: 'force-cache',
        credentials: 'same-origin',
        signal: this.#stop.signal,
      });
      if (!response.ok) return null;
      const bytes = new Uint8Array(await response.arrayBuffer());
      const type = mediaType(bytes, response.headers.get('content-type') ?? '');
      return type ? { bytes, type } : null;
    } catch (problem) {
      if (this.#stop.signal.aborted) return null;
      // A page's own policy may forbid the load; what it shows can often be drawn all the same.
      if (image) {
        const { drawn } = await import('./canvases');
        // It may show something else by now, or be hidden.
        const { currentSrc } = image as HTMLImageElement;
        if (currentSrc !== url || this.isHidden(image)) return null;
        const loaded = await drawn(image as HTMLImageElement);
        if (loaded) return loaded;
      }
      return (await this.o.fetchOpaque?.(url, 'asset')) ?? null;
    }
  }
}

export interface Loaded {
  bytes: Uint8Array<ArrayBuffer>;
  type: string;
}

const fonts: Record<string, string> = {
  wOF2: 'font/woff2',
  wOFF: 'font/woff',
  OTTO: 'font/otf',
  true: 'font/ttf',
  '\0\x01\0\0': 'font/ttf',
};

/** Servers name images right, and fonts often not. */
function mediaType(bytes: Uint8Array, named: string): string | null {
  const font = fonts[String.fromCharCode(...bytes.subarray(0, 4))];
  if (font) return font;
  const type = named.split(';')[0]!.trim().toLowerCase();
  return /^(?:image|font)\/[\w.+-]{1,64}$/.test(type) ? type : null;
}
