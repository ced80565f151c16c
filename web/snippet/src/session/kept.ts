import type { Frame } from '@pillion/protocol';

/** A frame that has no place in the order yet; `at` is when it was captured, by performance.now. */
export type Whole = Pick<Frame, 'kind' | 'flags' | 'payload'> & { at: number };

export const maxKeptBytes = 4 * 1024 * 1024;

/** Sent frames that the log may not hold. Above the limit they are forgotten, and a resume costs a keyframe. */
export class Kept {
  frames: Frame[] = [];
  #bytes = 0;
  #forgotten = 0;

  add(frame: Frame): void {
    this.frames.push(frame);
    this.#bytes += frame.payload.length;
    if (this.#bytes <= maxKeptBytes) return;
    this.#forgotten = frame.seq;
    this.clear();
  }

  acked(seq: number): void {
    while (this.frames[0] && this.frames[0].seq <= seq) {
      this.#bytes -= this.frames.shift()?.payload.length ?? 0;
    }
  }

  /** True when every frame after `acked` is here. */
  reaches(acked: number): boolean {
    return acked >= this.#forgotten;
  }

  clear(): void {
    this.frames = [];
    this.#bytes = 0;
  }
}
