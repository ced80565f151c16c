import { Flag, assetPayloads, encodeFrame, maxAssetBytes, Kind } from '@pillion/protocol';

/** Bytes kept of assets that the server may not have; older ones are given up. */
const maxKeptBytes = 16 * 1024 * 1024;

interface Upload {
  hash: string;
  mediaType: string;
  bytes: Uint8Array;
  /** Parts that the current socket has not been given; null before the first. */
  parts: Uint8Array[] | null;
  /** Newest ordered frame sent before its last part; once a later one is acked, it has arrived. */
  sentAfter: number;
  sent(): void;
}

/** Assets on their way. There is no ack for them: an acked frame that was sent later stands for one. */
export class Uploads {
  #queue: Upload[] = [];
  #unsure: Upload[] = [];
  /** How many at the head of the queue must go before any further ordered frame. */
  #urgent = 0;

  get urgent(): boolean {
    return this.#urgent > 0;
  }

  get waiting(): boolean {
    return this.#queue.length > 0;
  }

  /** Resolves when the last part was handed to a socket. An asset above the limit is never sent. */
  add(hash: string, mediaType: string, bytes: Uint8Array): Promise<void> {
    if (bytes.length > maxAssetBytes) return Promise.resolve();
    return new Promise((sent) => {
      this.#queue.push({ hash, mediaType, bytes, parts: null, sentAfter: 0, sent });
    });
  }

  /** The next frame, or null. `seq` is the newest ordered frame that was sent. */
  next(epoch: number, seq: number): Uint8Array | null {
    const [upload] = this.#queue;
    if (!upload) return null;
    upload.parts ??= assetPayloads(upload.hash, upload.mediaType, upload.bytes);
    const payload = upload.parts.shift();
    if (!payload) return null;
    const last = upload.parts.length === 0;
    if (last) {
      this.#queue.shift();
      if (this.#urgent > 0) this.#urgent--;
      upload.sentAfter = seq;
      this.#unsure.push(upload);
      this.#forgetOld();
      upload.sent();
    }
    return encodeFrame({
      kind: Kind.asset,
      flags: last ? Flag.last : 0,
      epoch,
      seq,
      dt: 0,
      payload,
    });
  }

  acked(seq: number): void {
    this.#unsure = this.#unsure.filter((upload) => upload.sentAfter >= seq);
  }

  /** A new socket: parts start over. Returns the hashes that the server may or may not have. */
  restart(): string[] {
    for (const upload of this.#queue) upload.parts = null;
    // What was to go again on the lost socket is unsure still.
    this.#unsure.push(...this.#queue.splice(0, this.#urgent));
    this.#urgent = 0;
    return this.#unsure.map((upload) => upload.hash);
  }

  /** Those of the unsure that the server says it needs go again, and before everything else. */
  again(needed: Set<string>): void {
    const unsure = this.#unsure.splice(0).filter((upload) => needed.has(upload.hash));
    for (const upload of unsure) upload.parts = null;
    this.#queue.unshift(...unsure);
    this.#urgent = unsure.length;
  }

  #forgetOld(): void {
    let kept = 0;
    for (const upload of this.#unsure) kept += upload.bytes.length;
    while (kept > maxKeptBytes) kept -= this.#unsure.shift()?.bytes.length ?? kept;
  }
}
