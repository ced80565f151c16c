import type { Requests } from './requests';

/** The server waits for four others first, each of which may take ten seconds. */
const answerWithinMs = 90_000;

/** Has the server get what this page shows and may not read, from the origins that the site names. */
export class Fetches {
  readonly #requests: Requests;
  readonly #origins: string[];
  /** Texts of sheets that are on their way, by the request that they answer. */
  readonly #parts = new Map<number, Uint8Array[]>();

  constructor(requests: Requests, origins: string[]) {
    this.#requests = requests;
    this.#origins = origins;
  }

  /** The hash of an asset, or the text of a sheet; null when the server does not get it. */
  async get(url: string, as: 'asset' | 'sheet'): Promise<string | null> {
    const { protocol, origin, port } = new URL(url);
    const named = this.#origins.some((one) => (one === '*' ? !port : one === origin));
    if (!named || !protocol.startsWith('http')) return null;
    try {
      const { id, hash } = await this.#requests.ask(
        { type: 'fetch', url, as },
        'fetched',
        answerWithinMs,
      );
      const parts = this.#parts.get(id);
      this.#parts.delete(id);
      return hash ?? (await new Blob(parts as BlobPart[]).text());
    } catch {
      // It is refused, or the connection is; the other side shows its place.
      return null;
    }
  }

  part(id: number, bytes: Uint8Array): void {
    const parts = this.#parts.get(id) ?? [];
    this.#parts.set(id, [...parts, bytes]);
  }
}
