import type { CaptureSink } from '@pillion/mirror/capture/options';
import { breathe } from '@pillion/mirror/capture/pace';
import {
  Flag,
  Kind,
  canDeflate,
  deflateAboveBytes,
  deflateRaw,
  encodeFrame,
  type Frame,
  maxOrderedBytes,
  splitFrame,
} from '@pillion/protocol';
import type { Link, Resume } from '../link';
import { Haves } from './haves';
import { Kept, type Whole } from './kept';
import { Pace } from './pace';
import type { Requests } from './requests';
import type { Scope } from './scope';
import { Uploads } from './uploads';

/** Assets are handed to the socket only while it holds less than this, so that frames pass them. */
const assetsBelowBytes = 128 * 1024;
/** Nor may frames pass them forever: after this many in a row an asset part has its turn. */
const framesPerAsset = 16;
const pointersBelowBytes = 64 * 1024;

/** What the sender needs of a capture. */
export interface Paced {
  keyframe(): void;
  pause(): void;
  resume(): void;
}

/**
 * Puts what a capture produces on the wire, in order, at the pace of the connection, and again after
 * a connection was lost. A frame gets its seq only when it starts to go out: one that is dropped
 * before leaves no gap.
 */
export class Sender implements CaptureSink {
  readonly #link: Link;
  readonly #resume: Resume;
  readonly #scope: Scope;
  readonly #haves: Haves;
  readonly #uploads = new Uploads();
  readonly #kept = new Kept();
  readonly #pace: Pace;
  readonly #fail: () => void;
  /** Whole frames without a seq, then the encoded parts of those that have one. */
  #ready: Whole[] = [];
  #parts: Uint8Array[] = [];
  #partBytes = 0;
  /** Frames being deflated, and the generation that a drop ends. */
  #deflating: Promise<void> = Promise.resolve();
  #deflatingBytes = 0;
  #deflatingCount = 0;
  #generation = 0;
  #pointer: Uint8Array | null = null;
  #lastAt = performance.now();
  #inRow = 0;
  #live = true;
  #losses = 0;

