import {
  decodeFrame,
  decodePointer,
  Flag,
  inflateRaw,
  isOrdered,
  Kind,
  PartJoiner,
  type Frame,
  type PointerAt,
} from '@pillion/protocol';
import { MirrorError } from '@pillion/mirror/wire/reader';
import type { KeyframeReason } from './port';

/** Compressed bytes that may wait; a viewer that falls this far behind starts over from a keyframe. */
const maxWaitingBytes = 48 * 1024 * 1024;
/** A stream that held this long is taken for whole again. */
const quietMs = 60_000;
/** For a page in a frame a keyframe is asked for this often. */
const mostMends = 3;

export interface FollowHandlers {
  /** Puts one payload into the picture; throws when it makes no sense. */
  apply(payload: Uint8Array, keyframe: boolean, newEpoch: boolean): void;
  applied(epoch: number, seq: number): void;
  pointer(at: PointerAt | null): void;
  needKeyframe(reason: KeyframeReason, times: number): void;
}

/**
 * Follows one session's frames: joins parts, inflates, and applies strictly in order. Whatever breaks
 * the order is answered by asking for a keyframe, once.
 */
export class Follower {
  private readonly joiner = new PartJoiner();
  private readonly queue: Frame[] = [];
  private waitingBytes = 0;
  private running = false;
  private epoch = 0;
  private seq = 0;
  /** Nothing is applied but a keyframe. True at first, and after something went wrong. */
  private lost = true;
  private asking: ReturnType<typeof setTimeout> | null = null;
  /** How often one is still asked for. */
  private mends = 0;
  private mending: ReturnType<typeof setTimeout> | undefined;
  private askedAt = -quietMs;
  private pauseMs = 0;
  private readonly times: Record<KeyframeReason, number> = {
    damaged: 0,
    gap: 0,
    overflow: 0,
    drift: 0,
  };

  constructor(private readonly handlers: FollowHandlers) {}

  push(bytes: ArrayBuffer): void {
    let frame: Frame;
    try {
      frame = decodeFrame(bytes);
      if (isOrdered(frame.kind)) {
        const whole = this.joiner.push(frame);
        if (whole) this.enqueue(whole);
      } else if (frame.kind === Kind.pointer && frame.epoch === this.epoch) {
        this.handlers.pointer(decodePointer(frame.payload));
      }
    } catch {
      this.lose('damaged');
    }
  }

  /**
   * A page in a frame can't be followed; what is around it goes on. One answer may be the very log that brought
   * this about, so a keyframe is asked for again until there is one.
   */
  mend(reason: KeyframeReason): void {
    if (this.lost || this.mends > 0) return;
    this.mends = mostMends;
    const times = ++this.times[reason];
    const ask = () => {
      this.mending = this.later(() => {
        if (this.lost || --this.mends < 0) return this.mended();
        this.handlers.needKeyframe(reason, times);
        ask();
      });
    };
    ask();
  }

  private mended(): void {
    clearTimeout(this.mending);
    this.mends = 0;
  }

  private enqueue(frame: Frame): void {
    this.waitingBytes += frame.payload.length;
    if (this.waitingBytes > maxWaitingBytes) {
      this.queue.length = 0;
      this.waitingBytes = 0;
      this.lose('overflow');
      return;
    }
    this.queue.push(frame);
    if (!this.running) void this.run();
  }

  private async run(): Promise<void> {
    this.running = true;
    for (let frame = this.queue.shift(); frame; frame = this.queue.shift()) {
      this.waitingBytes -= frame.payload.length;
      try {
        if (!this.expects(frame)) continue;
        const { payload, flags } = frame;
        const whole = (flags & Flag.deflated) !== 0 ? await inflateRaw(payload) : payload;
        this.apply(frame, whole);
      } catch (problem) {
        this.lose(problem instanceof MirrorError && problem.drift ? 'drift' : 'damaged');
      }
    }
    this.running = false;
  }

  /** Whether the frame is the next one; asks for a keyframe where one is missing. */
  private expects({ kind, epoch, seq }: Frame): boolean {
    if (epoch < this.epoch) return false;
    if (kind === Kind.keyframe) {
      // While lost, the log may be sent again from a keyframe that was seen before.
      return this.lost || epoch > this.epoch || seq > this.seq;
    }
    if (this.lost) return false;
    if (epoch === this.epoch && seq <= this.seq) return false;
    if (epoch === this.epoch && seq === this.seq + 1) return true;
    this.lose('gap');
    return false;
  }

  private apply(frame: Frame, payload: Uint8Array): void {
    const { epoch, seq } = frame;
    const keyframe = frame.kind === Kind.keyframe;
    // Something was lost while this one was inflated.
    if (this.lost && !keyframe) return;
    const newEpoch = epoch !== this.epoch;
    this.handlers.apply(payload, keyframe, newEpoch);
    this.epoch = epoch;
    this.seq = seq;
    this.lost = false;
    if (keyframe) this.mended();
    this.handlers.applied(epoch, seq);
  }

  private lose(reason: KeyframeReason): void {
    this.joiner.reset();
    const times = ++this.times[reason];
    if (this.lost && this.asking) return;
    this.lost = true;
    this.asking = this.later(() => {
      this.asking = null;
      if (this.lost) this.handlers.needKeyframe(reason, times);
    });
  }

  private later(ask: () => void): ReturnType<typeof setTimeout> {
    const now = performance.now();
    if (now - this.askedAt > quietMs) this.pauseMs = 0;
    const wait = Math.max(this.askedAt + this.pauseMs - now, 0);
    // A stream that breaks again and again must not make the visitor's tab do nothing but keyframes.
    this.pauseMs = Math.min(Math.max(this.pauseMs * 2, 500), 30_000);
    return setTimeout(() => {
      this.askedAt = performance.now();
      ask();
    }, wait);
  }
}
