/**
 * Between the live socket and the viewer: hands on whole ordered frames, once each.
 *
 * A reconnect names the newest frame that the viewer has *applied*, while newer ones may already be on
 * their way through the port; the server sends those again and they stop here. Parts wait until their
 * frame is complete, so that a connection lost half-way never leaves the viewer with half a frame.
 */
import { Flag, Kind, maxOrderedBytes, type Frame } from '@pillion/protocol';

export interface Position {
  epoch: number;
  seq: number;
}

export const origin: Position = { epoch: 0, seq: 0 };

export class FrameGate {
  #passed: Position = origin;
  #parts: ArrayBuffer[] = [];
  #partsOf: Position | undefined;
  #size = 0;

  /** The messages to hand on now: none, one, or all the parts of a frame that has become whole. */
  push(frame: Frame, message: ArrayBuffer): ArrayBuffer[] {
    const isKeyframe = frame.kind === Kind.keyframe;
    if (!isKeyframe && frame.kind !== Kind.delta) return [message];
    // A keyframe starts over, wherever it stands; a delta is only news above what has passed.
    if (!isKeyframe && compare(frame, this.#passed) <= 0) return [];

    if (this.#partsOf && compare(frame, this.#partsOf) !== 0) this.#forgetParts();
    this.#size += message.byteLength;
    if (this.#size > maxOrderedBytes * 1.01) {
      this.#forgetParts();
      return [];
    }
    this.#partsOf = { epoch: frame.epoch, seq: frame.seq };
    this.#parts.push(message);
    if ((frame.flags & Flag.last) === 0) return [];

    const whole = this.#parts;
    this.#forgetParts();
    this.#passed = { epoch: frame.epoch, seq: frame.seq };
    return whole;
  }

  /** The connection is gone: half a frame is no use, its parts will come again. */
  disconnected(): void {
    this.#forgetParts();
  }

  /** The viewer starts from nothing. */
  reset(): void {
    this.#forgetParts();
    this.#passed = origin;
  }

  #forgetParts(): void {
    this.#parts = [];
    this.#partsOf = undefined;
    this.#size = 0;
  }
}

function compare(a: Position, b: Position): number {
  return a.epoch === b.epoch ? a.seq - b.seq : a.epoch - b.epoch;
}
