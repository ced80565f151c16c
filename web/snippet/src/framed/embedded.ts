import type { EmbeddingHello, FromEmbedded, ToEmbedded } from '@pillion/mirror/capture/embedding';
import type { Capture, CaptureOptions, CaptureSink } from '@pillion/mirror/capture/options';
import { decodePointer } from '@pillion/protocol';
import type { Around } from './around';
import { strictest } from './policy';

type WithoutId<T> = T extends { id: number } ? Omit<T, 'id'> : never;
type Answer = string[] | string | null;

/** How often the server is asked again whether the page around is shared. */
const askAgainMs = 60_000;

/** This page, shown to the one around it through a port for as long as that one wants it. */
export class Embedded {
  readonly #port: MessagePort;
  readonly #capture: Capture;
  readonly #leave = () => {
    this.#send({ type: 'bye' });
    this.stop();
  };
  readonly #timer: number;
  readonly #waiting = new Map<number, (value: Answer) => void>();
  #unseen: ReturnType<Capture['unseen']> | undefined;
  #asked = 0;
  #stopped = false;

  constructor(
    createCapture: (options: CaptureOptions) => Capture,
    { pillion: site, token, depth, fetches }: EmbeddingHello,
    { policies, origins }: Around,
    port: MessagePort,
    askAgain: () => Promise<Around | null>,
  ) {
    this.#port = port;
    this.#capture = createCapture({
      window,
      policy: strictest(policies),
      sink: this.#sink(),
      ...(fetches === true && {
        fetchOpaque: async (url, as) =>
          (await this.#ask({ type: 'fetch', url, as })) as string | null,
      }),
      embed: { site, token, origins, depth: Number(depth) + 1 },
      isOwn: () => false,
    });
    port.onmessage = ({ data }: MessageEvent<ToEmbedded>) => this.#hear(data);
    // Newer browsers tell when the other side is gone without a word.
    port.addEventListener('close', () => this.stop());
    addEventListener('pagehide', this.#leave);
    // Whoever is around may not go on because it was shared once.
    this.#timer = window.setInterval(() => {
      askAgain().then(
        (around) => around ?? this.#leave(),
        // Nothing leaves a browser without a connection either.
        () => undefined,
      );
    }, askAgainMs);
    this.#capture.start();
  }

  /** Leaves nothing in the page. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    removeEventListener('pagehide', this.#leave);
    clearInterval(this.#timer);
    this.#capture.stop();
    this.#port.close();
    for (const settle of this.#waiting.values()) settle(null);
    this.#waiting.clear();
  }

  #hear(message: ToEmbedded): void {
    if (message.type === 'answer') {
      this.#waiting.get(message.id)?.(message.value);
      this.#waiting.delete(message.id);
    } else if (message.type === 'unseen') void this.#tellUnseen();
    else if (message.type === 'stop') this.stop();
    else this.#capture[message.type]();
  }

  async #tellUnseen(): Promise<void> {
    this.#unseen ??= this.#capture.unseen();
    try {
      const read = await this.#unseen;
      if (!this.#stopped) this.#send({ type: 'unseen', boxes: read() });
    } catch {
      // It could not be loaded, and is tried again.
      this.#unseen = undefined;
    }
  }

  #send(message: FromEmbedded, transfer: Transferable[] = []): void {
    if (!this.#stopped) this.#port.postMessage(message, transfer);
  }

  #ask(request: WithoutId<FromEmbedded>): Promise<Answer> {
    if (this.#stopped) return Promise.resolve(null);
    const id = ++this.#asked;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#send({ ...request, id });
    });
  }

  #sink(): CaptureSink {
    return {
      ordered: (type, payload) => this.#send({ type, payload }, [payload.buffer]),
      pointer: (payload) => {
        const at = decodePointer(payload);
        const spot = at && this.#capture.locate(at);
        // That it has left says the page around, where it goes.
        if (spot) this.#send({ type: 'pointer', ...spot, pressed: at.pressed });
      },
      missing: async (hashes) => new Set((await this.#ask({ type: 'missing', hashes })) ?? hashes),
      asset: async (hash, mediaType, bytes) => {
        await this.#ask({ type: 'asset', hash, mediaType, bytes });
      },
    };
  }
}