  constructor(link: Link, resume: Resume, requests: Requests, scope: Scope, fail: () => void) {
    this.#link = link;
    this.#resume = resume;
    this.#haves = new Haves(requests, scope);
    this.#scope = scope;
    this.#fail = fail;
    this.#pace = new Pace(scope, {
      backlog: () => this.#backlog(),
      unsent: () => this.#ready.length > 0 || this.#deflatingCount > 0,
      waiting: () =>
        this.#ready.length + this.#parts.length > 0 ||
        this.#uploads.waiting ||
        this.#pointer !== null,
      drain: () => this.#pump(),
      drop: () => this.#drop(),
      unacked: () => this.#kept.frames.length > 0,
      dead: () => link.drop(),
    });
    scope.add(() => this.#drop());
  }

  /** The capture is paused and resumed through `paced` from now on. */
  drive(paced: Paced): void {
    this.#pace.drive(paced);
  }

  ordered(kind: 'keyframe' | 'delta', payload: Uint8Array): void {
    if (this.#scope.closed) return;
    const whole: Whole = {
      kind: Kind[kind],
      flags: kind === 'keyframe' ? Flag.keyframe : 0,
      payload,
      at: performance.now(),
    };
    const worth = payload.length > deflateAboveBytes && canDeflate();
    if (!worth && this.#deflatingCount === 0) {
      this.#ready.push(whole);
      this.#pump();
      return;
    }
    const generation = this.#generation;
    this.#deflatingCount++;
    this.#deflatingBytes += payload.length;
    // One after the other: a small frame must not pass a large one that is still being deflated.
    this.#deflating = this.#deflating.then(async () => {
      const deflated = worth
        ? await deflateRaw(payload, () => breathe(window)).catch(() => payload)
        : payload;
      if (generation !== this.#generation) return;
      this.#deflatingCount--;
      this.#deflatingBytes -= payload.length;
      const smaller = deflated.length < payload.length;
      this.#ready.push(
        smaller ? { ...whole, flags: whole.flags | Flag.deflated, payload: deflated } : whole,
      );
      this.#pump();
    });
  }

  pointer(payload: Uint8Array): void {
    if (this.#scope.closed) return;
    this.#pointer = payload;
    this.#pump();
  }

  missing(hashes: string[]): Promise<Set<string>> {
    return this.#haves.missing(hashes);
  }

  asset(hash: string, mediaType: string, bytes: Uint8Array): Promise<void> {
    if (this.#scope.closed) return Promise.resolve();
    const sent = this.#uploads.add(hash, mediaType, bytes);
    this.#pump();
    return sent;
  }

  acked(epoch: number, seq: number): void {
    if (epoch !== this.#resume.epoch) return;
    this.#kept.acked(seq);
    this.#uploads.acked(seq);
    this.heard();
  }

  /** Something arrived, so the connection is alive. */
  heard(): void {
    this.#pace.heard();
  }

  lost(): void {
    this.#live = false;
    this.#losses++;
    this.#setParts([]);
    this.#pointer = null;
    this.#pace.offline();
  }

  /** On a new connection: sends what the log does not hold, or makes a keyframe of all that is new. */
  async welcomed(acked: number, keyframe: boolean): Promise<void> {
    const unsure = this.#uploads.restart();
    const losses = this.#losses;
    this.#kept.acked(acked);
    // A frame may name an asset only after this very socket sent it, or saw it as known.
    if (unsure.length > 0) this.#uploads.again(await this.missing(unsure));
    if (this.#scope.closed || losses !== this.#losses) return;
    const whole = keyframe || !this.#kept.reaches(acked);
    if (whole) {
      this.#kept.clear();
      this.#drop();
      this.#pace.keyframeWhenDrained();
    } else {
      this.#setParts(this.#kept.frames.flatMap((frame) => encodeParts(frame)));
    }
    this.#live = true;
    this.#pace.online();
    this.#pump();
  }

  #at(): [epoch: number, seq: number] {
    return [this.#resume.epoch, this.#resume.seq];
  }

  #pump(): void {
    if (!this.#live || this.#scope.closed) return;
    while (this.#pace.open(this.#link.buffered())) {
      const bytes = this.#next();
      if (!bytes) break;
      this.#link.send(bytes);
    }
    if (this.#pointer && this.#link.buffered() < pointersBelowBytes) {
      const payload = this.#pointer;
      this.#pointer = null;
      const [epoch, seq] = this.#at();
      const flags = Flag.ephemeral;
      this.#link.send(encodeFrame({ kind: Kind.pointer, flags, epoch, seq, dt: 0, payload }));
    }
    this.#pace.judge();
  }

  #next(): Uint8Array | null {
    if (this.#uploads.urgent) return this.#uploads.next(...this.#at());
    const room = this.#link.buffered() < assetsBelowBytes;
    if (this.#inRow < framesPerAsset || !room) {
      const part = this.#nextPart();
      if (part) {
        this.#inRow++;
        return part;
      }
    }
    this.#inRow = 0;
    return (room ? this.#uploads.next(...this.#at()) : null) ?? this.#nextPart();
  }

  #nextPart(): Uint8Array | null {
    if (this.#parts.length === 0) {
      const whole = this.#ready.shift();
      if (!whole) return null;
      if (whole.payload.length > maxOrderedBytes) {
        this.#fail();
        return null;
      }
      const { kind, flags, payload, at } = whole;
      const dt = Math.max(0, Math.round(at - this.#lastAt));
      this.#lastAt = at;
      const seq = ++this.#resume.seq;
      const frame: Frame = { kind, flags, epoch: this.#resume.epoch, seq, dt, payload };
      this.#kept.add(frame);
      this.#setParts(encodeParts(frame));
    }
    const part = this.#parts.shift();
    this.#partBytes -= part?.length ?? 0;
    return part ?? null;
  }

  #setParts(parts: Uint8Array[]): void {
    this.#parts = parts;
    this.#partBytes = parts.reduce((sum, part) => sum + part.length, 0);
  }

  #backlog(): number {
    let bytes = this.#link.buffered() + this.#partBytes + this.#deflatingBytes;
    for (const whole of this.#ready) bytes += whole.payload.length;
    return bytes;
  }

  /** Forgets what has no seq yet. */
  #drop(): void {
    this.#generation++;
    this.#ready = [];
    this.#deflating = Promise.resolve();
    this.#deflatingBytes = this.#deflatingCount = 0;
  }
}

function encodeParts(frame: Parameters<typeof splitFrame>[0]): Uint8Array[] {
  return splitFrame(frame).map(encodeFrame);
}
