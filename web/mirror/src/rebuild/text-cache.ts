/** Style sheets that are longer than an asset may be are not ours. */
const maxSheetUnits = 8 * 1024 * 1024;
/** Kept between keyframes, in UTF-16 units, so that a new keyframe is styled at once. */
const maxKeptUnits = 24 * 1024 * 1024;
const patienceMs = 10_000;

/**
 * Texts of asset sheets by hash. What was read stays for the next keyframe, least recently used goes
 * first; a text that failed is asked for again the next time.
 */
export class TextCache {
  private readonly kept = new Map<string, string>();
  private readonly running = new Map<string, Promise<string | null>>();
  private units = 0;
  private readonly stop = new AbortController();

  constructor(public base: string) {}

  /** The text when it is there already. */
  peek(hash: string): string | null {
    const text = this.kept.get(hash);
    if (text === undefined) return null;
    this.kept.delete(hash);
    this.kept.set(hash, text);
    return text;
  }

  /** Never rejects: null when the asset can't be had. */
  get(hash: string): Promise<string | null> {
    const known = this.peek(hash);
    if (known !== null) return Promise.resolve(known);
    let promise = this.running.get(hash);
    if (!promise) {
      promise = this.load(hash).finally(() => this.running.delete(hash));
      this.running.set(hash, promise);
    }
    return promise;
  }

  dispose(): void {
    this.stop.abort();
    this.kept.clear();
    this.units = 0;
  }

  private async load(hash: string): Promise<string | null> {
    try {
      const signal = AbortSignal.any([this.stop.signal, AbortSignal.timeout(patienceMs)]);
      const response = await fetch(this.base + hash, {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        redirect: 'error',
        signal,
      });
      if (!response.ok) return null;
      const text = await response.text();
      if (text.length > maxSheetUnits) return null;
      this.keep(hash, text);
      return text;
    } catch {
      return null;
    }
  }

  private keep(hash: string, text: string): void {
    if (this.kept.has(hash)) return;
    this.kept.set(hash, text);
    this.units += text.length;
    for (const [oldest, old] of this.kept) {
      if (this.units <= maxKeptUnits) break;
      this.kept.delete(oldest);
      this.units -= old.length;
    }
  }
}
