import { ProtocolError } from './errors';
import { Flag, type Frame } from './frame';
import { maxOrderedBytes, partBytes } from './limits';

/**
 * The frames that carry one keyframe or delta: one frame when it fits, else parts that share kind,
 * epoch and seq. `last` is set on the final one. Throws ProtocolError above `maxOrderedBytes`.
 */
export function splitFrame(frame: Frame): Frame[] {
  const { payload } = frame;
  CHECK: if (payload.length > maxOrderedBytes) {
    throw new ProtocolError('too_large', `an ordered frame is above ${maxOrderedBytes} bytes`);
  }
  const frames: Frame[] = [];
  let at = 0;
  do {
    const part = payload.subarray(at, at + partBytes);
    at += part.length;
    const flags = at < payload.length ? frame.flags & ~Flag.last : (frame.flags | Flag.last) & 0xff;
    frames.push({ ...frame, flags, payload: part });
  } while (at < payload.length);
  return frames;
}

/** Joins the parts of ordered frames, which arrive in order and never interleaved. */
export class PartJoiner {
  #head: Frame | null = null;
  #parts: Uint8Array[] = [];
  #size = 0;

  /** The whole frame when `frame` was its last part, else null. Throws ProtocolError and starts over. */
  push(frame: Frame): Frame | null {
    const head = this.#head;
    if (
      head &&
      (head.kind !== frame.kind ||
        head.epoch !== frame.epoch ||
        head.seq !== frame.seq ||
        (head.flags ^ frame.flags) & ~Flag.last)
    ) {
      this.reset();
      throw new ProtocolError('parts', 'a part does not belong to the frame that was begun');
    }
    const last = (frame.flags & Flag.last) !== 0;
    if (last && !head) return frame;
    this.#size += frame.payload.length;
    if (this.#size > maxOrderedBytes) {
      this.reset();
      throw new ProtocolError('too_large', `an ordered frame is above ${maxOrderedBytes} bytes`);
    }
    this.#head ??= frame;
    this.#parts.push(frame.payload);
    if (!last) return null;
    const payload = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      payload.set(part, at);
      at += part.length;
    }
    this.reset();
    return { ...(head ?? frame), flags: frame.flags, payload };
  }

  /** Forgets what was begun; for a new connection or epoch. */
  reset(): void {
    this.#head = null;
    this.#parts = [];
    this.#size = 0;
  }
}
