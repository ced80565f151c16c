import type { Scope } from './scope';
import type { Paced } from './sender';

/** The socket gets no more than this at once; what waits behind it can still be changed. */
const fullBytes = 512 * 1024;
const drainedBytes = 256 * 1024;
const stuckBytes = 2 * 1024 * 1024;
const stuckMs = 3000;
const drainEveryMs = 30;
const deadMs = 30_000;
const deadEveryMs = 5000;

interface Flow {
  /** Bytes that were captured and have not left the browser. */
  backlog(): number;
  /** Whether whole frames wait that could be dropped. */
  unsent(): boolean;
  /** Whether anything waits for room in the socket. */
  waiting(): boolean;
  drain(): void;
  drop(): void;
  unacked(): boolean;
  dead(): void;
}

/**
 * Back-pressure: a slow connection holds the capture back, whose changes coalesce meanwhile; one that
 * stays stuck loses its queue and gets a keyframe instead; one that is silent is given up.
 */
export class Pace {
  readonly #scope: Scope;
  readonly #flow: Flow;
  #paced: Paced | null = null;
  #online = true;
  #paused = false;
  #keyframe = false;
  #draining = false;
  #stuckSince: number | null = null;
  #heardAt = performance.now();
  #backlog = 0;

  constructor(scope: Scope, flow: Flow) {
    this.#scope = scope;
    this.#flow = flow;
    scope.every(deadEveryMs, () => this.#judgeLife());
  }

  drive(paced: Paced): void {
    this.#paced = paced;
  }

  open(buffered: number): boolean {
    return buffered < fullBytes;
  }

  heard(): void {
    this.#heardAt = performance.now();
  }

  offline(): void {
    this.#online = false;
    this.#stuckSince = null;
    this.#pause();
  }

  online(): void {
    this.#online = true;
    this.heard();
    this.judge();
  }

  keyframeWhenDrained(): void {
    this.#keyframe = true;
  }

  judge(): void {
    if (!this.#online || this.#scope.closed) return;
    const backlog = this.#flow.backlog();
    if (backlog > fullBytes) this.#pause();
    else if (backlog < drainedBytes) this.#go();
    this.#judgeStuck(backlog);
    if ((this.#paused || this.#flow.waiting()) && !this.#draining) {
      this.#draining = true;
      this.#scope.after(drainEveryMs, () => {
        this.#draining = false;
        this.#flow.drain();
      });
    }
  }

  #judgeStuck(backlog: number): void {
    if (backlog <= stuckBytes) {
      this.#stuckSince = null;
      return;
    }
    const now = performance.now();
    this.#stuckSince ??= now;
    if (now - this.#stuckSince < stuckMs || !this.#flow.unsent()) return;
    this.#stuckSince = null;
    this.#keyframe = true;
    this.#flow.drop();
  }

  #judgeLife(): void {
    const backlog = this.#flow.backlog();
    // A slow connection moves even when no ack has come yet.
    if (backlog !== this.#backlog || !this.#flow.unacked()) this.heard();
    this.#backlog = backlog;
    if (this.#online && performance.now() - this.#heardAt > deadMs) this.#flow.dead();
  }

  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    this.#paced?.pause();
  }

  #go(): void {
    const keyframe = this.#keyframe;
    this.#keyframe = false;
    if (keyframe) this.#paced?.keyframe();
    if (!this.#paused) return;
    this.#paused = false;
    this.#paced?.resume();
  }
}
