/** Shortest time between two flushes. */
export const flushEveryMs = 16;

/**
 * When a flush runs: right after the task that made something dirty, then at most every 16 ms. Not by
 * animation frames, which a hidden tab has none of.
 */
export class Pace {
  #timer = 0;
  #pending = false;
  #last = -Infinity;
  #stopped = false;

  constructor(
    private readonly window: Window & typeof globalThis,
    private readonly run: () => void,
  ) {}

  /** Runs soon; any number of calls until then is one. */
  soon(): void {
    if (this.#pending || this.#stopped) return;
    this.#pending = true;
    const wait = this.#last + flushEveryMs - performance.now();
    const go = () => this.#go();
    // Timers of a hidden tab come once a second or later. Behind what is to be painted it would wait for long.
    if (wait <= 0 || this.window.document.hidden) inTask(this.window, 'user-blocking', go);
    else this.#timer = this.window.setTimeout(go, wait);
  }

  stop(): void {
    this.#stopped = true;
    this.window.clearTimeout(this.#timer);
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
  return new Promise((resolve) => inTask(window, 'user-visible', resolve));
}

/** Of those that a browser with priorities has. */
function inTask(
  window: Window & typeof globalThis,
  priority: 'user-blocking' | 'user-visible',
  run: () => void,
): void {
  const { scheduler } = window as {
    scheduler?: { postTask?(run: () => void, o: object): unknown };
  };
  if (scheduler?.postTask) {
    scheduler.postTask(run, { priority });
    return;
  }
  const { port1, port2 } = new window.MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(0);
}
