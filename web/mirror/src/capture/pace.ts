/** Shortest time between two flushes. */
export const flushEveryMs = 16;

/**
 * When a flush runs: right after the task that made something dirty, then at most every 16 ms. Not by
 * animation frames, which a hidden tab has none of.
 */
export class Pace {
  readonly #channel: MessageChannel;
  #timer = 0;
  #pending = false;
  #last = -Infinity;
  #stopped = false;

  constructor(
    private readonly window: Window & typeof globalThis,
    private readonly run: () => void,
  ) {
    this.#channel = new window.MessageChannel();
    this.#channel.port1.onmessage = () => this.#go();
  }

  /** Runs soon; any number of calls until then is one. */
  soon(): void {
    if (this.#pending || this.#stopped) return;
    this.#pending = true;
    const wait = this.#last + flushEveryMs - performance.now();
    // Timers of a hidden tab come once a second or later, messages come at once.
    if (wait <= 0 || this.window.document.hidden) this.#channel.port2.postMessage(0);
    else this.#timer = this.window.setTimeout(() => this.#go(), wait);
  }

  stop(): void {
    this.#stopped = true;
    this.window.clearTimeout(this.#timer);
    this.#channel.port1.onmessage = null;
    this.#channel.port1.close();
    this.#channel.port2.close();
  }

  #go(): void {
    if (!this.#pending || this.#stopped) return;
    this.#pending = false;
    this.#last = performance.now();
    this.run();
  }
}

/** Resolves in a task of its own, after whatever the page has to do first. */
export function breathe(window: Window & typeof globalThis): Promise<void> {
  const { scheduler } = window as {
    scheduler?: { postTask?(run: () => void, o: object): unknown };
  };
  return new Promise((resolve) => {
    if (scheduler?.postTask) {
      scheduler.postTask(() => resolve(), { priority: 'user-visible' });
      return;
    }
    const { port1, port2 } = new window.MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}
